package com.hyperanna.autodeploy.schedule;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a host may start to deploy, why, and until when that stands if nobody edits or reports anything.
 *
 * @param effective what the environment is to run
 * @param upcoming what takes over next
 * @param nextChange the earliest later instant at which {@code reason}, {@code effective} or {@code upcoming} differs
 */
public record Decision(
        Reason reason,
        Optional<PlannedRelease> effective,
        Optional<PlannedRelease> upcoming,
        Optional<Instant> nextChange) {

    /** The answer while the declaration cannot be understood. */
    public static final Decision INVALID =
            new Decision(Reason.INVALID_SCHEDULE, Optional.empty(), Optional.empty(), Optional.empty());

    /** Decides for one host as it would be answered at {@code now}. */
    public static Decision of(Schedule schedule, HostState host, Instant now) {
        var effective = schedule.plan().effective(now);
        var upcoming = schedule.plan().upcoming(now);
        var reason = effective
                .map(planned -> reasonFor(planned, schedule, host, now))
                .orElseGet(() -> reasonForNothing(schedule, upcoming));
        return new Decision(reason, effective, upcoming, nextChange(reason, upcoming, schedule, host, now));
    }

    public boolean deploy() {
        return reason == Reason.DUE;
    }

    private static Reason reasonForNothing(Schedule schedule, Optional<PlannedRelease> upcoming) {
        if (schedule.suspended()) {
            return Reason.SUSPENDED;
        }
        return upcoming.isPresent() ? Reason.NOT_BEFORE : Reason.NOTHING_SCHEDULED;
    }

    private static Reason reasonFor(PlannedRelease effective, Schedule schedule, HostState host, Instant now) {
        if (schedule.suspended()) {
            return Reason.SUSPENDED;
        }
        if (host.attempt()
                .filter(latest -> latest.isOpen(now, schedule.deploymentTimeout()))
                .isPresent()) {
            return Reason.IN_PROGRESS;
        }
        if (host.runs(effective.release())) {
            return Reason.UP_TO_DATE;
        }
        if (!effective.allowDowngrade()
                && host.release().filter(effective.release()::isOlderThan).isPresent()) {
            return Reason.DOWNGRADE_REFUSED;
        }
        if (schedule.holds(host, now)) {
            return Reason.HELD_AFTER_FAILURE;
        }
        return schedule.calendar().isOpen(now) ? Reason.DUE : Reason.OUTSIDE_WINDOW;
    }

    /**
     * A release that takes over always shows; a time-out shows only while it is what we wait for, and the edge of a window
     * only to a host that nothing else holds back.
     */
    private static Optional<Instant> nextChange(
            Reason reason, Optional<PlannedRelease> upcoming, Schedule schedule, HostState host, Instant now) {
        var takeOver = upcoming.map(PlannedRelease::dueFrom);
        var other = switch (reason) {
            case IN_PROGRESS -> host.attempt().map(latest -> latest.timesOutAt(schedule.deploymentTimeout()));
            case DUE, OUTSIDE_WINDOW -> schedule.calendar().nextEdge(now);
            case INVALID_SCHEDULE,
                    SUSPENDED,
                    NOTHING_SCHEDULED,
                    NOT_BEFORE,
                    UP_TO_DATE,
                    DOWNGRADE_REFUSED,
                    HELD_AFTER_FAILURE -> Optional.<Instant>empty();
        };
        return Stream.concat(takeOver.stream(), other.stream())
                .min(Instant::compareTo)
                .filter(Rfc3339::canWrite);
    }
}
