package com.hyperanna.autodeploy.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaintenanceCalendarTest {

    /** Windows as {@code 18:00-22:00}, or with days {@code MO+TU 18:00-22:00}; several with {@code &} between. */
    static MaintenanceCalendar calendar(String zone, String windows) {
        return new MaintenanceCalendar(windowsOf(windows), TimeZone.parse(zone));
    }

    static List<MaintenanceWindow> windowsOf(String windows) {
        return windows.isEmpty()
                ? List.of()
                : Arrays.stream(windows.split(" & ", -1))
                        .map(MaintenanceCalendarTest::window)
                        .toList();
    }

    private static MaintenanceWindow window(String text) {
        var space = text.indexOf(' ');
        var times = text.substring(space + 1).split("-", -1);
        return MaintenanceWindow.on(
                space < 0 ? EnumSet.allOf(DayOfWeek.class) : days(text.substring(0, space)), times[0], times[1]);
    }

    private static Set<DayOfWeek> days(String text) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> text.contains(day.name().substring(0, 2)))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest(name = "{0}: {1} {2} at {3}: open {4}, next edge {5}")
    @CsvSource({
        "second before it opens,            Australia/Sydney, 18:00-22:00, 2026-01-15T06:59:59Z, false, 2026-01-15T07:00:00Z",
        "it opens,                          Australia/Sydney, 18:00-22:00, 2026-01-15T07:00:00Z, true,  2026-01-15T11:00:00Z",
        "second after it opens,             Australia/Sydney, 18:00-22:00, 2026-01-15T07:00:01Z, true,  2026-01-15T11:00:00Z",
        "second before it closes,           Australia/Sydney, 18:00-22:00, 2026-01-15T10:59:59Z, true,  2026-01-15T11:00:00Z",
        "it closes,                         Australia/Sydney, 18:00-22:00, 2026-01-15T11:00:00Z, false, 2026-01-16T07:00:00Z",
        "second after it closes,            Australia/Sydney, 18:00-22:00, 2026-01-15T11:00:01Z, false, 2026-01-16T07:00:00Z",
        "the same wall time in winter (T1), Australia/Sydney, 18:00-22:00, 2026-07-15T08:00:00Z, true,  2026-07-15T12:00:00Z",
        "and not an hour before,            Australia/Sydney, 18:00-22:00, 2026-07-15T07:59:59Z, false, 2026-07-15T08:00:00Z",
        "another zone (T8),                 +08:00, 18:00-22:00, 2026-01-15T10:00:00Z, true, 2026-01-15T14:00:00Z",
        "across a DST day,                  Australia/Sydney, 18:00-22:00, 2026-10-03T12:00:00Z, false, 2026-10-04T07:00:00Z",
        "past midnight: evening (T9),       UTC, FR 22:00-02:00, 2026-01-16T22:00:00Z, true, 2026-01-17T02:00:00Z",
        "past midnight: morning after,      UTC, FR 22:00-02:00, 2026-01-17T01:59:59Z, true, 2026-01-17T02:00:00Z",
        "past midnight: closed,             UTC, FR 22:00-02:00, 2026-01-17T02:00:00Z, false, 2026-01-23T22:00:00Z",
        "past midnight: not its own dawn,   UTC, FR 22:00-02:00, 2026-01-16T01:00:00Z, false, 2026-01-16T22:00:00Z",
        "Sunday into Monday,                UTC, SU 23:00-01:00, 2026-01-19T00:30:00Z, true, 2026-01-19T01:00:00Z",
        "a whole day: first second,         UTC, TH 00:00-24:00, 2026-01-15T00:00:00Z, true, 2026-01-16T00:00:00Z",
        "a whole day: last second,          UTC, TH 00:00-24:00, 2026-01-15T23:59:59Z, true, 2026-01-16T00:00:00Z",
        "a whole day: over,                 UTC, TH 00:00-24:00, 2026-01-16T00:00:00Z, false, 2026-01-22T00:00:00Z",
        "until midnight,                    UTC, 18:00-24:00, 2026-01-15T23:59:59Z, true, 2026-01-16T00:00:00Z",
        "until midnight as next day,        UTC, 18:00-00:00, 2026-01-15T23:59:59Z, true, 2026-01-16T00:00:00Z",
        "touching windows are one,          UTC, 10:00-12:00 & 12:00-14:00, 2026-01-15T11:00:00Z, true, 2026-01-15T14:00:00Z",
        "overlapping windows are one,       UTC, 10:00-13:00 & 12:00-14:00, 2026-01-15T11:00:00Z, true, 2026-01-15T14:00:00Z",
        "one within another,                UTC, 10:00-14:00 & 11:00-12:00, 2026-01-15T11:30:00Z, true, 2026-01-15T14:00:00Z",
        "open if any is open (T11),         UTC, 10:00-11:00 & 12:00-13:00, 2026-01-15T12:30:00Z, true, 2026-01-15T13:00:00Z",
        "between two,                       UTC, 10:00-11:00 & 12:00-13:00, 2026-01-15T11:00:00Z, false, 2026-01-15T12:00:00Z",
        "two days touch at midnight,        UTC, TH+FR 00:00-24:00, 2026-01-15T12:00:00Z, true, 2026-01-17T00:00:00Z",
        "a day less a minute,               UTC, 00:01-00:00, 2026-01-15T12:00:00Z, true, 2026-01-16T00:00:00Z",
        "the minute it is closed,           UTC, 00:01-00:00, 2026-01-15T00:00:59Z, false, 2026-01-15T00:01:00Z",
        "skipped opening: the gap ends (T3), Australia/Sydney, 02:30-04:00, 2026-10-03T16:00:00Z, true, 2026-10-03T17:00:00Z",
        "skipped opening: before,           Australia/Sydney, 02:30-04:00, 2026-10-03T15:59:59Z, false, 2026-10-03T16:00:00Z",
        "skipped closing,                   Australia/Sydney, 01:00-02:30, 2026-10-03T15:59:59Z, true, 2026-10-03T16:00:00Z",
        "skipped altogether: not that day,  Australia/Sydney, 02:00-03:00, 2026-10-03T15:59:59Z, false, 2026-10-04T15:00:00Z",
        "repeated: the earlier opens (T2),  Australia/Sydney, 02:30-04:00, 2026-04-04T15:30:00Z, true, 2026-04-04T18:00:00Z",
        "repeated: the earlier closes,      Australia/Sydney, 01:00-02:30, 2026-04-04T15:30:00Z, false, 2026-04-05T15:00:00Z",
        "repeated: not open again (T2),     Australia/Sydney, 02:00-02:30, 2026-04-04T16:10:00Z, false, 2026-04-05T16:00:00Z",
        "New York loses the hour,           America/New_York, 02:00-03:00, 2026-03-08T06:59:59Z, false, 2026-03-09T06:00:00Z",
        "New York past midnight and gap,    America/New_York, 22:00-02:30, 2026-03-08T06:59:59Z, true, 2026-03-08T07:00:00Z",
        "New York repeats,                  America/New_York, 01:00-02:00, 2026-11-01T06:59:59Z, true, 2026-11-01T07:00:00Z",
        "a gap joins two windows,           America/New_York, 00:00-02:00 & 03:00-05:00, 2026-03-08T06:30:00Z, true, 2026-03-08T09:00:00Z",
        "Dublin in summer,                  Europe/Dublin, 18:00-22:00, 2026-07-01T17:00:00Z, true, 2026-07-01T21:00:00Z",
        "Dublin in winter,                  Europe/Dublin, 18:00-22:00, 2026-12-01T18:00:00Z, true, 2026-12-01T22:00:00Z",
        "Dublin skips,                      Europe/Dublin, 01:30-03:00, 2026-03-29T01:00:00Z, true, 2026-03-29T02:00:00Z",
        "Lord Howe skips half an hour,      Australia/Lord_Howe, 02:00-02:30, 2026-10-03T15:29:59Z, false, 2026-10-04T15:00:00Z",
        "Lord Howe after its gap,           Australia/Lord_Howe, 02:00-03:00, 2026-10-03T15:30:00Z, true, 2026-10-03T16:00:00Z",
        "Lord Howe repeats,                 Australia/Lord_Howe, 01:30-02:00, 2026-04-04T15:29:59Z, true, 2026-04-04T15:30:00Z",
        "Casablanca in Ramadan,             Africa/Casablanca, 18:00-22:00, 2024-03-20T18:00:00Z, true, 2024-03-20T22:00:00Z",
        "Casablanca else,                   Africa/Casablanca, 18:00-22:00, 2024-05-20T17:00:00Z, true, 2024-05-20T21:00:00Z",
        "Apia: not on the skipped Friday,   Pacific/Apia, FR 18:00-22:00, 2011-12-30T09:59:59Z, false, 2012-01-06T04:00:00Z",
        "Apia: past the skipped midnight,   Pacific/Apia, FR 22:00-02:00, 2011-12-30T10:00:00Z, true, 2011-12-30T12:00:00Z",
        "Apia: into the skipped Friday,     Pacific/Apia, TH 22:00-02:00, 2011-12-30T09:59:59Z, true, 2011-12-30T10:00:00Z",
        "Apia: Saturday comes at once,      Pacific/Apia, SA 00:00-02:00, 2011-12-30T10:00:00Z, true, 2011-12-30T12:00:00Z",
        "Apia: Thursday and Saturday touch, Pacific/Apia, TH+SA 00:00-24:00, 2011-12-30T09:00:00Z, true, 2011-12-31T10:00:00Z",
        "Sao Paulo: midnight is skipped,    America/Sao_Paulo, 00:00-02:00, 2018-11-04T03:00:00Z, true, 2018-11-04T04:00:00Z",
        "Sao Paulo: all of it is skipped,   America/Sao_Paulo, 00:00-01:00, 2018-11-04T03:00:00Z, false, 2018-11-05T02:00:00Z",
        "Sao Paulo: until skipped midnight, America/Sao_Paulo, 22:00-24:00, 2018-11-04T02:59:59Z, true, 2018-11-04T03:00:00Z",
        "Sao Paulo: 23:30 comes twice,      America/Sao_Paulo, 23:30-24:00, 2018-02-18T01:30:00Z, true, 2018-02-18T03:00:00Z",
        "fixed offset,                      -03:30, 18:00-22:00, 2026-01-15T21:30:00Z, true, 2026-01-16T01:30:00Z",
        "always open,                       UTC, '', 2026-01-15T21:30:00Z, true, ",
        "24/7 by one window,                UTC, 00:00-24:00, 2026-01-15T00:00:00Z, true, ",
        "24/7 by two windows,               Australia/Sydney, 06:00-18:00 & 18:00-06:00, 2026-10-03T16:00:00Z, true, ",
        "24/7 by days,                      Pacific/Apia, MO+TU+WE 00:00-24:00 & TH+FR+SA+SU 00:00-24:00, 2011-12-30T10:00:00Z, true, ",
        "24/7 by three that overlap,        UTC, 00:00-09:00 & 08:00-17:00 & 16:00-01:00, 2026-01-15T00:00:00Z, true, ",
    })
    void isOpenUntilItsNextEdge(String why, String zone, String windows, Instant now, boolean open, Instant edge) {
        var calendar = calendar(zone, windows);

        assertThat(calendar.isOpen(now)).isEqualTo(open);
        assertThat(calendar.nextEdge(now).orElse(null)).isEqualTo(edge);
    }

    @ParameterizedTest(name = "{0}: {1} {2} [{3}, {4})")
    @CsvSource({
        "whole though half is asked for,  UTC, 18:00-22:00, 2026-01-15T19:00:00Z, 2026-01-15T20:00:00Z, 2026-01-15T18:00:00Z/2026-01-15T22:00:00Z",
        "to is exclusive,                 UTC, 18:00-22:00, 2026-01-15T12:00:00Z, 2026-01-15T18:00:00Z, ''",
        "a second more,                   UTC, 18:00-22:00, 2026-01-15T12:00:00Z, 2026-01-15T18:00:01Z, 2026-01-15T18:00:00Z/2026-01-15T22:00:00Z",
        "from where it closes,            UTC, 18:00-22:00, 2026-01-15T22:00:00Z, 2026-01-16T12:00:00Z, ''",
        "a second less,                   UTC, 18:00-22:00, 2026-01-15T21:59:59Z, 2026-01-16T12:00:00Z, 2026-01-15T18:00:00Z/2026-01-15T22:00:00Z",
        "touching ones are joined first,  UTC, TH 18:00-24:00 & FR 00:00-02:00, 2026-01-16T01:00:00Z, 2026-01-16T01:30:00Z, 2026-01-15T18:00:00Z/2026-01-16T02:00:00Z",
        "two,                             UTC, 10:00-11:00 & 12:00-13:00, 2026-01-15T10:30:00Z, 2026-01-15T12:30:00Z, 2026-01-15T10:00:00Z/2026-01-15T11:00:00Z 2026-01-15T12:00:00Z/2026-01-15T13:00:00Z",
        "24/7 is cut at 8 days,           UTC, 00:00-24:00, 2026-01-15T10:30:00Z, 2026-01-16T10:30:00Z, 2026-01-07T10:30:00Z/2026-01-24T10:30:00Z",
        "cut at the second,               UTC, 00:00-12:00 & 12:00-00:00, 2026-01-15T10:30:07Z, 2026-01-15T10:30:08Z, 2026-01-07T10:30:07Z/2026-01-23T10:30:08Z",
        "six days are not cut,            UTC, MO+TU+WE+TH+FR+SA 00:00-24:00, 2026-01-15T00:00:00Z, 2026-01-15T01:00:00Z, 2026-01-12T00:00:00Z/2026-01-18T00:00:00Z",
        "no windows have no openings,     UTC, '', 2026-01-15T10:30:00Z, 2026-01-16T10:30:00Z, ''",
        "skipped by DST,                  Australia/Sydney, SU 02:00-03:00, 2026-10-03T12:00:00Z, 2026-10-04T12:00:00Z, ''",
    })
    void listsItsOpenings(String why, String zone, String windows, Instant from, Instant to, String expected) {
        var openings = calendar(zone, windows).openings(from, to);

        assertThat(openings.stream()
                        .map(opening -> opening.opens() + "/" + opening.closes())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1} to {2}")
    @CsvSource({
        "equal,                    18:00, 18:00",
        "equal at midnight,        00:00, 00:00",
        "opens at 24:00,           24:00, 02:00",
        "closes after 24:00,       18:00, 24:01",
        "one digit,                8:00,  12:00",
        "with seconds,             18:00:00, 22:00",
        "hour 25,                  25:00, 02:00",
        "minute 60,                18:60, 22:00",
        "no colon,                 1800,  2200",
        "a space,                  '18:00 ', 22:00",
        "empty,                    '',    22:00",
        "a line break,             18:00, '22:00\n'",
        "in words,                 6 pm,  10 pm",
    })
    void aWindowRefuses(String why, String opens, String closes) {
        assertThatIllegalArgumentException().isThrownBy(() -> MaintenanceWindow.daily(opens, closes));
    }

    @Test
    void aWindowOpensOnSomeDay() {
        assertThatIllegalArgumentException().isThrownBy(() -> MaintenanceWindow.on(Set.of(), "18:00", "22:00"));
    }

    @ParameterizedTest(name = "only on {0}")
    @CsvSource({"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"})
    void opensOnItsDayOnly(DayOfWeek day) {
        var calendar = calendar("UTC", day.name().substring(0, 2).toUpperCase(Locale.ROOT) + " 18:00-22:00");

        var openings = calendar.openings(Instant.parse("2026-01-12T00:00:00Z"), Instant.parse("2026-01-19T00:00:00Z"));

        assertThat(openings)
                .extracting(opening ->
                        TimeZone.parse("UTC").wallClockAt(opening.opens()).getDayOfWeek())
                .containsExactly(day);
    }
}
