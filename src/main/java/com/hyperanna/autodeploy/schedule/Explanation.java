package com.hyperanna.autodeploy.schedule;

import java.time.Instant;
import java.util.Optional;

/** A decision in words, with every moment in the environment's own time and in UTC. */
public final class Explanation {

    private Explanation() {}

    /** One sentence or two, on one line, that say why the decision is as it is and what it waits for. */
    public static String of(Decision decision, Schedule schedule, HostState host, Instant now) {
        var zone = schedule.zone();
        var release = decision.effective()
                .or(decision::upcoming)
                .map(PlannedRelease::release)
                .map(Release::name)
                .orElse("");
        return switch (decision.reason()) {
            case INVALID_SCHEDULE -> "The schedule cannot be understood.";
            case SUSPENDED -> "The schedule is suspended: nothing starts until suspend is false again.";
            case NOTHING_SCHEDULED -> "No release is scheduled.";
            case NOT_BEFORE -> release + " is due not before " + until(decision, zone) + ".";
            case IN_PROGRESS -> inProgress(schedule, host);
            case UP_TO_DATE -> release + " is what it runs." + upcoming(decision, zone);
            case DOWNGRADE_REFUSED ->
                release + " is older than " + running(host) + ", which it runs, and allowDowngrade is not set."
                        + upcoming(decision, zone);
            case HELD_AFTER_FAILURE -> held(decision, schedule, host, now);
            case OUTSIDE_WINDOW ->
                schedule.calendar()
                        .nextEdge(now)
                        .map(opens -> release + " waits for the window that opens " + zone.describe(opens) + ".")
                        .orElse(release + " waits for a window, and none ever opens.");
            case DUE -> release + " may start now" + windowCloses(schedule, now) + ".";
        };
    }

    private static String until(Decision decision, TimeZone zone) {
        return decision.upcoming()
                .map(PlannedRelease::dueFrom)
                .map(zone::describe)
                .orElse("");
    }

    private static String inProgress(Schedule schedule, HostState host) {
        return host.attempt()
                .map(attempt -> attempt.release() + " was started "
                        + attempt.startedTime().map(schedule.zone()::describe).orElse("")
                        + "; its outcome is awaited until "
                        + schedule.zone().describe(attempt.timesOutAt(schedule.deploymentTimeout())) + ".")
                .orElse("");
    }

    private static String held(Decision decision, Schedule schedule, HostState host, Instant now) {
        return decision.effective()
                .map(planned -> {
                    var failures = host.failuresOf(planned.release(), now, schedule.deploymentTimeout());
                    return planned.release() + " failed " + times(failures) + ", and maxAttempts is "
                            + planned.maxAttempts() + ": it is held until maxAttempts is raised or another release"
                            + " takes over.";
                })
                .orElse("");
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    private static String running(HostState host) {
        return host.release().map(Release::name).orElse("what is unknown");
    }

    private static String upcoming(Decision decision, TimeZone zone) {
        return decision.upcoming()
                .map(next -> " " + next.release() + " takes over " + zone.describe(next.dueFrom()) + ".")
                .orElse("");
    }

    private static String windowCloses(Schedule schedule, Instant now) {
        Optional<Instant> closes = schedule.calendar().nextEdge(now);
        return closes.map(instant -> "; the window closes " + schedule.zone().describe(instant))
                .orElse("");
    }
}
