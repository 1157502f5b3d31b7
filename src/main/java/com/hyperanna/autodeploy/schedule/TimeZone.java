package com.hyperanna.autodeploy.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneRules;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules by which the clocks on the wall of one environment run.
 *
 * <p>A wall-clock time that a change of the clocks skips means the first instant after the gap; one that occurs twice
 * means the earlier of the two. So a later wall-clock time never means an earlier instant.
 *
 * @param name as people wrote it: {@code UTC}, {@code GMT}, an IANA name with a {@code /}, or a fixed offset from
 *     {@code -18:00} to {@code +18:00}, alone or after {@code UTC} or {@code GMT}
 * @param rules the zone meant by that name
 */
public record TimeZone(String name, ZoneId rules) {

    private static final Pattern OFFSET = Pattern.compile("(?:UTC|GMT)?([+-](?:0\\d|1[0-7]):[0-5]\\d|[+-]18:00)");
    private static final Set<String> KNOWN = Set.copyOf(ZoneId.getAvailableZoneIds());
    private static final Set<String> NOT_IANA = Set.of("posix", "right", "SystemV");
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm xxx", Locale.ROOT);

    /** What a legal time zone looks like, as a sentence for people. */
    public static final String RULE =
            "must be UTC, GMT, an IANA name such as Australia/Sydney, or a fixed offset such as"
                    + " +08:00 or UTC+08:00 from -18:00 to +18:00";

    /** @throws IllegalArgumentException if the name is not that of a time zone; the message says what is */
    public static TimeZone parse(String name) {
        var offset = OFFSET.matcher(name);
        if (offset.matches()) {
            return new TimeZone(name, ZoneId.of(offset.group(1)));
        }
        if (name.equals("UTC") || name.equals("GMT")) {
            return new TimeZone(name, ZoneId.of(name));
        }
        var slash = name.indexOf('/');
        if (slash < 0 || NOT_IANA.contains(name.substring(0, slash)) || !KNOWN.contains(name)) {
            throw new IllegalArgumentException(RULE);
        }
        return new TimeZone(name, ZoneId.of(name));
    }

    /** The instant at which people in this zone read the wall-clock time off their clocks. */
    public Instant instantOf(LocalDateTime wallClock) {
        var transition = zoneRules().getTransition(wallClock);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : wallClock.atZone(rules).toInstant();
    }

    public LocalDateTime wallClockAt(Instant instant) {
        return LocalDateTime.ofInstant(instant, rules);
    }

    /** The instant for people: {@code 2020-12-17 18:00 +11:00 (2020-12-17T07:00:00Z)}. */
    public String describe(Instant instant) {
        return LOCAL.format(instant.atZone(rules)) + " (" + Rfc3339.format(instant) + ")";
    }

    private ZoneRules zoneRules() {
        return rules.getRules();
    }

    @Override
    public String toString() {
        return name;
    }
}
