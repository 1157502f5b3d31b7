package com.hyperanna.autodeploy.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random schedules, most of them near a change of clocks, against brute force; the seed is in every message. */
class RandomisedDecisionTest {

    private static final long SEED = 20261004;
    private static final int SCHEDULES = 4000;
    private static final Duration HORIZON = Duration.ofHours(50);

    /** A zone and an instant at which its clocks change (or nothing happens). */
    private static final List<Map.Entry<String, Instant>> PLACES = List.of(
            Map.entry("Australia/Sydney", Instant.parse("2026-10-03T16:00:00Z")),
            Map.entry("Australia/Sydney", Instant.parse("2026-04-04T16:00:00Z")),
            Map.entry("America/New_York", Instant.parse("2026-03-08T07:00:00Z")),
            Map.entry("America/New_York", Instant.parse("2026-11-01T06:00:00Z")),
            Map.entry("Europe/Dublin", Instant.parse("2026-03-29T01:00:00Z")),
            Map.entry("Europe/Dublin", Instant.parse("2026-10-25T01:00:00Z")),
            Map.entry("Australia/Lord_Howe", Instant.parse("2026-10-03T15:30:00Z")),
            Map.entry("Australia/Lord_Howe", Instant.parse("2026-04-04T15:00:00Z")),
            Map.entry("Africa/Casablanca", Instant.parse("2024-03-10T02:00:00Z")),
            Map.entry("Africa/Casablanca", Instant.parse("2024-04-14T02:00:00Z")),
            Map.entry("Pacific/Apia", Instant.parse("2011-12-30T10:00:00Z")),
            Map.entry("America/Sao_Paulo", Instant.parse("2018-11-04T03:00:00Z")),
            Map.entry("America/Sao_Paulo", Instant.parse("2018-02-18T02:00:00Z")),
            Map.entry("UTC", Instant.parse("2026-01-15T00:00:00Z")),
            Map.entry("-03:30", Instant.parse("2026-01-15T03:30:00Z")),
            Map.entry("UTC+18:00", Instant.parse("2026-01-15T06:00:00Z")));

    private record Case(Schedule schedule, HostState host, Instant now, List<MaintenanceWindow> windows, ZoneId zone) {
        @Override
        public String toString() {
            return "seed " + SEED + ": at " + now + " " + host + " in " + zone + " " + windows + " "
                    + schedule.plan().entries() + (schedule.suspended() ? " suspended" : "");
        }
    }

    @Test
    void theNextChangeIsWhereSteppingThroughTheMinutesFindsIt() {
        var random = new Random(SEED);
        for (var i = 0; i < SCHEDULES; i++) {
            var drawn = draw(random);
            var expected = byBruteForce(drawn);
            var found = decide(drawn, drawn.now()).nextChange();
            if (expected.isPresent()) {
                assertThat(found).as(drawn::toString).isEqualTo(expected);
            } else {
                assertThat(found.filter(change -> change.isBefore(drawn.now().plus(HORIZON))))
                        .as(drawn::toString)
                        .isEmpty();
                found.ifPresent(change -> assertThat(visible(drawn, change))
                        .as(drawn::toString)
                        .isNotEqualTo(visible(drawn, change.minusSeconds(1))));
            }
        }
    }

    @Test
    void itIsOpenWhenANaiveListOfOpeningsSaysSo() {
        var random = new Random(SEED + 1);
        for (var i = 0; i < SCHEDULES; i++) {
            var drawn = draw(random);
            for (var minute = -5; minute <= 5; minute++) {
                var instant = drawn.now().plus(Duration.ofMinutes(minute * 37L));
                assertThat(drawn.schedule().calendar().isOpen(instant))
                        .as(() -> instant + ", " + drawn)
                        .isEqualTo(naivelyOpen(drawn.windows(), drawn.zone(), instant));
            }
        }
    }

    @Test
    void openingsAreInOrderApartAndOpen() {
        var random = new Random(SEED + 2);
        for (var i = 0; i < SCHEDULES / 4; i++) {
            var drawn = draw(random);
            var from = drawn.now().truncatedTo(ChronoUnit.MINUTES);
            var to = from.plus(Duration.ofHours(30));
            var openings = drawn.schedule().calendar().openings(from, to);
            for (var at = from; at.isBefore(to); at = at.plus(Duration.ofMinutes(10))) {
                var instant = at;
                assertThat(openings.stream().anyMatch(opening -> opening.contains(instant)))
                        .as(() -> instant + ", " + drawn)
                        .isEqualTo(!drawn.windows().isEmpty() && naivelyOpen(drawn.windows(), drawn.zone(), instant));
            }
            for (var n = 1; n < openings.size(); n++) {
                assertThat(openings.get(n - 1).closes())
                        .as(drawn::toString)
                        .isBefore(openings.get(n).opens());
            }
        }
    }

    private static Decision decide(Case drawn, Instant instant) {
        return Decision.of(drawn.schedule(), drawn.host(), instant);
    }

    private static List<Object> visible(Case drawn, Instant instant) {
        var decision = decide(drawn, instant);
        return List.of(decision.deploy(), decision.reason(), decision.effective(), decision.upcoming());
    }

