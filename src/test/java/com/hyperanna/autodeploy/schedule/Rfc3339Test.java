package com.hyperanna.autodeploy.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Rfc3339Test {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "UTC,                         2020-12-16T18:00:00Z, 2020-12-16T18:00:00Z",
        "an offset,                   2020-12-16T18:00:00+11:00, 2020-12-16T07:00:00Z",
        "a negative offset,           2020-12-16T18:00:00-03:30, 2020-12-16T21:30:00Z",
        "an unknown local offset,     2020-12-16T18:00:00-00:00, 2020-12-16T18:00:00Z",
        "the greatest offset,         2020-12-16T18:00:00+23:59, 2020-12-15T18:01:00Z",
        "lower case,                  2020-12-16t18:00:00z, 2020-12-16T18:00:00Z",
        "a fraction,                  2020-12-16T18:00:00.25Z, 2020-12-16T18:00:00.250Z",
        "nanoseconds,                 2020-12-16T18:00:00.123456789Z, 2020-12-16T18:00:00.123456789Z",
        "more than nanoseconds,       2020-12-16T18:00:00.1234567899999Z, 2020-12-16T18:00:00.123456789Z",
        "a leap second,               2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "a leap second elsewhere,     2017-01-01T10:59:60+11:00, 2017-01-01T00:00:00Z",
        "the earliest,                0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "the latest,                  9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
    })
    void reads(String why, String text, Instant expected) {
        assertThat(Rfc3339.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: [{1}]")
    @CsvSource({
        "empty,                       ''",
        "no offset,                   2020-12-16T18:00:00",
        "no seconds,                  2020-12-16T18:00Z",
        "a date,                      2020-12-16",
        "30 February,                 2020-02-30T18:00:00Z",
        "hour 24,                     2020-12-16T24:00:00Z",
        "second 61,                   2020-12-16T23:59:61Z",
        "a leap second at noon,       2020-12-16T12:00:60Z",
        "a space for T,               2020-12-16 18:00:00Z",
        "an empty fraction,           2020-12-16T18:00:00.Z",
        "a comma,                     '2020-12-16T18:00:00,5Z'",
        "an offset without colon,     2020-12-16T18:00:00+1100",
        "an offset of 24 hours,       2020-12-16T18:00:00+24:00",
        "minutes no offset has,       2020-12-16T18:00:00+11:60",
        "a space for the sign,        2020-12-16T18:00:00 11:00",
        "before the year 0,           0000-01-01T00:00:00+01:00",
        "after the year 9999,         9999-12-31T23:59:59-01:00",
        "five digits of a year,       +12020-12-16T18:00:00Z",
        "seconds since 1970,          1608141600",
        "a word,                      now",
        "a space after,               '2020-12-16T18:00:00Z '",
    })
    void refuses(String why, String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rfc3339.parse(text))
                .withMessage(Rfc3339.RULE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "whole second,   2020-12-16T18:00:00Z, 2020-12-16T18:00:00Z",
        "a fraction,     2020-12-16T18:00:00.999Z, 2020-12-16T18:00:00Z",
    })
    void writesWholeSecondsInUtc(String why, Instant instant, String expected) {
        assertThat(Rfc3339.format(instant)).isEqualTo(expected);
    }
}
