package com.hyperanna.autodeploy.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * What people declared for one environment, understood: a value that exists is valid.
 *
 * @param deploymentTimeout how long after its start a deployment without outcome counts as failed
 * @param poll how often hosts are told to ask
 */
public record Schedule(
        EnvironmentName environment,
        TimeZone zone,
        ReleasePlan plan,
        MaintenanceCalendar calendar,
        boolean suspended,
        Duration deploymentTimeout,
        Duration poll) {

    /** Whether the host failed on the release that is effective as often as people let it. */
    public boolean holds(HostState host, Instant now) {
        return plan.effective(now)
                .filter(effective -> !host.runs(effective.release()))
                .filter(effective ->
                        host.failuresOf(effective.release(), now, deploymentTimeout) >= effective.maxAttempts())
                .isPresent();
    }
}
