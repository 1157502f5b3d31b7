package com.hyperanna.autodeploy.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Instants as text the way RFC 3339 (section 5.6) writes them. */
public final class Rfc3339 {

    private static final Pattern FORM =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[Tt](\\d\\d:\\d\\d):(\\d\\d)(?:\\.(\\d+))?"
                    + "(?:([Zz])|([+-])([01]\\d|2[0-3]):([0-5]\\d))");
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /** What a legal instant looks like, as a sentence for people. */
    public static final String RULE = "must be an RFC 3339 instant such as 2020-12-16T18:00:00+11:00";

    private Rfc3339() {}

    /** The instant in UTC with whole seconds, the rest cut off. */
    public static String format(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Whether RFC 3339 can write the instant: it knows years 0000 to 9999 only. */
    public static boolean canWrite(Instant instant) {
        return !instant.isBefore(EARLIEST) && !instant.isAfter(LATEST);
    }

    static Instant nearest(Instant instant) {
        if (canWrite(instant)) {
            return instant;
        }
        return instant.isBefore(EARLIEST) ? EARLIEST : LATEST.truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Reads a date and time with an offset; a leap second is the first second after it, digits past the nanosecond are
     * dropped.
     *
     * @throws IllegalArgumentException if the text is no such instant, or not in the years 0000 to 9999 of UTC
     */
    public static Instant parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException(RULE);
        }
        try {
            var leap = match.group(3).equals("60");
            var seconds = leap ? "59" : match.group(3);
            var local = LocalDateTime.parse(match.group(1) + "T" + match.group(2) + ":" + seconds);
            var offset = match.group(6) == null ? 0 : offsetSeconds(match.group(6), match.group(7), match.group(8));
            var instant = local.toInstant(ZoneOffset.UTC).minusSeconds(offset);
            if (leap && !instant.toString().endsWith("23:59:59Z")) {
                throw new IllegalArgumentException(RULE);
            }
            var exact = leap ? instant.plusSeconds(1) : instant.plusNanos(nanos(match.group(4)));
            if (!canWrite(exact)) {
                throw new IllegalArgumentException(RULE);
            }
            return exact;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(RULE, e);
        }
    }

    private static long offsetSeconds(String sign, String hours, String minutes) {
        var seconds = Integer.parseInt(hours) * 3600L + Integer.parseInt(minutes) * 60L;
        return sign.equals("-") ? -seconds : seconds;
    }

    private static long nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Long.parseLong((fraction + "000000000").substring(0, 9));
    }
}
