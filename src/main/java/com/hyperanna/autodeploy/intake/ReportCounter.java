package com.hyperanna.autodeploy.intake;

import com.hyperanna.autodeploy.report.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;

/** How many reports were stored, by outcome. */
@Singleton
class ReportCounter {

    private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);

    @Inject
    ReportCounter(MeterRegistry registry) {
        for (var outcome : Outcome.values()) {
            counters.put(
                    outcome,
                    Counter.builder("auto.deploy.reports")
                            .description("Reports stored, by the outcome as it counts")
                            .tag("outcome", outcome.published())
                            .register(registry));
        }
    }

    void count(Outcome outcome) {
        var counter = counters.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }
}
