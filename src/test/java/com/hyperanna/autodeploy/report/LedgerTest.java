package com.hyperanna.autodeploy.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.hyperanna.autodeploy.report.Ledger.Reception;
import com.hyperanna.autodeploy.schedule.Attempt;
import com.hyperanna.autodeploy.schedule.AttemptOutcome;
import com.hyperanna.autodeploy.schedule.HostName;
import com.hyperanna.autodeploy.schedule.HostState;
import com.hyperanna.autodeploy.schedule.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerTest {

    private static final Instant START = Instant.parse("2026-01-15T07:00:00Z");
    private static final Predicate<HostState> NOBODY_MUST_STAY = host -> false;

    static DeploymentReport report(String id, String host, String release, Outcome outcome, Instant clock) {
        return DeploymentReport.judged(
                id,
                new HostName(host),
                new Release(release),
                outcome,
                Optional.of(clock.toString()),
                Optional.empty(),
                List.of());
    }

    /** Hosts h0 to h63, each a minute after the one before: h0 has been silent longest. */
    private static Ledger full() {
        var ledger = Ledger.EMPTY;
        for (var n = 0; n < Ledger.MOST_HOSTS; n++) {
            ledger = ledger.afterPoll(
                    new HostName("h" + n),
                    Optional.of(new Release("v1")),
                    START.plus(Duration.ofMinutes(n)),
                    NOBODY_MUST_STAY);
        }
        return ledger;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "second before a day of silence, 86399, false, false",
        "a day of silence,               86400, false, true",
        "second after,                   86401, false, true",
        "but it must stay,               86401, true,  false",
    })
    void aNewHostTakesThePlaceOfTheOneSilentLongest(String why, long seconds, boolean mustStay, boolean placed) {
        var full = full();
        var now = START.plusSeconds(seconds);

        var reception = full.afterReport(report("x", "new", "v2", Outcome.STARTED, now), now, host -> mustStay);
        var polled = full.afterPoll(new HostName("new"), Optional.of(new Release("v1")), now, host -> mustStay);

        assertThat(reception).isInstanceOf(placed ? Reception.Stored.class : Reception.NoPlace.class);
        assertThat(polled.host(new HostName("new")).isPresent()).isEqualTo(placed);
        assertThat(polled.host(new HostName("h0")).isPresent()).isEqualTo(!placed);
        assertThat(polled.host(new HostName("h1"))).isPresent();
        assertThat(polled.hosts()).hasSize(Ledger.MOST_HOSTS);
        assertThat(polled.lastContactTime()).contains(now);
    }

    @Test
    void theSixtyFourthHostHasAPlaceOfItsOwn() {
        assertThat(full().hosts()).hasSize(64);
    }

    @Test
    void aKnownHostNeedsNoNewPlace() {
        var reception = full().afterReport(report("x", "h63", "v2", Outcome.STARTED, START), START, NOBODY_MUST_STAY);

        assertThat(reception).isInstanceOf(Reception.Stored.class);
    }

    @Test
    void aKnownReportIsAnsweredThoughItsHostLostItsPlace() {
        var now = START.plus(Duration.ofDays(2));
        var first = report("x", "h0", "v2", Outcome.CANCELLED, START);
        var stored = (Reception.Stored) full().afterReport(first, START, NOBODY_MUST_STAY);
        var displaced = stored.ledger().afterPoll(new HostName("new"), Optional.empty(), now, NOBODY_MUST_STAY);

        assertThat(displaced.afterReport(first, now, host -> true)).isEqualTo(new Reception.Known(Outcome.CANCELLED));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "second before, 2591999, false, true",
        "thirty days,   2592000, false, false",
        "second after,  2592001, false, false",
        "but held,      9999999, true,  true",
    })
    void aSilentHostIsForgotten(String why, long seconds, boolean held, boolean kept) {
        var ledger = Ledger.EMPTY.afterPoll(new HostName("a"), Optional.empty(), START, NOBODY_MUST_STAY);

        var after = ledger.forgetting(Duration.ofDays(30), START.plusSeconds(seconds), host -> held);

        assertThat(after.host(new HostName("a")).isPresent()).isEqualTo(kept);
    }

    @ParameterizedTest(name = "{0}: {1} is taken as {2}")
    @CsvSource({
        "between start and receipt,  2026-01-15T07:03:00Z,          2026-01-15T07:03:00Z",
        "at the start,               2026-01-15T07:00:00Z,          2026-01-15T07:00:00Z",
        "a second before the start,  2026-01-15T06:59:59Z,          2026-01-15T07:05:00Z",
        "at the receipt,             2026-01-15T07:05:00Z,          2026-01-15T07:05:00Z",
        "a second after the receipt, 2026-01-15T07:05:01Z,          2026-01-15T07:05:00Z",
        "a day slow,                 2026-01-14T07:03:00Z,          2026-01-15T07:05:00Z",
        "a day fast,                 2026-01-16T07:03:00Z,          2026-01-15T07:05:00Z",
        "in an offset with fraction, 2026-01-15T18:03:00.9+11:00,   2026-01-15T07:03:00Z",
    })
    void theClientsClockTellsTheFinishOnlyWhereItCanBeTrue(String why, String clock, Instant finished) {
        var host = new HostName("a");
        var started = (Reception.Stored)
                Ledger.EMPTY.afterReport(report("s", "a", "v2", Outcome.STARTED, START), START, NOBODY_MUST_STAY);
        var outcome = DeploymentReport.judged(
                "f", host, new Release("v2"), Outcome.FAILED, Optional.of(clock), Optional.empty(), List.of());

        var ended = (Reception.Stored) started.ledger().afterReport(outcome, START.plusSeconds(300), NOBODY_MUST_STAY);

        assertThat(ended.ledger().stateOf(host).attempt())
                .contains(new Attempt(
                        new Release("v2"), AttemptOutcome.FAILED, Optional.of(START), Optional.of(finished), "f"));
        assertThat(ended.logged().report().time()).contains(clock);
    }

    @Test
    void anOutcomeWithoutStartIsFinishedAtItsReceipt() {
        var stored = (Reception.Stored) Ledger.EMPTY.afterReport(
                report("f", "a", "v2", Outcome.FAILED, START.minusSeconds(9)), START, NOBODY_MUST_STAY);

        var attempt = stored.ledger().stateOf(new HostName("a")).attempt().orElseThrow();

        assertThat(attempt.startedTime()).isEmpty();
        assertThat(attempt.finishedTime()).contains(START);
    }

    @Test
    void aPollThatIsRecordedLateSaysNothingAgainstWhatWasHeardAfterIt() {
        var host = new HostName("a");
        var succeeded = (Reception.Stored)
                Ledger.EMPTY.afterReport(report("d", "a", "v2", Outcome.SUCCEEDED, START), START, NOBODY_MUST_STAY);

        var after = succeeded
                .ledger()
                .afterPoll(host, Optional.of(new Release("v1")), START.minusSeconds(1), NOBODY_MUST_STAY);

        assertThat(after).isEqualTo(succeeded.ledger());
    }

    @Test
    void receiptIsKeptInWholeSecondsSoThatATimeOutFallsOnOne() {
        var stored = (Reception.Stored) Ledger.EMPTY.afterReport(
                report("s", "a", "v2", Outcome.STARTED, START), START.plusMillis(999), NOBODY_MUST_STAY);

        var attempt = stored.ledger().stateOf(new HostName("a")).attempt().orElseThrow();

        assertThat(attempt.startedTime()).contains(START);
        assertThat(stored.logged().receivedTime()).isEqualTo(START);
    }

    @Test
    void unhealthyContainersStayUntilTheNextIsDeployed() {
        var host = new HostName("a");
        var sick = new Container("web", java.util.Map.of("healthy", "false"));
        var failed = (Reception.Stored) Ledger.EMPTY.afterReport(
                DeploymentReport.judged(
                        "u",
                        host,
                        new Release("v2"),
                        Outcome.SUCCEEDED,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(sick)),
                START,
                NOBODY_MUST_STAY);

        var started = (Reception.Stored)
                failed.ledger().afterReport(report("s", "a", "v2", Outcome.STARTED, START), START, NOBODY_MUST_STAY);
        var healthy = (Reception.Stored)
                started.ledger().afterReport(report("d", "a", "v2", Outcome.SUCCEEDED, START), START, NOBODY_MUST_STAY);

        var cancelled = (Reception.Stored)
                started.ledger().afterReport(report("c", "a", "v2", Outcome.CANCELLED, START), START, NOBODY_MUST_STAY);

        assertThat(started.ledger().host(host).orElseThrow().unhealthy()).containsExactly(sick);
        assertThat(cancelled.ledger().host(host).orElseThrow().unhealthy()).containsExactly(sick);
        assertThat(healthy.ledger().host(host).orElseThrow().unhealthy()).isEmpty();
        assertThat(healthy.ledger().host(host).orElseThrow().unhealthyCount()).isZero();
    }
}
