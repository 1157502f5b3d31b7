package com.hyperanna.autodeploy.fleet;

import com.hyperanna.autodeploy.crd.v1alpha1.DeploymentScheduleStatus;
import com.hyperanna.autodeploy.crd.v1alpha1.FailedRelease;
import com.hyperanna.autodeploy.crd.v1alpha1.Host;
import com.hyperanna.autodeploy.crd.v1alpha1.Report;
import com.hyperanna.autodeploy.crd.v1alpha1.UnhealthyContainer;
import com.hyperanna.autodeploy.report.Container;
import com.hyperanna.autodeploy.report.DeploymentReport;
import com.hyperanna.autodeploy.report.HostRecord;
import com.hyperanna.autodeploy.report.Ledger;
import com.hyperanna.autodeploy.report.LoggedReport;
import com.hyperanna.autodeploy.report.Outcome;
import com.hyperanna.autodeploy.schedule.Attempt;
import com.hyperanna.autodeploy.schedule.AttemptOutcome;
import com.hyperanna.autodeploy.schedule.HostName;
import com.hyperanna.autodeploy.schedule.HostState;
import com.hyperanna.autodeploy.schedule.Release;
import com.hyperanna.autodeploy.schedule.Rfc3339;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The part of an object's status that the report writer owns, as a {@link Ledger} and back.
 *
 * <p>What a later version may have written and this one does not know is passed over, never an error.
 */
public final class RecordedLedger {

    private RecordedLedger() {}

    public static Ledger read(@Nullable DeploymentScheduleStatus status) {
        return status == null
                ? Ledger.EMPTY
                : new Ledger(
                        instant(status.lastContactTime()),
                        understood(status.hosts(), RecordedLedger::host),
                        inOrder(understood(status.reports(), RecordedLedger::logged)));
    }

    /** A list-map has no order that everybody keeps. */
    private static List<LoggedReport> inOrder(List<LoggedReport> log) {
        return log.stream()
                .sorted(Comparator.comparingLong(LoggedReport::number))
                .toList();
    }

    /** A status with the fields of the report writer only. */
    public static DeploymentScheduleStatus write(Ledger ledger) {
        return new DeploymentScheduleStatus(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                text(ledger.lastContactTime()),
                ledger.hosts().stream().map(RecordedLedger::host).toList(),
                ledger.log().stream().map(RecordedLedger::logged).toList());
    }

    private static <T, R> List<R> understood(@Nullable List<T> list, Function<T, Optional<R>> read) {
        var result = new ArrayList<R>();
        for (var element : list == null ? List.<T>of() : list) {
            if (element != null) {
                read.apply(element).ifPresent(result::add);
            }
        }
        return result;
    }

    private static Optional<HostRecord> host(Host host) {
        if (host.host() == null || !HostName.isLegal(host.host())) {
            return Optional.empty();
        }
        var attempt = Optional.ofNullable(host.attempt()).flatMap(RecordedLedger::attempt);
        return Optional.of(new HostRecord(
                new HostName(host.host()),
                new HostState(release(host.release()), attempt, failures(host.failed())),
                instant(host.lastContactTime()),
                attempt.flatMap(known -> sentOutcome(host.attempt())),
                understood(host.unhealthyContainers(), RecordedLedger::container),
                host.unhealthyCount() == null ? 0 : host.unhealthyCount()));
    }

    private static Optional<Attempt> attempt(com.hyperanna.autodeploy.crd.v1alpha1.Attempt attempt) {
        var release = release(attempt.release());
        var outcome = Arrays.stream(AttemptOutcome.values())
                .filter(known -> known.published().equals(attempt.outcome()))
                .findFirst();
        return release.isEmpty() || outcome.isEmpty()
                ? Optional.empty()
                : Optional.of(new Attempt(
                        release.get(),
                        outcome.get(),
                        instant(attempt.startedTime()),
                        instant(attempt.finishedTime()),
                        attempt.reportId() == null ? "" : attempt.reportId()));
    }

    private static Optional<Outcome> sentOutcome(com.hyperanna.autodeploy.crd.v1alpha1.@Nullable Attempt attempt) {
        if (attempt == null || attempt.outcome() == null) {
            return Optional.empty();
        }
        if (attempt.sentOutcome() != null) {
            return Outcome.parse(attempt.sentOutcome());
        }
        return attempt.outcome().equals(AttemptOutcome.CONTRADICTED.published())
                ? Optional.of(Outcome.SUCCEEDED)
                : Outcome.parse(attempt.outcome());
    }

