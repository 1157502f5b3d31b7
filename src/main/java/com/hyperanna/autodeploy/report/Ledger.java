package com.hyperanna.autodeploy.report;

import com.hyperanna.autodeploy.schedule.AttemptOutcome;
import com.hyperanna.autodeploy.schedule.HostName;
import com.hyperanna.autodeploy.schedule.HostState;
import com.hyperanna.autodeploy.schedule.Release;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the hosts of one environment have told: one record a host, and the log of the last reports.
 *
 * @param lastContactTime the latest contact of any host, as far as recorded
 * @param hosts at most {@value #MOST_HOSTS}
 * @param log the last {@value #LOG_LENGTH} reports, newest last
 */
public record Ledger(Optional<Instant> lastContactTime, List<HostRecord> hosts, List<LoggedReport> log) {

    public static final int MOST_HOSTS = 64;
    public static final int LOG_LENGTH = 10;

    /** A host must have been silent for so long before a new one may take its place. */
    public static final Duration SILENCE_THAT_FREES_A_PLACE = Duration.ofHours(24);

    public static final Ledger EMPTY = new Ledger(Optional.empty(), List.of(), List.of());

    public Ledger {
        hosts = List.copyOf(hosts);
        log = List.copyOf(log);
    }

    /** What became of a report that came in. */
    public sealed interface Reception {
        /** It was new, and is in the ledger now. */
        record Stored(Ledger ledger, LoggedReport logged) implements Reception {}
        /** It has been stored before, with this outcome; nothing changes. */
        record Known(Outcome outcome) implements Reception {}
        /** Its id belongs to another report. */
        record IdTaken() implements Reception {}
        /** There is no place for one more host. */
        record NoPlace() implements Reception {}
    }

    public Optional<HostRecord> host(HostName name) {
        return hosts.stream().filter(known -> known.host().equals(name)).findFirst();
    }

    public HostState stateOf(HostName name) {
        return host(name).map(HostRecord::state).orElse(HostState.UNKNOWN);
    }

    /** After a poll that told no host: the environment was in contact, nothing more. */
    public Ledger afterPoll(Instant received) {
        return new Ledger(latest(wholeSecond(received)), hosts, log);
    }

    /**
     * After a poll of a host, with the release it said it runs.
     *
     * @param mustStay whether a host may not give its place to another, whatever its silence
     */
    public Ledger afterPoll(HostName host, Optional<Release> current, Instant received, Predicate<HostState> mustStay) {
        var contacted = afterPoll(received);
        return contacted
                .withPlaceFor(host, received, mustStay)
                .map(placed -> placed.with(placed.recordOf(host).afterPoll(current, wholeSecond(received))))
                .orElse(contacted);
    }

    /**
     * After a report.
     *
     * @param mustStay whether a host may not give its place to another, whatever its silence
     */
    public Reception afterReport(DeploymentReport report, Instant receipt, Predicate<HostState> mustStay) {
        var received = wholeSecond(receipt);
        var known = known(report);
        if (known.isPresent()) {
            return known.get();
        }
        var placed = withPlaceFor(report.host(), received, mustStay);
        if (placed.isEmpty()) {
            return new Reception.NoPlace();
        }
        var host = placed.get().recordOf(report.host()).afterReport(report, received);
        var logged = new LoggedReport(nextNumber(), report, received);
        return new Reception.Stored(placed.get().with(host).withLogged(logged).afterPoll(received), logged);
    }

    /** Without the hosts that have been silent for {@code retention} and need not stay. */
    public Ledger forgetting(Duration retention, Instant now, Predicate<HostState> mustStay) {
        var kept = hosts.stream()
                .filter(host -> mustStay.test(host.state())
                        || silentSince(host).plus(retention).isAfter(now))
                .toList();
        return kept.size() == hosts.size() ? this : new Ledger(lastContactTime, kept, log);
    }

    private Optional<Reception> known(DeploymentReport report) {
        var inLog = log.stream()
                .map(LoggedReport::report)
                .filter(logged -> logged.id().equals(report.id()))
                .findFirst()
                .map(logged -> known(sameReport(logged, report), logged.outcome()));
        return inLog.or(() -> hosts.stream()
                .map(host -> knownAttempt(host, report))
                .flatMap(Optional::stream)
                .findFirst());
    }

    private static boolean sameReport(DeploymentReport logged, DeploymentReport report) {
        return logged.host().equals(report.host())
                && logged.release().equals(report.release())
                && logged.sent() == report.sent();
    }

    private static Optional<Reception> knownAttempt(HostRecord host, DeploymentReport report) {
        return host.state()
                .attempt()
                .filter(attempt -> attempt.reportId().equals(report.id()))
                .map(attempt -> known(
                        host.host().equals(report.host())
                                && attempt.release().equals(report.release())
                                && host.sentOutcome()
                                        .filter(report.sent()::equals)
                                        .isPresent(),
                        storedOutcome(attempt.outcome())));
    }

    private static Reception known(boolean sameReport, Outcome stored) {
        return sameReport ? new Reception.Known(stored) : new Reception.IdTaken();
    }

    private static Outcome storedOutcome(AttemptOutcome outcome) {
        return switch (outcome) {
            case STARTED -> Outcome.STARTED;
            case SUCCEEDED, CONTRADICTED -> Outcome.SUCCEEDED;
            case FAILED -> Outcome.FAILED;
            case CANCELLED -> Outcome.CANCELLED;
        };
    }

    private long nextNumber() {
        return log.stream().mapToLong(LoggedReport::number).max().orElse(0) + 1;
    }

    private HostRecord recordOf(HostName host) {
        return host(host).orElseGet(() -> HostRecord.unknown(host));
    }

    /** Whether what the host tells would be recorded: it has a place, or there is one for it. */
    public boolean hasPlaceFor(HostName host, Instant now, Predicate<HostState> mustStay) {
        return withPlaceFor(host, now, mustStay).isPresent();
    }

    /** Room for the host: it has a place, there is a free one, or the one silent longest gives way. */
    private Optional<Ledger> withPlaceFor(HostName host, Instant now, Predicate<HostState> mustStay) {
        if (hosts.size() < MOST_HOSTS || host(host).isPresent()) {
            return Optional.of(this);
        }
        return hosts.stream()
                .min(Comparator.comparing(Ledger::silentSince))
                .filter(silent ->
                        !silentSince(silent).plus(SILENCE_THAT_FREES_A_PLACE).isAfter(now))
                .filter(silent -> !mustStay.test(silent.state()))
                .map(this::without);
    }

    private static Instant silentSince(HostRecord host) {
        return host.lastContactTime().orElse(Instant.EPOCH);
    }

    private Ledger without(HostRecord gone) {
        return new Ledger(
                lastContactTime,
                hosts.stream().filter(host -> !host.equals(gone)).toList(),
                log);
    }

    private Ledger with(HostRecord changed) {
        var replaced = new ArrayList<HostRecord>(hosts.size() + 1);
        var found = false;
        for (var host : hosts) {
            var same = host.host().equals(changed.host());
            replaced.add(same ? changed : host);
            found |= same;
        }
        if (!found) {
            replaced.add(changed);
        }
        return new Ledger(lastContactTime, replaced, log);
    }

    private Ledger withLogged(LoggedReport logged) {
        var longer = new ArrayList<>(log);
        longer.add(logged);
        return new Ledger(
                lastContactTime, hosts, longer.subList(Math.max(0, longer.size() - LOG_LENGTH), longer.size()));
    }

    /** Status holds whole seconds; so a time-out falls on the second that people read there. */
    private static Instant wholeSecond(Instant received) {
        return received.truncatedTo(ChronoUnit.SECONDS);
    }

    private Optional<Instant> latest(Instant received) {
        return Optional.of(lastContactTime.filter(received::isBefore).orElse(received));
    }
}
