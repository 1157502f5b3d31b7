package com.hyperanna.autodeploy.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/**
 * The earliest moment a release may start, inclusive; as people in one environment read it off their own wall clock, or
 * as an instant.
 */
public record NotBefore(Instant instant) {

    /** A moment that RFC 3339 cannot write is taken as the nearest that it can. */
    public NotBefore {
        instant = Rfc3339.nearest(instant);
    }

    private static final Pattern FORM =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d)?)(Z|[+-]\\d\\d:\\d\\d)?");

    /** What a legal moment looks like, as a sentence for people. */
    public static final String RULE = "must be a real date and time as yyyy-MM-ddTHH:mm or yyyy-MM-ddTHH:mm:ss, on the"
            + " wall clock of timeZone or with Z or an offset";

    public static NotBefore onTheWallClock(LocalDateTime wallClock, TimeZone zone) {
        return new NotBefore(zone.instantOf(wallClock));
    }

    /** @throws IllegalArgumentException if the text is no such moment; the message says what is */
    public static NotBefore parse(String text, TimeZone zone) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException(RULE);
        }
        try {
            return match.group(2) == null
                    ? onTheWallClock(LocalDateTime.parse(text), zone)
                    : new NotBefore(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(RULE, e);
        }
    }

    public boolean hasPassed(Instant now) {
        return !now.isBefore(instant);
    }
}
