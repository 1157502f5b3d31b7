package com.hyperanna.autodeploy.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotBeforeTest {

    @ParameterizedTest(name = "{0}: {1} in {2} is {3}")
    @CsvSource({
        "wall clock,                      2020-12-16T18:00, Australia/Sydney, 2020-12-16T07:00:00Z",
        "with seconds,                    2020-12-16T18:00:07, Australia/Sydney, 2020-12-16T07:00:07Z",
        "skipped by DST,                  2026-10-04T02:30, Australia/Sydney, 2026-10-03T16:00:00Z",
        "repeated by DST,                 2026-04-05T02:30, Australia/Sydney, 2026-04-04T15:30:00Z",
        "an instant whatever the zone,    2020-12-16T18:00Z, Australia/Sydney, 2020-12-16T18:00:00Z",
        "an instant with seconds,         2020-12-16T18:00:07Z, Australia/Sydney, 2020-12-16T18:00:07Z",
        "an offset,                       2020-12-16T18:00+08:00, Australia/Sydney, 2020-12-16T10:00:00Z",
        "an offset with seconds,          2020-12-16T18:00:01-03:30, UTC, 2020-12-16T21:30:01Z",
        "no offset with a sign,           2020-12-16T18:00-00:00, Asia/Singapore, 2020-12-16T18:00:00Z",
        "29 February of a leap year,      2024-02-29T00:00, UTC, 2024-02-29T00:00:00Z",
        "a wall time on a skipped date,   2011-12-30T12:00, Pacific/Apia, 2011-12-30T10:00:00Z",
        "later than RFC 3339 can write,   9999-12-31T23:59, America/New_York, 9999-12-31T23:59:59Z",
        "earlier than that,               0000-01-01T00:00, Asia/Singapore, 0000-01-01T00:00:00Z",
    })
    void isOneInstant(String why, String text, String zone, Instant expected) {
        assertThat(NotBefore.parse(text, TimeZone.parse(zone)).instant()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: [{1}]")
    @CsvSource({
        "empty,                           ''",
        "30 February,                     2020-02-30T18:00",
        "29 February of a common year,    2023-02-29T18:00",
        "31 April with an offset,         2020-04-31T18:00Z",
        "month 13,                        2020-13-01T18:00",
        "day 0,                           2020-12-00T18:00",
        "hour 24,                         2020-12-16T24:00",
        "minute 60,                       2020-12-16T18:60",
        "second 60,                       2020-12-16T18:00:60",
        "no time,                         2020-12-16",
        "no minutes,                      2020-12-16T18",
        "a fraction,                      2020-12-16T18:00:00.5",
        "a space,                         2020-12-16 18:00",
        "lower case t,                    2020-12-16t18:00",
        "lower case z,                    2020-12-16T18:00z",
        "the form of the original,        2020-12-16:18:00",
        "two digits of a year,            20-12-16T18:00",
        "five digits of a year,           +12020-12-16T18:00",
        "a short month,                   2020-1-16T18:00",
        "an offset without colon,         2020-12-16T18:00+0800",
        "an offset of hours,              2020-12-16T18:00+08",
        "an offset no clock has,          2020-12-16T18:00+19:00",
        "minutes no offset has,           2020-12-16T18:00+08:60",
        "a zone,                          2020-12-16T18:00[UTC]",
        "a space after,                   '2020-12-16T18:00 '",
        "a line break after,              '2020-12-16T18:00\n'",
        "digits beyond ASCII,             ٢٠٢٠-12-16T18:00",
    })
    void refuses(String why, String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NotBefore.parse(text, TimeZone.parse("UTC")))
                .withMessage(NotBefore.RULE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "second before, 2020-12-16T06:59:59Z, false",
        "at,            2020-12-16T07:00:00Z, true",
        "second after,  2020-12-16T07:00:01Z, true",
    })
    void hasPassedFromItsOwnSecondOn(String why, Instant now, boolean passed) {
        var notBefore = NotBefore.parse("2020-12-16T18:00", TimeZone.parse("Australia/Sydney"));

        assertThat(notBefore.hasPassed(now)).isEqualTo(passed);
    }
}
