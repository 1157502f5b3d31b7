package com.hyperanna.autodeploy.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All maintenance windows of one environment in its time zone; without any it is always open.
 *
 * <p>Each window opens at most once per local date. Openings that overlap or touch are one.
 */
public final class MaintenanceCalendar {

    /** How far outside an asked span an opening is followed. */
    public static final Duration HORIZON = Duration.ofDays(8);

    private static final int WEEK = 7 * MaintenanceWindow.DAY;
    /** Every weekly window opens in any year: only a broken rule could make us look further. */
    private static final int FURTHEST_DAY = 400;

    private final List<MaintenanceWindow> windows;
    private final TimeZone zone;
    private final boolean alwaysOpen;

    public MaintenanceCalendar(List<MaintenanceWindow> windows, TimeZone zone) {
        this.windows = List.copyOf(windows);
        this.zone = zone;
        this.alwaysOpen = windows.isEmpty() || coverTheWeek(windows);
    }

    /** Later wall-clock times never mean earlier instants, so what never closes on the wall clock never closes. */
    private static boolean coverTheWeek(List<MaintenanceWindow> windows) {
        var open = new BitSet(WEEK);
        for (var window : windows) {
            for (var day : window.days()) {
                var midnight = day.ordinal() * MaintenanceWindow.DAY;
                for (var minute = window.opensMinute(); minute < window.closesMinute(); minute++) {
                    open.set((midnight + minute) % WEEK);
                }
            }
        }
        return open.cardinality() == WEEK;
    }

    public boolean hasWindows() {
        return !windows.isEmpty();
    }

    public boolean isOpen(Instant now) {
        return alwaysOpen || isInAnOpening(now);
    }

    private boolean isInAnOpening(Instant now) {
        var today = zone.wallClockAt(now).toLocalDate();
        for (var date = today.minusDays(2); !date.isAfter(today.plusDays(1)); date = date.plusDays(1)) {
            for (var window : windows) {
                var opening = window.openingOn(date, zone);
                if (opening.isPresent() && opening.get().contains(now)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The first instant after {@code now} at which it opens, or closes; empty when that never happens. */
    public Optional<Instant> nextEdge(Instant now) {
        if (alwaysOpen) {
            return Optional.empty();
        }
        return isInAnOpening(now) ? Optional.of(closesAfter(now)) : opensAfter(now);
    }

    private Instant closesAfter(Instant now) {
        var date = zone.wallClockAt(now).toLocalDate().minusDays(2);
        var end = now;
        while (!zone.instantOf(date.atStartOfDay()).isAfter(end)) {
            for (var opening : openingsOn(date)) {
                if (!opening.opens().isAfter(end) && opening.closes().isAfter(end)) {
                    end = opening.closes();
                }
            }
            date = date.plusDays(1);
        }
        return end;
    }

    private Optional<Instant> opensAfter(Instant now) {
        var today = zone.wallClockAt(now).toLocalDate();
        for (var date = today.minusDays(2); date.isBefore(today.plusDays(FURTHEST_DAY)); date = date.plusDays(1)) {
            for (var opening : openingsOn(date)) {
                if (opening.opens().isAfter(now)) {
                    return Optional.of(opening.opens());
                }
            }
        }
        return Optional.empty();
    }

    private List<Opening> openingsOn(LocalDate date) {
        var openings = new ArrayList<Opening>();
        for (var window : windows) {
            window.openingOn(date, zone).ifPresent(openings::add);
        }
        openings.sort(Comparator.comparing(Opening::opens));
        return openings;
    }

    /**
     * Every opening that is open at some instant of {@code [from, to)}, in order: joined, whole, but cut
     * {@link #HORIZON} before {@code from} and after {@code to}; none when there are no windows.
     */
    public List<Opening> openings(Instant from, Instant to) {
        var earliest = from.minus(HORIZON);
        var latest = to.plus(HORIZON);
        return joined(earliest, latest).stream()
                .filter(opening ->
                        opening.opens().isBefore(to) && opening.closes().isAfter(from))
                .map(opening -> new Opening(later(opening.opens(), earliest), earlier(opening.closes(), latest)))
                .toList();
    }

    private List<Opening> joined(Instant from, Instant to) {
        var result = new ArrayList<Opening>();
        var last = zone.wallClockAt(to).toLocalDate().plusDays(2);
        for (var date = zone.wallClockAt(from).toLocalDate().minusDays(2);
                !date.isAfter(last);
                date = date.plusDays(1)) {
            for (var opening : openingsOn(date)) {
                var previous = result.size() - 1;
                if (previous >= 0 && result.get(previous).touches(opening)) {
                    result.set(previous, result.get(previous).joinedWith(opening));
                } else {
                    result.add(opening);
                }
            }
        }
        return result;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
