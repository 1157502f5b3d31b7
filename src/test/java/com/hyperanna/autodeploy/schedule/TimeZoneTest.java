package com.hyperanna.autodeploy.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeZoneTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "GMT",
                "Australia/Sydney",
                "America/New_York",
                "Europe/Dublin",
                "Australia/Lord_Howe",
                "Africa/Casablanca",
                "Pacific/Apia",
                "America/Sao_Paulo",
                "America/Argentina/Buenos_Aires",
                "America/Port-au-Prince",
                "Asia/Singapore",
                "Etc/UTC",
                "Etc/GMT+5",
                "US/Pacific",
                "+00:00",
                "-00:00",
                "+08:00",
                "-03:30",
                "+05:45",
                "+18:00",
                "-18:00",
                "+17:59",
                "UTC+08:00",
                "UTC-18:00",
                "GMT-03:30",
                "GMT+00:00",
            })
    void acceptsTheName(String name) {
        assertThat(TimeZone.parse(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Z",
                "z",
                "utc",
                "gmt",
                "UT",
                "EST",
                "EST5EDT",
                "CET",
                "Zulu",
                "Cuba",
                "Japan",
                "GMT0",
                "Local",
                "UTC ",
                " UTC",
                "UTC\n",
                "+8",
                "+08",
                "+0800",
                "+8:00",
                "+08:0",
                "+08:00:00",
                "08:00",
                "+18:01",
                "-18:01",
                "+19:00",
                "+99:00",
                "+08:60",
                "UTC+8",
                "UTC+08",
                "UTC 08:00",
                "UT+08:00",
                "Z+08:00",
                "UTC+18:30",
                "\u221208:00",
                "posix/Australia/Sydney",
                "right/Australia/Sydney",
                "SystemV/EST5",
                "australia/sydney",
                "Australia/Sidney",
                "Australia/",
                "/Sydney",
                "Australia/Sydney ",
                "Australia/Sydney+11:00",
                "../etc/passwd",
            })
    void refusesTheName(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeZone.parse(name))
                .withMessage(TimeZone.RULE);
    }

    @ParameterizedTest(name = "{0}: {1} in {2} is {3}")
    @CsvSource({
        "ordinary day,                     2026-01-15T18:00, Australia/Sydney, 2026-01-15T07:00:00Z",
        "the same in winter (T1),          2026-07-15T18:00, Australia/Sydney, 2026-07-15T08:00:00Z",
        "last before the gap,              2026-10-04T01:59:59, Australia/Sydney, 2026-10-03T15:59:59Z",
        "first of the gap,                 2026-10-04T02:00, Australia/Sydney, 2026-10-03T16:00:00Z",
        "inside the gap,                   2026-10-04T02:30, Australia/Sydney, 2026-10-03T16:00:00Z",
        "last of the gap,                  2026-10-04T02:59:59, Australia/Sydney, 2026-10-03T16:00:00Z",
        "first after the gap,              2026-10-04T03:00, Australia/Sydney, 2026-10-03T16:00:00Z",
        "second second after the gap,      2026-10-04T03:00:01, Australia/Sydney, 2026-10-03T16:00:01Z",
        "last before it repeats,           2026-04-05T01:59:59, Australia/Sydney, 2026-04-04T14:59:59Z",
        "first that repeats,               2026-04-05T02:00, Australia/Sydney, 2026-04-04T15:00:00Z",
        "repeats: the earlier,             2026-04-05T02:30, Australia/Sydney, 2026-04-04T15:30:00Z",
        "last that repeats,                2026-04-05T02:59:59, Australia/Sydney, 2026-04-04T15:59:59Z",
        "first that no longer repeats,     2026-04-05T03:00, Australia/Sydney, 2026-04-04T17:00:00Z",
        "gap in New York,                  2026-03-08T02:30, America/New_York, 2026-03-08T07:00:00Z",
        "repeats in New York,              2026-11-01T01:30, America/New_York, 2026-11-01T05:30:00Z",
        "Dublin: winter is the exception,  2026-03-29T01:30, Europe/Dublin, 2026-03-29T01:00:00Z",
        "Dublin repeats,                   2026-10-25T01:30, Europe/Dublin, 2026-10-25T00:30:00Z",
        "Dublin after,                     2026-10-25T02:00, Europe/Dublin, 2026-10-25T02:00:00Z",
        "a gap of half an hour,            2026-10-04T02:15, Australia/Lord_Howe, 2026-10-03T15:30:00Z",
        "its end,                          2026-10-04T02:30, Australia/Lord_Howe, 2026-10-03T15:30:00Z",
        "half an hour repeats,             2026-04-05T01:45, Australia/Lord_Howe, 2026-04-04T14:45:00Z",
        "after it,                         2026-04-05T02:00, Australia/Lord_Howe, 2026-04-04T15:30:00Z",
        "Casablanca into Ramadan repeats,  2024-03-10T02:30, Africa/Casablanca, 2024-03-10T01:30:00Z",
        "Casablanca after Ramadan skips,   2024-04-14T02:30, Africa/Casablanca, 2024-04-14T02:00:00Z",
        "first of a skipped date,          2011-12-30T00:00, Pacific/Apia, 2011-12-30T10:00:00Z",
        "last of a skipped date,           2011-12-30T23:59:59, Pacific/Apia, 2011-12-30T10:00:00Z",
        "the date after it,                2011-12-31T00:00, Pacific/Apia, 2011-12-30T10:00:00Z",
        "the last before it,               2011-12-29T23:59:59, Pacific/Apia, 2011-12-30T09:59:59Z",
        "a day that begins at one,         2018-11-04T00:00, America/Sao_Paulo, 2018-11-04T03:00:00Z",
        "its gap at midnight,              2018-11-04T00:30, America/Sao_Paulo, 2018-11-04T03:00:00Z",
        "a midnight that comes twice,      2018-02-17T23:30, America/Sao_Paulo, 2018-02-18T01:30:00Z",
        "the midnight after it,            2018-02-18T00:00, America/Sao_Paulo, 2018-02-18T03:00:00Z",
        "no DST in zone,                   2026-07-01T18:00, Asia/Singapore, 2026-07-01T10:00:00Z",
        "fixed offset,                     2026-07-01T18:00, -03:30, 2026-07-01T21:30:00Z",
        "fixed offset after UTC,           2026-07-01T18:00, UTC+08:00, 2026-07-01T10:00:00Z",
        "furthest offset,                  2026-07-01T18:00, +18:00, 2026-07-01T00:00:00Z",
        "IANA's own sign,                  2026-07-01T18:00, Etc/GMT+5, 2026-07-01T23:00:00Z",
    })
    void readsTheWallClock(String why, LocalDateTime wallClock, String zone, Instant expected) {
        assertThat(TimeZone.parse(zone).instantOf(wallClock)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "summer,       Australia/Sydney, 2020-12-17T07:00:00Z, 2020-12-17 18:00 +11:00 (2020-12-17T07:00:00Z)",
        "winter (T5),  Australia/Sydney, 2020-06-17T08:00:00Z, 2020-06-17 18:00 +10:00 (2020-06-17T08:00:00Z)",
        "UTC,          UTC,              2020-06-17T08:00:00Z, 2020-06-17 08:00 +00:00 (2020-06-17T08:00:00Z)",
        "half hours,   -03:30,           2020-06-17T08:00:00Z, 2020-06-17 04:30 -03:30 (2020-06-17T08:00:00Z)",
    })
    void describesAnInstantInLocalTimeWithTheOffsetOfThatDateAndInUtc(
            String why, String zone, Instant instant, String expected) {
        assertThat(TimeZone.parse(zone).describe(instant)).isEqualTo(expected);
    }
}
