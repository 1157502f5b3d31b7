package com.hyperanna.autodeploy.operator;

import com.hyperanna.autodeploy.crd.v1alpha1.AnnouncedTimeout;
import com.hyperanna.autodeploy.crd.v1alpha1.Condition;
import com.hyperanna.autodeploy.crd.v1alpha1.DeploymentScheduleStatus;
import com.hyperanna.autodeploy.crd.v1alpha1.NextWindow;
import com.hyperanna.autodeploy.crd.v1alpha1.Upcoming;
import com.hyperanna.autodeploy.fleet.RecordedLedger;
import com.hyperanna.autodeploy.report.HostRecord;
import com.hyperanna.autodeploy.schedule.MaintenanceCalendar;
import com.hyperanna.autodeploy.schedule.Opening;
import com.hyperanna.autodeploy.schedule.PlannedRelease;
import com.hyperanna.autodeploy.schedule.Release;
import com.hyperanna.autodeploy.schedule.Rfc3339;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The part of an object's status that the reconciler owns, computed from what is seen of the environment. */
final class StatusWriting {

    private static final String MIXED = "Mixed";

    private final Observation seen;
    private final boolean inForce;
    private final Optional<DeploymentScheduleStatus> before;
    private final Optional<Instant> dueSince;

    /**
     * @param inForce whether the declaration is valid and the one that is served
     * @param before the status as it is in the object
     * @param watchingSince since when this replica writes the status: nothing can have become due to it earlier
     */
    StatusWriting(Observation seen, boolean inForce, @Nullable DeploymentScheduleStatus before, Instant watchingSince) {
        this.seen = seen;
        this.inForce = inForce;
        this.before = Optional.ofNullable(before);
        this.dueSince = inForce && seen.isDue() ? Optional.of(becameDue(watchingSince)) : Optional.empty();
    }

    /** When it was foreseen to become due, if somebody watched then; else now. */
    private Instant becameDue(Instant watchingSince) {
        return seen.environment()
                .dueSinceTime()
                .or(() -> before.filter(status -> seen.environment().generation()
                                == Optional.ofNullable(status.observedGeneration())
                                        .orElse(-1L))
                        .flatMap(status -> RecordedLedger.instant(status.nextChangeTime()))
                        .filter(foreseen -> !foreseen.isAfter(seen.now()) && !foreseen.isBefore(watchingSince)))
                .orElse(seen.now());
    }

    Optional<Instant> dueSince() {
        return dueSince;
    }

    /** A status with the reconciler's fields only. */
    DeploymentScheduleStatus status(Optional<String> servedFrom, Announced announced) {
        var decision = seen.any();
        var generation = seen.environment().generation();
        return new DeploymentScheduleStatus(
                generation,
                inForce ? decision.effective().map(StatusWriting::name).orElse(null) : null,
                inForce ? decision.upcoming().map(StatusWriting::upcoming).orElse(null) : null,
                deployedRelease(),
                inForce ? seen.nextChange().map(Rfc3339::format).orElse(null) : null,
                inForce ? nextWindow() : null,
                dueSince.map(Rfc3339::format).orElse(null),
                Conditions.of(Findings.of(seen, servedFrom, dueSince), conditionsBefore(), generation, seen.now()),
                announced.number(),
                announced.timeouts(),
                announced.overdueTime(),
                null,
                null,
                null);
    }

    /** How far the messages about the environment are sent. */
    record Announced(
            @Nullable Long number,
            @Nullable List<AnnouncedTimeout> timeouts,
            @Nullable String overdueTime) {

        static Announced of(@Nullable DeploymentScheduleStatus status) {
            return status == null
                    ? new Announced(null, null, null)
                    : new Announced(
                            status.lastAnnouncedNumber(), status.announcedTimeouts(), status.announcedOverdueTime());
        }
    }

    private List<Condition> conditionsBefore() {
        return before.map(DeploymentScheduleStatus::conditions).orElse(List.of());
    }

    private static String name(PlannedRelease planned) {
        return planned.release().name();
    }

    private static Upcoming upcoming(PlannedRelease planned) {
        return new Upcoming(name(planned), Rfc3339.format(planned.dueFrom()));
    }

    private @Nullable String deployedRelease() {
        var told = seen.ledger().hosts().stream()
                .map(HostRecord::state)
                .map(state -> state.release().map(Release::name))
                .distinct()
                .toList();
        if (told.size() > 1) {
            return MIXED;
        }
        return told.stream().flatMap(Optional::stream).findFirst().orElse(null);
    }

    private @Nullable NextWindow nextWindow() {
        return seen.environment()
                .schedule()
                .map(valid -> valid.calendar())
                .filter(MaintenanceCalendar::hasWindows)
                .flatMap(this::openOrNext)
                .map(this::nextWindow)
                .orElse(null);
    }

    private Optional<Opening> openOrNext(MaintenanceCalendar calendar) {
        var at = calendar.isOpen(seen.now()) ? Optional.of(seen.now()) : calendar.nextEdge(seen.now());
        return at.flatMap(instant ->
                calendar.openings(instant, instant.plusNanos(1)).stream().findFirst());
    }

    private NextWindow nextWindow(Opening opening) {
        var horizon = MaintenanceCalendar.HORIZON;
        var opens = opening.opens().isAfter(seen.now().minus(horizon)) ? opening.opens() : null;
        var closes = Duration.between(seen.now(), opening.closes()).compareTo(horizon) <= 0 || opens(opening)
                ? opening.closes()
                : null;
        return new NextWindow(
                opens == null ? null : Rfc3339.format(opens), closes == null ? null : Rfc3339.format(closes));
    }

    /** An opening that is still to come ends within 8 days of its beginning, or its end was cut. */
    private boolean opens(Opening opening) {
        return opening.opens().isAfter(seen.now())
                && Duration.between(opening.opens(), opening.closes()).compareTo(MaintenanceCalendar.HORIZON) <= 0;
    }

    /** The earliest later moment at which this status will differ though nobody edits or reports anything. */
    Optional<Instant> nextLook() {
        var edge = seen.environment()
                .schedule()
                .filter(valid -> inForce)
                .flatMap(valid -> valid.calendar().nextEdge(seen.now()));
        var overdue = dueSince.map(seen::overdueFrom);
        var silent = seen.ledger()
                .lastContactTime()
                .map(contact -> contact.plus(Observation.LONGEST_SILENCE).plusSeconds(1));
        var timeouts = seen.environment().schedule().stream()
                .flatMap(valid -> seen.ledger().hosts().stream()
                        .flatMap(host -> host.state().attempt().stream())
                        .filter(attempt -> attempt.awaitsOutcome())
                        .map(attempt -> attempt.timesOutAt(valid.deploymentTimeout())));
        return Stream.concat(Stream.of(seen.nextChange(), edge, overdue, silent).flatMap(Optional::stream), timeouts)
                .filter(moment -> moment.isAfter(seen.now()))
                .min(Instant::compareTo);
    }
}
