package com.hyperanna.autodeploy.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The latest try of one host at one release.
 *
 * @param startedTime when the host's {@code Started} was received; empty when only an outcome ever came
 * @param finishedTime when it ended; empty while it is open
 * @param reportId the last report that changed it
 */
public record Attempt(
        Release release,
        AttemptOutcome outcome,
        Optional<Instant> startedTime,
        Optional<Instant> finishedTime,
        String reportId) {

    /** Whether it was started and its outcome has not come, be it timed out or not. */
    public boolean awaitsOutcome() {
        return outcome == AttemptOutcome.STARTED;
    }

    /** Whether it runs: started, no outcome, and the time-out has not come. */
    public boolean isOpen(Instant now, Duration timeout) {
        return awaitsOutcome() && now.isBefore(timesOutAt(timeout));
    }

    public boolean hasTimedOut(Instant now, Duration timeout) {
        return awaitsOutcome() && !isOpen(now, timeout);
    }

    /** The first instant at which it counts as failed when no outcome has come. */
    public Instant timesOutAt(Duration timeout) {
        return startedTime.orElse(Instant.EPOCH).plus(timeout);
    }

    Attempt contradicted() {
        return new Attempt(release, AttemptOutcome.CONTRADICTED, startedTime, finishedTime, reportId);
    }
}
