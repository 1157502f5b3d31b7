package com.hyperanna.autodeploy.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.hyperanna.autodeploy.report.Ledger.Reception;
import com.hyperanna.autodeploy.schedule.Attempt;
import com.hyperanna.autodeploy.schedule.Decision;
import com.hyperanna.autodeploy.schedule.EnvironmentName;
import com.hyperanna.autodeploy.schedule.HostName;
import com.hyperanna.autodeploy.schedule.HostState;
import com.hyperanna.autodeploy.schedule.MaintenanceCalendar;
import com.hyperanna.autodeploy.schedule.PlannedRelease;
import com.hyperanna.autodeploy.schedule.Release;
import com.hyperanna.autodeploy.schedule.ReleasePlan;
import com.hyperanna.autodeploy.schedule.Schedule;
import com.hyperanna.autodeploy.schedule.TimeZone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole histories of one environment that is to run {@code v2}, always open, with a time-out of 60 minutes.
 *
 * <p>A history is a list of steps with a space between:
 *
 * <ul>
 *   <li>{@code +59} goes 59 minutes on, {@code +1s} a second
 *   <li>{@code a?v1} host a polls and runs v1; {@code a?} polls and does not tell
 *   <li>{@code a:S:v2} host a reports Started of v2 (D done, F failed, C cancelled, U success with an unhealthy container);
 *       {@code a:S:v2#id} with that id, {@code a:D:v2@-1440} with a clock that is a day slow
 *   <li>{@code others*10} ten other hosts report a failure of v9 each
 *   <li>{@code max=2}, {@code timeout=30} people edit maxAttempts, or deploymentTimeoutSeconds (in minutes)
 * </ul>
 *
 * <p>What is expected of host a at the end: the reason, what it runs, the outcome of its attempt, the failures that count,
 * what became of the last report (stored outcome, {@code =} and the outcome if known, {@code taken}), and the last number of
 * the log; {@code -} for none.
 */
class LedgerHistoryTest {

    private static final Instant START = Instant.parse("2026-01-15T07:00:00Z");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "nobody has been heard of,             '',                                          Due,              -,  -,              -,    -,          0",
        "a poll tells what runs,               'a?v1',                                      Due,              v1, -,              -,    -,          0",
        "a poll that tells nothing,            'a?v1 a?',                                   Due,              v1, -,              -,    -,          0",
        "it runs what it should,               'a?v2',                                      UpToDate,         v2, -,              -,    -,          0",
        "started,                              'a?v1 a:S:v2',                               InProgress,       v1, Started,        -,    Started,    1",
        "started then succeeded,               'a?v1 a:S:v2 +5 a:D:v2',                     UpToDate,         v2, Succeeded,      -,    Succeeded,  2",
        "started then failed (T18),            'a?v1 a:S:v2 +5 a:F:v2',                     HeldAfterFailure, v1, Failed,         v2:1, Failed,     2",
        "started then cancelled,               'a?v1 a:S:v2 +5 a:C:v2',                     Due,              v1, Cancelled,      -,    Cancelled,  2",
        "success with a sick container,        'a?v1 a:S:v2 +5 a:U:v2',                     HeldAfterFailure, v1, Failed,         v2:1, Failed,     2",
        "started for another release,          'a?v1 a:S:v9',                               InProgress,       v1, Started,        -,    Started,    1",
        "started though it runs it,            'a?v2 a:S:v9',                               InProgress,       v2, Started,        -,    Started,    1",
        "a second before the time-out,         'a:S:v2 +59 +59s',                           InProgress,       -,  Started,        -,    Started,    1",
        "the time-out,                         'a:S:v2 +60',                                HeldAfterFailure, -,  Started,        v2:1, Started,    1",
        "long after the time-out counts once,  'a:S:v2 +9999',                              HeldAfterFailure, -,  Started,        v2:1, Started,    1",
        "polls write no time-out down,         'a:S:v2 +61 a?v1 +1 a?v1',                   HeldAfterFailure, v1, Started,        v2:1, Started,    1",
        "late success takes its place,         'a:S:v2 +61 a:D:v2',                         UpToDate,         v2, Succeeded,      -,    Succeeded,  2",
        "late failure keeps it at one,         'a:S:v2 +61 a:F:v2',                         HeldAfterFailure, -,  Failed,         v2:1, Failed,     2",
        "late cancel removes it,               'a:S:v2 +61 a:C:v2',                         Due,              -,  Cancelled,      -,    Cancelled,  2",
        "late failure and two are allowed,     'max=2 a:S:v2 +61 a:F:v2',                   Due,              -,  Failed,         v2:1, Failed,     2",
        "next start writes the time-out down,  'max=2 a:S:v2 +61 a:S:v2',                   InProgress,       -,  Started,        v2:1, Started,    2",
        "two time-outs,                        'max=2 a:S:v2 +61 a:S:v2 +60',               HeldAfterFailure, -,  Started,        v2:2, Started,    2",
        "success after two forgets both,       'max=2 a:S:v2 +61 a:S:v2 +60 a:D:v2',        UpToDate,         v2, Succeeded,      -,    Succeeded,  3",
        "cancel after two forgets one,         'max=2 a:S:v2 +61 a:S:v2 +60 a:C:v2',        Due,              -,  Cancelled,      v2:1, Cancelled,  3",
        "started while open: that one failed,  'a:S:v2 +5 a:S:v2',                          InProgress,       -,  Started,        v2:1, Started,    2",
        "started while another was open,       'a:S:v9 +5 a:S:v2',                          InProgress,       -,  Started,        v9:1, Started,    2",
        "and the second is cancelled,          'a:S:v2 +5 a:S:v2 a:C:v2',                   HeldAfterFailure, -,  Cancelled,      v2:1, Cancelled,  3",
        "started after its end is no failure,  'max=2 a:S:v2 a:F:v2 +5 a:S:v2',             InProgress,       -,  Started,        v2:1, Started,    3",
        "longer time-out opens it again,       'a:S:v2 +61 timeout=90',                     InProgress,       -,  Started,        -,    Started,    1",
        "shorter time-out ends it,             'a:S:v2 +31 timeout=30',                     HeldAfterFailure, -,  Started,        v2:1, Started,    1",
        "what was written down stays,          'max=2 a:S:v2 +61 a:S:v2 timeout=600',       InProgress,       -,  Started,        v2:1, Started,    2",
        "failed without started,               'a?v1 a:F:v2',                               HeldAfterFailure, v1, Failed,         v2:1, Failed,     1",
        "succeeded without started,            'a?v1 a:D:v2',                               UpToDate,         v2, Succeeded,      -,    Succeeded,  1",
        "never started: each stands alone,     'a:F:v9 a:D:v2',                             UpToDate,         v2, Succeeded,      v9:1, Succeeded,  2",
        "cancelled without started,            'a?v1 a:C:v2',                               Due,              v1, Cancelled,      -,    Cancelled,  1",
        "fails again and again,                'max=3 a:F:v2 a:F:v2',                       Due,              -,  Failed,         v2:2, Failed,     2",
        "until it is held,                     'max=3 a:F:v2 a:F:v2 a:F:v2',                HeldAfterFailure, -,  Failed,         v2:3, Failed,     3",
        "raising maxAttempts releases it,      'a:S:v2 a:F:v2 max=2',                       Due,              -,  Failed,         v2:1, Failed,     2",
        "failed then succeeded clears,         'a:S:v2 a:F:v2 a:D:v2',                      UpToDate,         v2, Succeeded,      -,    Succeeded,  3",
        "cancelled clears nothing,             'a:F:v2 a:S:v2 a:C:v2',                      HeldAfterFailure, -,  Cancelled,      v2:1, Cancelled,  3",
        "success of another clears its own,    'a:F:v2 a:F:v9 a:S:v9 a:D:v9',               HeldAfterFailure, v9, Succeeded,      v2:1, Succeeded,  4",
        "outcome of another: failed,           'a:S:v2 a:F:v9',                             InProgress,       -,  Started,        v9:1, Failed,     2",
        "outcome of another: succeeded,        'a?v1 a:S:v2 a:D:v9',                        InProgress,       v1, Started,        -,    Succeeded,  2",
        "outcome of another: cancelled,        'a:S:v2 a:C:v9',                             InProgress,       -,  Started,        -,    Cancelled,  2",
        "it clears the count of its own,       'a:F:v9 a:S:v2 a:D:v9',                      InProgress,       -,  Started,        -,    Succeeded,  3",
        "success is contradicted (T17),        'a:S:v2 a:D:v2 +5 a?v1',                     HeldAfterFailure, v1, Contradicted,   v2:1, Succeeded,  2",
        "repeating that poll adds nothing,     'max=2 a:S:v2 a:D:v2 a?v1 a?v1 a?v0',        Due,              v0, Contradicted,   v2:1, Succeeded,  2",
        "a poll agrees with success,           'a:S:v2 a:D:v2 a?v2',                        UpToDate,         v2, Succeeded,      -,    Succeeded,  2",
        "agrees first and contradicts later,   'a:S:v2 a:D:v2 a?v2 +999 a?v1',              HeldAfterFailure, v1, Contradicted,   v2:1, Succeeded,  2",
        "contradicts and then agrees,          'a:S:v2 a:D:v2 a?v1 a?v2',                   UpToDate,         v2, Contradicted,   v2:1, Succeeded,  2",
        "contradicted without started,         'a:D:v2 a?v1',                               HeldAfterFailure, v1, Contradicted,   v2:1, Succeeded,  1",
        "only its latest attempt,              'a:S:v9 a:D:v9 a:S:v2 a?v1',                 InProgress,       v1, Started,        -,    Started,    3",
        "only while it is a success,           'a:S:v2 a:D:v2 a:F:v2 a?v1',                 HeldAfterFailure, v1, Failed,         v2:1, Failed,     3",
        "contradicted then it succeeds,        'max=2 a:S:v2 a:D:v2 a?v1 a:S:v2 a:D:v2',    UpToDate,         v2, Succeeded,      -,    Succeeded,  4",
        "poll before report: no contradiction, 'a?v1 a:S:v2 a?v1 a:D:v2',                   UpToDate,         v2, Succeeded,      -,    Succeeded,  2",
        "another host contradicts nothing,     'a:S:v2 a:D:v2 b?v1',                        UpToDate,         v2, Succeeded,      -,    Succeeded,  2",
        "another host's failure is its own,    'a?v1 b:S:v2 b:F:v2',                        Due,              v1, -,              -,    Failed,     2",
        "a clock a day slow,                   'a:S:v2@-1440 +5 a:D:v2@-1440',              UpToDate,         v2, Succeeded,      -,    Succeeded,  2",
        "a clock a day fast,                   'a:S:v2@1440 +59 a?v1',                      InProgress,       v1, Started,        -,    Started,    1",
        "a clock a day fast past time-out,     'a:S:v2@1440 +60 a?v1',                      HeldAfterFailure, v1, Started,        v2:1, Started,    1",
        "a retry changes nothing,              'a:S:v2#x a:S:v2#x',                         InProgress,       -,  Started,        -,    =Started,   1",
        "a retry of a failure counts once,     'a:S:v2 a:F:v2#x a:F:v2#x',                  HeldAfterFailure, -,  Failed,         v2:1, =Failed,    2",
        "a retry of a refuted success,         'a:S:v2 a:U:v2#x a:U:v2#x',                  HeldAfterFailure, -,  Failed,         v2:1, =Failed,    2",
        "as stored is not as sent,             'a:S:v2 a:U:v2#x a:F:v2#x',                  HeldAfterFailure, -,  Failed,         v2:1, taken,      2",
        "a retry after others filled the log,  'a:S:v2#x others*10 a:S:v2#x',               InProgress,       -,  Started,        -,    =Started,  11",
        "an outcome so retried,                'a:S:v2 a:F:v2#x others*10 a:F:v2#x',        HeldAfterFailure, -,  Failed,         v2:1, =Failed,   12",
        "a refuted success so retried,         'a:S:v2 a:U:v2#x others*10 a:U:v2#x',        HeldAfterFailure, -,  Failed,         v2:1, =Failed,   12",
        "and sent as another outcome,          'a:S:v2 a:U:v2#x others*10 a:F:v2#x',        HeldAfterFailure, -,  Failed,         v2:1, taken,     12",
        "a contradicted success so retried,    'a:S:v2 a:D:v2#x a?v1 others*10 a:D:v2#x',   HeldAfterFailure, v1, Contradicted,   v2:1, =Succeeded, 12",
        "started retried after its outcome,    'a:S:v2#x a:F:v2 a:S:v2#x',                  HeldAfterFailure, -,  Failed,         v2:1, =Started,   2",
        "the id of another host,               'b:S:v2#x a:S:v2#x',                         Due,              -,  -,              -,    taken,      1",
        "the id of another release,            'a:S:v2#x a:S:v9#x',                         InProgress,       -,  Started,        -,    taken,      1",
        "the id of another outcome,            'a:S:v2#x a:F:v2#x',                         InProgress,       -,  Started,        -,    taken,      1",
        "the id of another host beyond log,    'b:S:v2#x others*10 a:S:v2#x',               Due,              -,  -,              -,    taken,     11",
        "nine failed releases: eight kept,     'a:F:v2 a:F:r1 a:F:r2 a:F:r3 a:F:r4 a:F:r5 a:F:r6 a:F:r7 a:F:r8', Due, -, Failed, 'r1:1 r2:1 r3:1 r4:1 r5:1 r6:1 r7:1 r8:1', Failed, 9",
        "the one that failed last stays,       'a:F:v2 a:F:r1 a:F:r2 a:F:r3 a:F:r4 a:F:r5 a:F:r6 a:F:r7 a:F:v2 a:F:r8', HeldAfterFailure, -, Failed, 'r2:1 r3:1 r4:1 r5:1 r6:1 r7:1 v2:2 r8:1', Failed, 10",
        "a lost status (T27): a late success,  'a:D:v2 a?v2',                               UpToDate,         v2, Succeeded,      -,    Succeeded,  1",
    })
    void endsAs(
            String why,
            String history,
            String reason,
            String release,
            String attempt,
            String failures,
            String lastReport,
            long number) {
        var told = new Told();

        for (var step : history.split(" ", -1)) {
            told.step(step);
        }

        assertThat(told.reason()).isEqualTo(reason);
        var host = told.ledger.stateOf(new HostName("a"));
        assertThat(host.release().map(Release::name).orElse("-")).isEqualTo(release);
        assertThat(host.attempt()
                        .map(Attempt::outcome)
                        .map(outcome -> outcome.published())
                        .orElse("-"))
                .isEqualTo(attempt);
        assertThat(told.failures(host)).isEqualTo(failures);
        assertThat(told.lastReport).isEqualTo(lastReport);
        assertThat(told.ledger.log().stream()
                        .mapToLong(LoggedReport::number)
                        .max()
                        .orElse(0))
                .isEqualTo(number);
    }

    /** A story as it is being told. */
    private static final class Told {
        private Ledger ledger = Ledger.EMPTY;
        private Instant now = START;
        private int ids;
        private int maxAttempts = 1;
        private Duration timeout = Duration.ofMinutes(60);
        private String lastReport = "-";

        void step(String step) {
            if (step.isEmpty()) {
                return;
            }
            if (step.startsWith("+")) {
                var amount = step.substring(1);
                now = amount.endsWith("s")
                        ? now.plusSeconds(Long.parseLong(amount.substring(0, amount.length() - 1)))
                        : now.plus(Duration.ofMinutes(Long.parseLong(amount)));
            } else if (step.startsWith("max=")) {
                maxAttempts = Integer.parseInt(step.substring(4));
            } else if (step.startsWith("timeout=")) {
                timeout = Duration.ofMinutes(Long.parseLong(step.substring(8)));
            } else if (step.startsWith("others*")) {
                for (var i = Integer.parseInt(step.substring(7)); i > 0; i--) {
                    report("o" + i, "F", "v9", "other" + i, 0);
                }
            } else if (step.contains("?")) {
                poll(step.substring(0, step.indexOf('?')), step.substring(step.indexOf('?') + 1));
            } else {
                report(step);
            }
        }

        private void poll(String host, String current) {
            ledger = ledger.afterPoll(
                    new HostName(host),
                    Optional.of(current).filter(text -> !text.isEmpty()).map(Release::new),
                    now,
                    this::mustStay);
        }

        private void report(String step) {
            var clock = step.indexOf('@');
            var behind = clock < 0 ? 0 : Long.parseLong(step.substring(clock + 1));
            var plain = clock < 0 ? step : step.substring(0, clock);
            var hash = plain.indexOf('#');
            var id = hash < 0 ? "id" + ++ids : plain.substring(hash + 1);
            var words = (hash < 0 ? plain : plain.substring(0, hash)).split(":", -1);
            report(words[0], words[1], words[2], id, behind);
        }

        private void report(String host, String letter, String release, String id, long clockAheadMinutes) {
            var sick = letter.equals("U") ? List.of(new Container("web", java.util.Map.of("healthy", "false"))) : null;
            var outcome = switch (letter) {
                case "S" -> Outcome.STARTED;
                case "D", "U" -> Outcome.SUCCEEDED;
                case "F" -> Outcome.FAILED;
                case "C" -> Outcome.CANCELLED;
                default -> throw new IllegalArgumentException(letter);
            };
            var reception = ledger.afterReport(
                    DeploymentReport.judged(
                            id,
                            new HostName(host),
                            new Release(release),
                            outcome,
                            Optional.of(now.plus(Duration.ofMinutes(clockAheadMinutes))
                                    .toString()),
                            Optional.empty(),
                            sick == null ? List.of() : sick),
                    now,
                    this::mustStay);
            if (reception instanceof Reception.Stored stored) {
                ledger = stored.ledger();
                lastReport = stored.logged().report().outcome().published();
            } else if (reception instanceof Reception.Known known) {
                lastReport = "=" + known.outcome().published();
            } else {
                lastReport = reception instanceof Reception.IdTaken ? "taken" : "no place";
            }
        }

        private boolean mustStay(HostState host) {
            return schedule().holds(host, now)
                    || host.attempt()
                            .filter(attempt -> attempt.isOpen(now, timeout))
                            .isPresent();
        }

        String reason() {
            return Decision.of(schedule(), ledger.stateOf(new HostName("a")), now)
                    .reason()
                    .published();
        }

        String failures(HostState host) {
            var releases = new java.util.LinkedHashSet<>(host.failures().keySet());
            host.attempt().map(Attempt::release).ifPresent(releases::add);
            var counted = releases.stream()
                    .filter(release -> host.failuresOf(release, now, timeout) > 0)
                    .map(release -> release + ":" + host.failuresOf(release, now, timeout))
                    .collect(Collectors.joining(" "));
            return counted.isEmpty() ? "-" : counted;
        }

        private Schedule schedule() {
            var utc = TimeZone.parse("UTC");
            return new Schedule(
                    new EnvironmentName("Grapes"),
                    utc,
                    ReleasePlan.of(List.of(new PlannedRelease(new Release("v2"), Optional.empty(), true, maxAttempts))),
                    new MaintenanceCalendar(List.of(), utc),
                    false,
                    timeout,
                    Duration.ofMinutes(5));
        }
    }
}
