package com.hyperanna.autodeploy.fleet;

import com.hyperanna.autodeploy.crd.v1alpha1.ClientAuth;
import com.hyperanna.autodeploy.crd.v1alpha1.DeploymentScheduleSpec;
import com.hyperanna.autodeploy.crd.v1alpha1.ReleaseEntry;
import com.hyperanna.autodeploy.crd.v1alpha1.Window;
import com.hyperanna.autodeploy.schedule.EnvironmentName;
import com.hyperanna.autodeploy.schedule.MaintenanceCalendar;
import com.hyperanna.autodeploy.schedule.MaintenanceWindow;
import com.hyperanna.autodeploy.schedule.NotBefore;
import com.hyperanna.autodeploy.schedule.PlannedRelease;
import com.hyperanna.autodeploy.schedule.Release;
import com.hyperanna.autodeploy.schedule.ReleasePlan;
import com.hyperanna.autodeploy.schedule.Schedule;
import com.hyperanna.autodeploy.schedule.TimeZone;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns what people declared into a {@link Schedule}, or into every problem with it.
 *
 * <p>The API server refuses nearly all of these problems at admission; what it cannot tell, or what it let in under an
 * older schema, is found here.
 */
public final class SpecReader {

    public static final int MOST_RELEASES = 50;
    private static final int MOST_WINDOWS = 16;
    private static final int MOST_TOKENS = 2;
    private static final int DEFAULT_TIMEOUT_SECONDS = 3600;
    private static final int DEFAULT_POLL_SECONDS = 300;
    private static final int DAY_SECONDS = 86_400;

    private final List<Problem> problems = new ArrayList<>();

    private SpecReader() {}

    /**
     * What a spec says, as far as it could be understood.
     *
     * @param environment the name, if that is legal: a broken declaration still claims it
     * @param tokens the legal digests, also of a broken declaration
     * @param schedule empty when there are problems
     */
    public record Reading(
            Optional<EnvironmentName> environment,
            List<TokenDigest> tokens,
            Optional<Schedule> schedule,
            List<Problem> problems) {

        public Reading {
            tokens = List.copyOf(tokens);
            problems = List.copyOf(problems);
        }
    }

    public static Reading read(@Nullable DeploymentScheduleSpec spec) {
        var reader = new SpecReader();
        return spec == null
                ? new Reading(
                        Optional.empty(), List.of(), Optional.empty(), List.of(new Problem("spec", "is required")))
                : reader.readAll(spec);
    }

    private Reading readAll(DeploymentScheduleSpec spec) {
        var environment = required("environment", spec.environment(), EnvironmentName::new);
        var zone = required("timeZone", spec.timeZone(), TimeZone::parse);
        // Without a zone the rest is still looked at, so that every field at fault is named at once.
        var entries = releases(spec.releases(), zone.orElseGet(() -> TimeZone.parse("UTC")));
        var windows = windows(spec.windows());
        var timeout = seconds("deploymentTimeoutSeconds", spec.deploymentTimeoutSeconds(), 60, DEFAULT_TIMEOUT_SECONDS);
        var poll = seconds("pollSeconds", spec.pollSeconds(), 10, DEFAULT_POLL_SECONDS);
        var tokens = tokens(spec.clientAuth());
        if (!problems.isEmpty() || environment.isEmpty() || zone.isEmpty()) {
            return new Reading(environment, tokens, Optional.empty(), problems);
        }
        var schedule = new Schedule(
                environment.get(),
                zone.get(),
                ReleasePlan.of(entries),
                new MaintenanceCalendar(windows, zone.get()),
                Boolean.TRUE.equals(spec.suspend()),
                timeout,
                poll);
        return new Reading(environment, tokens, Optional.of(schedule), List.of());
    }

    private <T> Optional<T> required(String field, @Nullable String text, Function<String, T> parse) {
        if (text == null) {
            problems.add(new Problem(field, "is required"));
            return Optional.empty();
        }
        return parsed(field, text, parse);
    }

