package com.hyperanna.autodeploy.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTest {

    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

    /** Releases as {@code v2@2026-01-15T18:00|down|max=3}: not before, downgrade allowed, attempts; a space between. */
    static ReleasePlan plan(String entries, TimeZone zone) {
        var planned = new ArrayList<PlannedRelease>();
        for (var entry : entries.isEmpty() ? List.<String>of() : Arrays.asList(entries.split(" ", -1))) {
            var words = entry.split("[|]", -1);
            var at = words[0].indexOf('@');
            var options = Arrays.asList(words).subList(1, words.length);
            planned.add(new PlannedRelease(
                    new Release(at < 0 ? words[0] : words[0].substring(0, at)),
                    at < 0 ? Optional.empty() : Optional.of(NotBefore.parse(words[0].substring(at + 1), zone)),
                    options.contains("down"),
                    options.stream()
                            .filter(option -> option.startsWith("max="))
                            .map(option -> Integer.parseInt(option.substring(4)))
                            .findFirst()
                            .orElse(1)));
        }
        return ReleasePlan.of(planned);
    }

    static Schedule schedule(String zone, String entries, String windows, boolean suspended) {
        var timeZone = TimeZone.parse(zone);
        return new Schedule(
                new EnvironmentName("Grapes"),
                timeZone,
                plan(entries, timeZone),
                MaintenanceCalendarTest.calendar(zone, windows),
                suspended,
                Duration.ofMinutes(60),
                Duration.ofMinutes(5));
    }

    /** A host as {@code runs=v1 S:v2@2026-01-15T11:30:00Z failed=v2:1}. */
    static HostState host(String text) {
        var host = HostState.UNKNOWN;
        for (var word : text.isEmpty() ? List.<String>of() : Arrays.asList(text.split(" ", -1))) {
            if (word.startsWith("runs=")) {
                host = host.withRelease(new Release(word.substring(5)));
            } else if (word.startsWith("failed=")) {
                var failures = new LinkedHashMap<>(host.failures());
                var colon = word.indexOf(':');
                failures.put(new Release(word.substring(7, colon)), Integer.parseInt(word.substring(colon + 1)));
                host = new HostState(host.release(), host.attempt(), failures);
            } else {
                var at = word.indexOf('@');
                host = host.withAttempt(new Attempt(
                        new Release(word.substring(2, at)),
                        AttemptOutcome.STARTED,
                        Optional.of(Instant.parse(word.substring(at + 1))),
                        Optional.empty(),
                        "id"));
            }
        }
        return host;
    }

    @ParameterizedTest(name = "{0}: {5}")
    @CsvSource({
        // each row is the one before it with its reason taken away: so each reason beats all that follow
        "suspended beats all,        true,  '',                          '10:00-11:00', '',                                             Suspended",
        "suspended beats in progress, true, v2,                          '10:00-11:00', 'runs=v2 S:v2@2026-01-15T11:30:00Z',            Suspended",
        "suspended with one to come, true,  v2@2026-01-16T00:00,         '10:00-11:00', '',                                             Suspended",
        "nothing at all,             false, '',                          '10:00-11:00', 'runs=v1 S:v2@2026-01-15T11:30:00Z',            NothingScheduled",
        "one to come,                false, v2@2026-01-16T00:00,         '10:00-11:00', 'runs=v1 S:v2@2026-01-15T11:30:00Z failed=v2:1', NotBefore",
        "in progress beats the rest, false, v2,                          '10:00-11:00', 'runs=v3 S:v2@2026-01-15T11:30:00Z failed=v2:1', InProgress",
        "in progress though it runs, false, v2,                          '10:00-11:00', 'runs=v2 S:v2@2026-01-15T11:30:00Z failed=v2:1', InProgress",
        "with any release,           false, v2,                          '10:00-11:00', 'runs=v2 S:v9@2026-01-15T11:30:00Z',            InProgress",
        "up to date beats the rest,  false, v2,                          '10:00-11:00', 'runs=v2 failed=v2:1',                          UpToDate",
        "downgrade beats the rest,   false, v2,                          '10:00-11:00', 'runs=v3 failed=v2:1',                          DowngradeRefused",
        "downgrade allowed: held,    false, v2|down,                     '10:00-11:00', 'runs=v3 failed=v2:1',                          HeldAfterFailure",
        "held beats the window,      false, v2,                          '10:00-11:00', 'runs=v1 failed=v2:1',                          HeldAfterFailure",
        "timed out is held,          false, v2,                          '10:00-11:00', 'runs=v1 S:v2@2026-01-15T11:00:00Z',            HeldAfterFailure",
        "one more attempt,           false, v2|max=2,                    '10:00-11:00', 'runs=v1 failed=v2:1',                          OutsideWindow",
        "used up too,                false, v2|max=2,                    '10:00-11:00', 'runs=v1 failed=v2:2',                          HeldAfterFailure",
        "failed and timed out,       false, v2|max=2,                    '10:00-11:00', 'runs=v1 failed=v2:1 S:v2@2026-01-15T11:00:00Z', HeldAfterFailure",
        "another release failed,     false, v2,                          '10:00-11:00', 'runs=v1 failed=v9:7',                          OutsideWindow",
        "another one timed out,      false, v2,                          '10:00-11:00', 'runs=v1 S:v9@2026-01-15T11:00:00Z',            OutsideWindow",
        "outside,                    false, v2,                          '10:00-11:00', 'runs=v1',                                      OutsideWindow",
        "due,                        false, v2,                          '11:00-13:00', 'runs=v1',                                      Due",
        "due without windows,        false, v2,                          '',            'runs=v1',                                      Due",
        "unknown current,            false, v2,                          '',            '',                                             Due",
        "not comparable (T19),       false, v2,                          '',            'runs=nightly',                                 Due",
        "other name and same number, false, v2,                          '',            'runs=v02',                                     Due",
        "in the second of timeout,   false, v2,                          '',            'S:v2@2026-01-15T11:00:01Z',                    InProgress",
    })
    void theFirstReasonThatHoldsIsGiven(
            String why, boolean suspended, String entries, String windows, String host, String reason) {
        var decision = Decision.of(schedule("UTC", entries, windows, suspended), host(host), NOW);

        assertThat(decision.reason().published()).isEqualTo(reason);
        assertThat(decision.deploy()).isEqualTo(reason.equals("Due"));
    }

    @Test
    void reasonsAreAskedInTheirPublishedOrder() {
        assertThat(Reason.values())
                .extracting(Reason::published)
                .containsExactly(
                        "InvalidSchedule",
                        "Suspended",
                        "NothingScheduled",
                        "NotBefore",
                        "InProgress",
                        "UpToDate",
                        "DowngradeRefused",
                        "HeldAfterFailure",
                        "OutsideWindow",
                        "Due");
    }

    @Test
    void whatCannotBeUnderstoodDeploysNothing() {
        assertThat(Decision.INVALID.reason()).isEqualTo(Reason.INVALID_SCHEDULE);
        assertThat(Decision.INVALID.deploy()).isFalse();
        assertThat(Decision.INVALID.nextChange()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nothing,                          '',                                              2026-01-15T12:00:00Z, -,  -",
        "no notBefore is always due,       v1,                                              2026-01-15T12:00:00Z, v1, -",
        "also long ago,                    v1,                                              0000-01-01T00:00:00Z, v1, -",
        "second before,                    v1 v2@2026-01-15T12:00,                          2026-01-15T11:59:59Z, v1, v2",
        "at: inclusive,                    v1 v2@2026-01-15T12:00,                          2026-01-15T12:00:00Z, v2, -",
        "second after,                     v1 v2@2026-01-15T12:00,                          2026-01-15T12:00:01Z, v2, -",
        "the order never matters,          v2@2026-01-15T12:00 v1,                          2026-01-15T12:00:00Z, v2, -",
        "latest notBefore not version,     v9@2026-01-10T00:00 v2@2026-01-15T12:00,         2026-01-15T12:00:00Z, v2, -",
        "next of three,                    v1 v3@2026-01-17T00:00 v2@2026-01-16T00:00,      2026-01-15T12:00:00Z, v1, v2",
        "none due yet,                     v3@2026-01-17T00:00 v2@2026-01-16T00:00,         2026-01-15T12:00:00Z, -,  v2",
        "same time: the older drops out,   v9@2026-01-15T12:00 v10@2026-01-15T12:00,        2026-01-15T12:00:00Z, v10, -",
        "same without notBefore,           v10 v9,                                          2026-01-15T12:00:00Z, v10, -",
        "not comparable: greatest name,    v10@2026-01-15T12:00 x1@2026-01-15T12:00,        2026-01-15T12:00:00Z, x1, -",
        "upper case is smaller,            Z1 a1,                                           2026-01-15T12:00:00Z, a1, -",
        "older than some drops out first,  v9 v10 u1,                                       2026-01-15T12:00:00Z, v10, -",
        "v2 < v10 though greater by text,  v2 v10 a1,                                       2026-01-15T12:00:00Z, v10, -",
        "same number: greatest name,       v1 v01,                                          2026-01-15T12:00:00Z, v1, -",
        "upcoming by the same rule,        v1 v9@2026-01-16T00:00 v10@2026-01-16T00:00,     2026-01-15T12:00:00Z, v1, v10",
        "an instant and a wall clock,      v9@2026-01-15T12:00 v10@2026-01-15T23:00+11:00,  2026-01-15T12:00:00Z, v10, -",
    })
    void theEffectiveAndTheUpcomingRelease(String why, String entries, Instant now, String effective, String upcoming) {
        var plan = plan(entries, TimeZone.parse("UTC"));

        assertThat(name(plan.effective(now))).isEqualTo(effective);
        assertThat(name(plan.upcoming(now))).isEqualTo(upcoming);
    }

    private static String name(Optional<PlannedRelease> planned) {
        return planned.map(PlannedRelease::release).map(Release::name).orElse("-");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nothing scheduled: never,          false, '',                       '',            '',                                 ",
        "not before: when it is due,        false, v2@2026-01-16T00:00:07,   '10:00-11:00', '',                                 2026-01-16T00:00:07Z",
        "in progress: the time-out,         false, v2,                       '10:00-11:00', S:v2@2026-01-15T11:30:07Z,          2026-01-15T12:30:07Z",
        "in progress: a release before it,  false, v2 v3@2026-01-15T12:10,   '10:00-11:00', S:v2@2026-01-15T11:30:07Z,          2026-01-15T12:10:00Z",
        "up to date: not a window's edge,   false, v2,                       '10:00-13:00', runs=v2,                            ",
        "up to date: the next release,      false, v2 v3@2026-01-20T00:00,   '10:00-13:00', runs=v2,                            2026-01-20T00:00:00Z",
        "downgrade refused: not an edge,    false, v2,                       '10:00-13:00', runs=v3,                            ",
        "held: not an edge,                 false, v2,                       '10:00-13:00', failed=v2:1,                        ",
        "outside: it opens,                 false, v2,                       '14:00-16:00', '',                                 2026-01-15T14:00:00Z",
        "outside: a release before,         false, v2 v3@2026-01-15T13:00,   '14:00-16:00', '',                                 2026-01-15T13:00:00Z",
        "due: it closes,                    false, v2,                       '10:00-13:00', '',                                 2026-01-15T13:00:00Z",
        "due: touching windows are one,     false, v2,                       '10:00-13:00 & 13:00-14:00', '',                   2026-01-15T14:00:00Z",
        "due and always open: never,        false, v2,                       '',            '',                                 ",
        "due and open by two: never,        false, v2,                       '06:00-18:00 & 18:00-06:00', '',                   ",
        "suspended: the next release,       true,  v2 v3@2026-01-15T13:00,   '10:00-12:30', S:v2@2026-01-15T11:30:07Z,          2026-01-15T13:00:00Z",
        "suspended: no edge no time-out,    true,  v2,                       '10:00-12:30', S:v2@2026-01-15T11:30:07Z,          ",
        "it changes now: the one after,     false, v2@2026-01-15T12:00,      '12:00-13:00', '',                                 2026-01-15T13:00:00Z",
    })
    void standsUntilItsNextChange(
            String why, boolean suspended, String entries, String windows, String host, Instant expected) {
        var decision = Decision.of(schedule("UTC", entries, windows, suspended), host(host), NOW);

        assertThat(decision.nextChange().orElse(null)).isEqualTo(expected);
    }

    @Test
    void theSameQuestionHasTheSameAnswerHoweverOftenItIsAsked() {
        var schedule = schedule("Australia/Sydney", "v2", "18:00-22:00", false);

        var before = Decision.of(schedule, HostState.UNKNOWN, NOW);
        Decision.of(schedule, HostState.UNKNOWN, NOW.plusSeconds(86400));

        assertThat(Decision.of(schedule("Australia/Sydney", "v2", "18:00-22:00", false), HostState.UNKNOWN, NOW))
                .usingRecursiveComparison()
                .isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "suspended,       true,  v2,                  '',            '',                         'The schedule is suspended: nothing starts until suspend is false again.'",
        "nothing,         false, '',                  '',            '',                         'No release is scheduled.'",
        "not before,      false, v2@2026-01-16T18:00, '',            '',                         'v2 is due not before 2026-01-16 18:00 +11:00 (2026-01-16T07:00:00Z).'",
        "in progress,     false, v2,                  '',            S:v9@2026-01-15T11:30:00Z,  'v9 was started 2026-01-15 22:30 +11:00 (2026-01-15T11:30:00Z); its outcome is awaited until 2026-01-15 23:30 +11:00 (2026-01-15T12:30:00Z).'",
        "up to date,      false, v2,                  '',            runs=v2,                    'v2 is what it runs.'",
        "up to date next, false, v2 v3@2026-07-16T18:00, '',         runs=v2,                    'v2 is what it runs. v3 takes over 2026-07-16 18:00 +10:00 (2026-07-16T08:00:00Z).'",
        "downgrade,       false, v2,                  '',            runs=v3,                    'v2 is older than v3, which it runs, and allowDowngrade is not set.'",
        "held,            false, v2,                  '',            failed=v2:1,                'v2 failed once, and maxAttempts is 1: it is held until maxAttempts is raised or another release takes over.'",
        "held twice,      false, v2|max=2,            '',            failed=v2:2,                'v2 failed 2 times, and maxAttempts is 2: it is held until maxAttempts is raised or another release takes over.'",
        "outside,         false, v2,                  '18:00-22:00', '',                         'v2 waits for the window that opens 2026-01-16 18:00 +11:00 (2026-01-16T07:00:00Z).'",
        "due,             false, v2,                  '18:00-24:00', '',                         'v2 may start now; the window closes 2026-01-16 00:00 +11:00 (2026-01-15T13:00:00Z).'",
        "due always,      false, v2,                  '',            '',                         'v2 may start now.'",
    })
    void isExplainedInOneLineOfLocalTimeAndUtc(
            String why, boolean suspended, String entries, String windows, String host, String expected) {
        var schedule = schedule("Australia/Sydney", entries, windows, suspended);
        var state = host(host);

        var text = Explanation.of(Decision.of(schedule, state, NOW), schedule, state, NOW);

        assertThat(text).isEqualTo(expected).doesNotContain("\n");
    }
}