    private static Map<Release, Integer> failures(@Nullable List<FailedRelease> failed) {
        var failures = new LinkedHashMap<Release, Integer>();
        for (var entry : failed == null ? List.<FailedRelease>of() : failed) {
            release(entry.release())
                    .ifPresent(release -> failures.put(release, entry.failures() == null ? 1 : entry.failures()));
        }
        return failures;
    }

    private static Optional<LoggedReport> logged(Report report) {
        var release = release(report.release());
        var outcome = Optional.ofNullable(report.outcome()).flatMap(Outcome::parse);
        var received = instant(report.receivedTime());
        if (report.id() == null
                || report.host() == null
                || !HostName.isLegal(report.host())
                || release.isEmpty()
                || outcome.isEmpty()
                || received.isEmpty()) {
            return Optional.empty();
        }
        var sent = Optional.ofNullable(report.sentOutcome())
                .flatMap(Outcome::parse)
                .or(() -> outcome);
        return Optional.of(new LoggedReport(
                report.number() == null ? 0 : report.number(),
                new DeploymentReport(
                        report.id(),
                        new HostName(report.host()),
                        release.get(),
                        sent.get(),
                        outcome.get(),
                        Optional.ofNullable(report.time()),
                        Optional.ofNullable(report.message()),
                        understood(report.unhealthyContainers(), RecordedLedger::container),
                        report.unhealthyCount() == null ? 0 : report.unhealthyCount()),
                received.get()));
    }

    private static Optional<Container> container(UnhealthyContainer container) {
        return Optional.of(new Container(
                container.subjectName() == null ? "" : container.subjectName(),
                container.checks() == null ? Map.of() : container.checks()));
    }

    private static Optional<Release> release(@Nullable String name) {
        return Optional.ofNullable(name).filter(Release::isLegal).map(Release::new);
    }

    /** The instant that a field of a status holds; empty when it holds none. */
    public static Optional<Instant> instant(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Rfc3339::parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String text(Optional<Instant> instant) {
        return instant.map(Rfc3339::format).orElse(null);
    }

    private static Host host(HostRecord host) {
        var state = host.state();
        var failed = state.failures().entrySet().stream()
                .map(entry -> new FailedRelease(entry.getKey().name(), entry.getValue()))
                .toList();
        return new Host(
                host.host().value(),
                state.release().map(Release::name).orElse(null),
                text(host.lastContactTime()),
                state.attempt()
                        .map(attempt -> attempt(attempt, host.sentOutcome()))
                        .orElse(null),
                failed.isEmpty() ? null : failed,
                containers(host.unhealthy()),
                host.unhealthyCount() == 0 ? null : host.unhealthyCount());
    }

    private static com.hyperanna.autodeploy.crd.v1alpha1.Attempt attempt(Attempt attempt, Optional<Outcome> sent) {
        var told = attempt.outcome() == AttemptOutcome.CONTRADICTED ? AttemptOutcome.SUCCEEDED : attempt.outcome();
        return new com.hyperanna.autodeploy.crd.v1alpha1.Attempt(
                attempt.release().name(),
                attempt.outcome().published(),
                text(attempt.startedTime()),
                text(attempt.finishedTime()),
                attempt.reportId(),
                sent.filter(outcome -> outcome.ofAttempt() != told)
                        .map(Outcome::published)
                        .orElse(null));
    }

    private static Report logged(LoggedReport logged) {
        var report = logged.report();
        return new Report(
                report.id(),
                logged.number(),
                report.host().value(),
                report.release().name(),
                report.outcome().published(),
                Rfc3339.format(logged.receivedTime()),
                report.time().orElse(null),
                report.message().orElse(null),
                containers(report.unhealthy()),
                report.unhealthyCount() == 0 ? null : report.unhealthyCount(),
                report.sent() == report.outcome() ? null : report.sent().published());
    }

    private static @Nullable List<UnhealthyContainer> containers(List<Container> containers) {
        return containers.isEmpty()
                ? null
                : containers.stream()
                        .map(container -> new UnhealthyContainer(container.subjectName(), container.checks()))
                        .toList();
    }
}