    private <T> Optional<T> parsed(String field, String text, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(field, e.getMessage() + ", not '" + text + "'"));
            return Optional.empty();
        }
    }

    private Duration seconds(String field, @Nullable Integer value, int least, int unset) {
        var seconds = value == null ? unset : value;
        if (seconds < least || seconds > DAY_SECONDS) {
            problems.add(new Problem(field, "must be " + least + " to " + DAY_SECONDS + ", not " + seconds));
        }
        return Duration.ofSeconds(seconds);
    }

    private List<PlannedRelease> releases(@Nullable List<ReleaseEntry> entries, TimeZone zone) {
        var planned = new ArrayList<PlannedRelease>();
        var seen = new HashSet<String>();
        var all = orEmpty(entries);
        if (all.size() > MOST_RELEASES) {
            problems.add(new Problem("releases", "must have at most " + MOST_RELEASES + " entries"));
        }
        for (var i = 0; i < all.size(); i++) {
            var field = "releases[" + i + "]";
            var entry = orEmpty(all.get(i));
            if (entry.release() != null && !seen.add(entry.release())) {
                problems.add(new Problem(field + ".release", "must not repeat '" + entry.release() + "'"));
            }
            release(field, entry, zone).ifPresent(planned::add);
        }
        return planned;
    }

    private Optional<PlannedRelease> release(String field, ReleaseEntry entry, TimeZone zone) {
        var release = required(field + ".release", entry.release(), Release::new);
        var notBefore = Optional.ofNullable(entry.notBefore())
                .map(text -> parsed(field + ".notBefore", text, moment -> NotBefore.parse(moment, zone)));
        var attempts = entry.maxAttempts() == null ? PlannedRelease.DEFAULT_ATTEMPTS : entry.maxAttempts();
        if (attempts < 1 || attempts > PlannedRelease.MOST_ATTEMPTS) {
            problems.add(new Problem(field + ".maxAttempts", "must be 1 to 10, not " + attempts));
            return Optional.empty();
        }
        if (release.isEmpty() || notBefore.filter(Optional::isEmpty).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new PlannedRelease(
                release.get(),
                notBefore.flatMap(Function.identity()),
                Boolean.TRUE.equals(entry.allowDowngrade()),
                attempts));
    }

    private List<MaintenanceWindow> windows(@Nullable List<Window> windows) {
        var all = orEmpty(windows);
        if (all.size() > MOST_WINDOWS) {
            problems.add(new Problem("windows", "must have at most " + MOST_WINDOWS + " entries"));
        }
        var understood = new ArrayList<MaintenanceWindow>();
        for (var i = 0; i < all.size(); i++) {
            window("windows[" + i + "]", orEmpty(all.get(i))).ifPresent(understood::add);
        }
        return understood;
    }

    private Optional<MaintenanceWindow> window(String field, Window window) {
        var before = problems.size();
        var days = days(field + ".days", window.days());
        var opens = required(field + ".opens", window.opens(), text -> timeOfDay(text, false));
        var closes = required(field + ".closes", window.closes(), text -> timeOfDay(text, true));
        if (opens.isPresent() && opens.equals(closes)) {
            problems.add(new Problem(field + ".closes", "must differ from opens"));
        }
        return problems.size() > before || opens.isEmpty() || closes.isEmpty()
                ? Optional.empty()
                : Optional.of(MaintenanceWindow.on(days, opens.get(), closes.get()));
    }

    private static String timeOfDay(String text, boolean orMidnight) {
        if (MaintenanceWindow.isTimeOfDay(text) || (orMidnight && text.equals("24:00"))) {
            return text;
        }
        throw new IllegalArgumentException(
                "must be a time of day as HH:mm, 00:00 to " + (orMidnight ? "24:00" : "23:59"));
    }

    private Set<DayOfWeek> days(String field, @Nullable List<String> names) {
        if (names == null) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (var name : names) {
            parsed(field, String.valueOf(name), SpecReader::day)
                    .filter(day -> !days.add(day))
                    .ifPresent(day -> problems.add(new Problem(field, "must not repeat '" + name + "'")));
        }
        if (names.isEmpty()) {
            problems.add(new Problem(field, "must have 1 to 7 days, or be left out for every day"));
        }
        return days;
    }

    private static DayOfWeek day(String name) {
        for (var day : DayOfWeek.values()) {
            if (name.equals(published(day))) {
                return day;
            }
        }
        throw new IllegalArgumentException("must be Monday to Sunday");
    }

    private static String published(DayOfWeek day) {
        return day.name().charAt(0) + day.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private List<TokenDigest> tokens(@Nullable ClientAuth auth) {
        var tokens = new ArrayList<TokenDigest>();
        var all = auth == null ? List.<String>of() : orEmpty(auth.tokenSha256());
        for (var i = 0; i < all.size(); i++) {
            // Half a digest may help to guess the other half, so the text is not shown.
            try {
                tokens.add(TokenDigest.parse(String.valueOf(all.get(i))));
            } catch (IllegalArgumentException e) {
                problems.add(new Problem("clientAuth.tokenSha256[" + i + "]", TokenDigest.RULE));
            }
        }
        if (all.size() > MOST_TOKENS) {
            problems.add(new Problem("clientAuth.tokenSha256", "must have at most " + MOST_TOKENS + " entries"));
        }
        return tokens;
    }

    /** An entry that is {@code null} lacks everything. */
    private static ReleaseEntry orEmpty(@Nullable ReleaseEntry entry) {
        return entry == null ? new ReleaseEntry(null, null, null, null) : entry;
    }

    private static Window orEmpty(@Nullable Window window) {
        return window == null ? new Window(null, null, null) : window;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
