package com.hyperanna.autodeploy.operator;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Keeps out the one meter of the SDK whose tags differ from event to event.
 *
 * <p>Prometheus refuses that by an exception; thrown on the SDK's timer thread it would end all timed looks for good.
 */
class MeterFilters {

    @Produces
    @Singleton
    MeterFilter withoutCountOfEvents() {
        return MeterFilter.deny(id -> id.getName().equals("events.received"));
    }
}