    /** Steps through the whole minutes and, where a minute changed something, through its seconds. */
    private static Optional<Instant> byBruteForce(Case drawn) {
        var before = visible(drawn, drawn.now());
        var last = drawn.now();
        var end = drawn.now().plus(HORIZON);
        for (var at = last.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60); at.isBefore(end); at = at.plusSeconds(60)) {
            if (!visible(drawn, at).equals(before)) {
                for (var second = last.plusSeconds(1); ; second = second.plusSeconds(1)) {
                    if (!visible(drawn, second).equals(before)) {
                        return Optional.of(second);
                    }
                }
            }
            last = at;
        }
        return Optional.empty();
    }

    /** One opening per date and window, by offsets tried one after the other; shares nothing with the calendar. */
    private static boolean naivelyOpen(List<MaintenanceWindow> windows, ZoneId zone, Instant instant) {
        if (windows.isEmpty()) {
            return true;
        }
        var around = LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toLocalDate();
        for (var date = around.minusDays(3); !date.isAfter(around.plusDays(3)); date = date.plusDays(1)) {
            for (var window : windows) {
                if (window.days().contains(date.getDayOfWeek())
                        && !instant.isBefore(naiveInstant(date, window.opensMinute(), zone))
                        && instant.isBefore(naiveInstant(date, window.closesMinute(), zone))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Instant naiveInstant(LocalDate date, int minute, ZoneId zone) {
        var wallClock = date.atStartOfDay().plusMinutes(minute);
        var offsets = zone.getRules().getValidOffsets(wallClock);
        if (offsets.isEmpty()) {
            // in a gap java.time moves on by the length of the gap: the last change before that is its end
            return zone.getRules()
                    .previousTransition(wallClock.atZone(zone).toInstant().plusNanos(1))
                    .getInstant();
        }
        return offsets.stream()
                .map(wallClock::toInstant)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private static Case draw(Random random) {
        var place = PLACES.get(random.nextInt(PLACES.size()));
        var zone = TimeZone.parse(place.getKey());
        var now = place.getValue().plusSeconds(random.nextInt(-26 * 3600, 14 * 3600));
        now = switch (random.nextInt(4)) {
            case 0 -> now.truncatedTo(ChronoUnit.HOURS);
            case 1 -> now.truncatedTo(ChronoUnit.HOURS).minusSeconds(1);
            default -> now;
        };
        var windows = new ArrayList<MaintenanceWindow>();
        for (var n = random.nextInt(4); n > 0; n--) {
            windows.add(drawWindow(random));
        }
        var schedule = new Schedule(
                new EnvironmentName("Grapes"),
                zone,
                drawPlan(random, zone, now),
                new MaintenanceCalendar(windows, zone),
                random.nextInt(12) == 0,
                Duration.ofSeconds(random.nextInt(60, 86_401)),
                Duration.ofMinutes(5));
        return new Case(schedule, drawHost(random, now), now, windows, zone.rules());
    }

    private static MaintenanceWindow drawWindow(Random random) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (var day : DayOfWeek.values()) {
            if (random.nextInt(3) > 0) {
                days.add(day);
            }
        }
        if (days.isEmpty()) {
            days.add(DayOfWeek.FRIDAY);
        }
        var opens = random.nextBoolean() ? random.nextInt(8) * 30 : random.nextInt(1440);
        var length = switch (random.nextInt(4)) {
            case 0 -> 30;
            case 1 -> 30 * random.nextInt(1, 5);
            case 2 -> random.nextInt(1, 1440);
            default -> 1440 - opens;
        };
        return new MaintenanceWindow(days, opens, opens + length);
    }

    private static ReleasePlan drawPlan(Random random, TimeZone zone, Instant now) {
        var names = new LinkedHashSet<String>();
        for (var n = random.nextInt(5); n > 0; n--) {
            names.add((random.nextInt(5) == 0 ? "w" : "v") + random.nextInt(8, 12));
        }
        var sameTime = zone.wallClockAt(now).plusMinutes(random.nextInt(-300, 300));
        return ReleasePlan.of(names.stream()
                .map(name -> new PlannedRelease(
                        new Release(name),
                        switch (random.nextInt(4)) {
                            case 0 -> Optional.empty();
                            case 1 -> Optional.of(NotBefore.onTheWallClock(sameTime, zone));
                            default ->
                                Optional.of(NotBefore.onTheWallClock(
                                        zone.wallClockAt(now).plusSeconds(random.nextInt(-80_000, 80_000)), zone));
                        },
                        random.nextBoolean(),
                        random.nextInt(1, 4)))
                .toList());
    }

    private static HostState drawHost(Random random, Instant now) {
        var release = random.nextInt(3) == 0
                ? Optional.<Release>empty()
                : Optional.of(new Release("v" + random.nextInt(8, 12)));
        var attempt = random.nextInt(3) > 0
                ? Optional.<Attempt>empty()
                : Optional.of(new Attempt(
                        new Release("v" + random.nextInt(8, 12)),
                        AttemptOutcome.STARTED,
                        Optional.of(now.minusSeconds(random.nextInt(60_000))),
                        Optional.empty(),
                        "id"));
        Map<Release, Integer> failures = random.nextInt(3) > 0
                ? Map.of()
                : Map.of(new Release("v" + random.nextInt(8, 12)), random.nextInt(1, 4));
        return new HostState(release, attempt, failures);
    }
}
