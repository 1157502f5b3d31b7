package com.hyperanna.autodeploy.schedule;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The releases of one environment in the order in which they take over; the order in which people listed them never
 * matters.
 *
 * <p>Of the entries that are due the one with the latest {@code notBefore} is effective. Of several with the same, those
 * older than another of them drop out, and of those left the greatest name by code point wins.
 */
public final class ReleasePlan {

    /** The entries that take over at some time, by that time. */
    private final PlannedRelease[] winners;

    private final Instant[] takeOvers;
    private final List<PlannedRelease> entries;

    private ReleasePlan(Collection<PlannedRelease> entries) {
        Map<Instant, List<PlannedRelease>> byTime = entries.stream()
                .collect(Collectors.groupingBy(PlannedRelease::dueFrom, TreeMap::new, Collectors.toList()));
        this.entries = List.copyOf(entries);
        this.takeOvers = byTime.keySet().toArray(Instant[]::new);
        this.winners = byTime.values().stream().map(ReleasePlan::winnerOf).toArray(PlannedRelease[]::new);
    }

    public static ReleasePlan of(Collection<PlannedRelease> entries) {
        return new ReleasePlan(entries);
    }

    private static PlannedRelease winnerOf(List<PlannedRelease> sameTime) {
        return sameTime.stream()
                .filter(entry ->
                        sameTime.stream().noneMatch(other -> entry.release().isOlderThan(other.release())))
                .max(Comparator.comparing(entry -> entry.release().name()))
                .orElseThrow();
    }

    /** What is to run at the instant; empty when nothing is due yet. */
    public Optional<PlannedRelease> effective(Instant now) {
        var due = due(now);
        return due == 0 ? Optional.empty() : Optional.of(winners[due - 1]);
    }

    /** The entry that takes over next after the instant; its {@code notBefore} is never empty. */
    public Optional<PlannedRelease> upcoming(Instant now) {
        var due = due(now);
        return due == winners.length ? Optional.empty() : Optional.of(winners[due]);
    }

    private int due(Instant now) {
        var found = Arrays.binarySearch(takeOvers, now);
        return found < 0 ? -found - 1 : found + 1;
    }

    public List<PlannedRelease> entries() {
        return entries;
    }
}
