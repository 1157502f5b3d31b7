package com.hyperanna.autodeploy.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.hyperanna.autodeploy.report.Ledger.Reception;
import com.hyperanna.autodeploy.schedule.HostName;
import com.hyperanna.autodeploy.schedule.HostState;
import com.hyperanna.autodeploy.schedule.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds of a ledger whatever is told in whatever order; the seed is in every message. */
class RandomisedLedgerTest {

    private static final long SEED = 20201211;
    private static final Duration TIMEOUT = Duration.ofMinutes(60);

    @Test
    void itsInvariantsHoldAfterEveryStepOfEveryHistory() {
        for (var story = 0; story < 120; story++) {
            tell(new Random(SEED + story), "seed " + (SEED + story));
        }
    }

    private static void tell(Random random, String seed) {
        var ledger = Ledger.EMPTY;
        var now = Instant.parse("2026-01-15T07:00:00Z");
        var hosts = random.nextInt(1, 80);
        for (var step = 0; step < 200; step++) {
            now = now.plusSeconds(random.nextInt(random.nextInt(10) == 0 ? 90_000 : 2_000));
            var before = ledger;
            var host = "h" + random.nextInt(hosts);
            if (random.nextInt(3) == 0) {
                ledger = before.afterPoll(new HostName(host), draw(random), now, mustStay(now));
                assertThat(ledger.log()).as(seed).isEqualTo(before.log());
            } else {
                var report = LedgerTest.report(
                        "id" + random.nextInt(60),
                        host,
                        "v" + random.nextInt(12),
                        Outcome.values()[random.nextInt(4)],
                        now.plusSeconds(random.nextInt(-90_000, 90_000)));
                var reception = before.afterReport(report, now, mustStay(now));
                if (reception instanceof Reception.Stored stored) {
                    ledger = stored.ledger();
                    checkStored(before, stored, report, now, seed);
                }
            }
            check(ledger, now, seed);
        }
    }

    private static java.util.function.Predicate<HostState> mustStay(Instant now) {
        return host ->
                host.attempt().filter(attempt -> attempt.isOpen(now, TIMEOUT)).isPresent();
    }

    private static Optional<Release> draw(Random random) {
        return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(new Release("v" + random.nextInt(12)));
    }

    private static void check(Ledger ledger, Instant now, String seed) {
        assertThat(ledger.log()).as(seed).hasSizeLessThanOrEqualTo(Ledger.LOG_LENGTH);
        assertThat(ledger.hosts()).as(seed).hasSizeLessThanOrEqualTo(Ledger.MOST_HOSTS);
        for (var n = 1; n < ledger.log().size(); n++) {
            assertThat(ledger.log().get(n).number())
                    .as(seed)
                    .isEqualTo(ledger.log().get(n - 1).number() + 1);
        }
        var ids = new HashSet<String>();
        ledger.log()
                .forEach(logged ->
                        assertThat(ids.add(logged.report().id())).as(seed).isTrue());
        var names = new HashSet<HostName>();
        for (var host : ledger.hosts()) {
            assertThat(names.add(host.host())).as(seed).isTrue();
            assertThat(host.lastContactTime()).as(seed).isPresent();
            assertThat(host.lastContactTime().orElseThrow()).as(seed).isBeforeOrEqualTo(now);
            assertThat(host.state().failures()).as(seed).hasSizeLessThanOrEqualTo(HostState.REMEMBERED_RELEASES);
            assertThat(host.state().failures().values()).as(seed).allMatch(count -> count > 0);
            host.state().attempt().ifPresent(attempt -> {
                assertThat(attempt.awaitsOutcome())
                        .as(seed)
                        .isEqualTo(attempt.finishedTime().isEmpty());
                attempt.startedTime()
                        .ifPresent(started -> assertThat(attempt.finishedTime().orElse(now))
                                .as(seed)
                                .isBetween(started, now));
            });
        }
    }

    private static void checkStored(
            Ledger before, Reception.Stored stored, DeploymentReport report, Instant now, String seed) {
        var after = stored.ledger();
        var last = after.log().get(after.log().size() - 1);
        assertThat(last).as(seed).isEqualTo(stored.logged());
        assertThat(last.number())
                .as(seed)
                .isEqualTo(before.log().stream()
                                .mapToLong(LoggedReport::number)
                                .max()
                                .orElse(0)
                        + 1);
        assertThat(after.lastContactTime()).as(seed).contains(now);
        assertThat(after.afterReport(report, now.plusSeconds(5), host -> true))
                .as(seed)
                .isEqualTo(new Reception.Known(report.outcome()));
        for (var host : before.hosts()) {
            if (!host.host().equals(report.host())) {
                after.host(host.host())
                        .ifPresent(kept -> assertThat(kept).as(seed).isEqualTo(host));
            }
        }
    }
}
