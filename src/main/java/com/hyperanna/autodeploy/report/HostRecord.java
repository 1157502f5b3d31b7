package com.hyperanna.autodeploy.report;

import com.hyperanna.autodeploy.schedule.Attempt;
import com.hyperanna.autodeploy.schedule.HostName;
import com.hyperanna.autodeploy.schedule.HostState;
import com.hyperanna.autodeploy.schedule.Release;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of one host.
 *
 * @param lastContactTime its latest poll or report, as far as recorded
 * @param sentOutcome the outcome that the last report which changed the attempt was sent with; empty without attempt
 * @param unhealthy the containers that its latest finished attempt left unhealthy, cut for storing
 * @param unhealthyCount how many were not healthy before the cut
 */
public record HostRecord(
        HostName host,
        HostState state,
        Optional<Instant> lastContactTime,
        Optional<Outcome> sentOutcome,
        List<Container> unhealthy,
        int unhealthyCount) {

    /** No poll waits so long to be recorded. */
    private static final Duration LONGEST_UNRECORDED = Duration.ofMinutes(1);

    public HostRecord {
        unhealthy = List.copyOf(unhealthy);
    }

    static HostRecord unknown(HostName host) {
        return new HostRecord(host, HostState.UNKNOWN, Optional.empty(), Optional.empty(), List.of(), 0);
    }

    /**
     * A poll counts in the order of receipt: one that another replica recorded late says nothing against what was heard
     * after it. One that seems older still was received after the clock was set back, and counts.
     */
    HostRecord afterPoll(Optional<Release> current, Instant received) {
        var inOrder = lastContactTime
                .filter(received::isBefore)
                .filter(contact -> contact.isBefore(received.plus(LONGEST_UNRECORDED)))
                .isEmpty();
        return new HostRecord(
                host,
                current.filter(told -> inOrder).map(state::polled).orElse(state),
                latest(received),
                sentOutcome,
                unhealthy,
                unhealthyCount);
    }

    HostRecord afterReport(DeploymentReport report, Instant received) {
        return switch (report.outcome()) {
            case STARTED -> afterStart(report, received);
            case SUCCEEDED, FAILED, CANCELLED -> afterOutcome(report, received);
        };
    }

    /** An attempt whose outcome never came has failed when the next one starts, timed out or not. */
    private HostRecord afterStart(DeploymentReport report, Instant received) {
        var counted = state.attempt()
                .filter(Attempt::awaitsOutcome)
                .map(unfinished -> state.withFailureOf(unfinished.release()))
                .orElse(state);
        var started = new Attempt(
                report.release(), report.outcome().ofAttempt(), Optional.of(received), Optional.empty(), report.id());
        return new HostRecord(
                host,
                counted.withAttempt(started),
                latest(received),
                Optional.of(report.sent()),
                unhealthy,
                unhealthyCount);
    }

    private HostRecord afterOutcome(DeploymentReport report, Instant received) {
        var counted = switch (report.outcome()) {
            case FAILED -> state.withFailureOf(report.release());
            case SUCCEEDED -> state.withoutFailuresOf(report.release());
            case STARTED, CANCELLED -> state;
        };
        return isOfTheAttempt(report)
                ? finished(counted, report, received)
                : new HostRecord(host, counted, latest(received), sentOutcome, unhealthy, unhealthyCount);
    }

    /** An outcome of another release than the one last started; of a host that never started any, it stands for itself. */
    private boolean isOfTheAttempt(DeploymentReport report) {
        return state.attempt()
                .filter(latest -> latest.startedTime().isPresent())
                .map(latest -> latest.release().equals(report.release()))
                .orElse(true);
    }

    private HostRecord finished(HostState counted, DeploymentReport report, Instant received) {
        var startedTime = state.attempt().flatMap(Attempt::startedTime);
        var ended = new Attempt(
                report.release(),
                report.outcome().ofAttempt(),
                startedTime,
                Optional.of(finishedTime(startedTime, report, received)),
                report.id());
        var runs = report.outcome() == Outcome.SUCCEEDED ? counted.withRelease(report.release()) : counted;
        var tellsHealth = report.outcome() != Outcome.CANCELLED;
        return new HostRecord(
                host,
                runs.withAttempt(ended),
                latest(received),
                Optional.of(report.sent()),
                tellsHealth ? report.unhealthy() : unhealthy,
                tellsHealth ? report.unhealthyCount() : unhealthyCount);
    }

    /** The client's clock where it can be true: not before the start, not after the receipt. */
    private static Instant finishedTime(Optional<Instant> startedTime, DeploymentReport report, Instant received) {
        return startedTime
                .flatMap(started -> report.instant()
                        .map(told -> told.truncatedTo(ChronoUnit.SECONDS))
                        .filter(told -> !told.isBefore(started) && !told.isAfter(received)))
                .orElse(received);
    }

    private Optional<Instant> latest(Instant received) {
        return Optional.of(lastContactTime.filter(received::isBefore).orElse(received));
    }
}
