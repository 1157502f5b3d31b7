package com.hyperanna.autodeploy.lookup;

import com.hyperanna.autodeploy.schedule.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;

/** How many lookups were answered, by reason. */
@Singleton
class LookupCounter {

    private final Map<Reason, Counter> counters = new EnumMap<>(Reason.class);

    @Inject
    LookupCounter(MeterRegistry registry) {
        for (var reason : Reason.values()) {
            counters.put(
                    reason,
                    Counter.builder("auto.deploy.lookups")
                            .description("Lookups answered, by the reason of the answer")
                            .tag("reason", reason.published())
                            .register(registry));
        }
    }

    void count(Reason reason) {
        var counter = counters.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }
}
