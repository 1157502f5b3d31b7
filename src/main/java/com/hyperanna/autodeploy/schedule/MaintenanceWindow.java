package com.hyperanna.autodeploy.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A span of wall-clock time, {@code [opens, closes)}, that recurs on the given days; the day is the one on which it
 * opens.
 *
 * @param days the days on which it opens, at least one
 * @param opensMinute minutes after midnight, 0 to 1439
 * @param closesMinute minutes after the same midnight; more than {@code opensMinute}, less than a day after it or, from
 *     midnight to midnight, a whole day
 */
public record MaintenanceWindow(Set<DayOfWeek> days, int opensMinute, int closesMinute) {

    static final int DAY = 24 * 60;
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)");

    public MaintenanceWindow {
        days = Set.copyOf(days);
        if (days.isEmpty() || opensMinute < 0 || opensMinute >= DAY) {
            throw new IllegalArgumentException("a window opens on some day, at 00:00 to 23:59");
        }
        if (closesMinute <= opensMinute || closesMinute > opensMinute + DAY) {
            throw new IllegalArgumentException("a window closes after it opens, within a day");
        }
    }

    /** A window that opens every day of the week. */
    public static MaintenanceWindow daily(String opens, String closes) {
        return on(EnumSet.allOf(DayOfWeek.class), opens, closes);
    }

    /**
     * A window from {@code opens} ({@code 00:00} to {@code 23:59}) to {@code closes} (also {@code 24:00}); on the next day
     * if {@code closes} is the earlier.
     *
     * @throws IllegalArgumentException if either is no such time, or both are equal
     */
    public static MaintenanceWindow on(Set<DayOfWeek> days, String opens, String closes) {
        var opensMinute = minuteOf(opens);
        var closesMinute = closes.equals("24:00") ? DAY : minuteOf(closes);
        if (opensMinute == closesMinute) {
            throw new IllegalArgumentException("closes must differ from opens");
        }
        return new MaintenanceWindow(days, opensMinute, closesMinute < opensMinute ? closesMinute + DAY : closesMinute);
    }

    /** Whether the text is a time of day, {@code 00:00} to {@code 23:59}. */
    public static boolean isTimeOfDay(String text) {
        return TIME.matcher(text).matches();
    }

    private static int minuteOf(String text) {
        var match = TIME.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("must be a time of day as HH:mm");
        }
        return Integer.parseInt(match.group(1)) * 60 + Integer.parseInt(match.group(2));
    }

    /** When it is open if it opens on that date; empty on other days, and when the clocks skip all of it. */
    Optional<Opening> openingOn(LocalDate date, TimeZone zone) {
        if (!days.contains(date.getDayOfWeek())) {
            return Optional.empty();
        }
        var opens = zone.instantOf(at(date, opensMinute));
        var closes = zone.instantOf(at(date, closesMinute));
        return opens.isBefore(closes) ? Optional.of(new Opening(opens, closes)) : Optional.empty();
    }

    private static LocalDateTime at(LocalDate date, int minute) {
        return date.atStartOfDay().plusMinutes(minute);
    }
}
