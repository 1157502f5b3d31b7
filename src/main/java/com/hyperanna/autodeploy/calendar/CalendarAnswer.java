package com.hyperanna.autodeploy.calendar;

import com.hyperanna.autodeploy.fleet.Environment;
import com.hyperanna.autodeploy.http.JsonText;
import com.hyperanna.autodeploy.schedule.EnvironmentName;
import com.hyperanna.autodeploy.schedule.Opening;
import com.hyperanna.autodeploy.schedule.PlannedRelease;
import com.hyperanna.autodeploy.schedule.Rfc3339;
import com.hyperanna.autodeploy.schedule.Schedule;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The openings of an environment and the releases that become due in a span; none while it cannot be understood. */
record CalendarAnswer(Environment environment, Span span, List<Opening> openings, List<PlannedRelease> releases) {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmxxx", Locale.ROOT);

    static CalendarAnswer of(Environment environment, Span span) {
        return new CalendarAnswer(
                environment,
                span,
                environment
                        .schedule()
                        .map(valid -> valid.calendar().openings(span.from(), span.to()))
                        .orElse(List.of()),
                environment.schedule().map(valid -> due(valid, span)).orElse(List.of()));
    }

    private static List<PlannedRelease> due(Schedule schedule, Span span) {
        return schedule.plan().entries().stream()
                .filter(planned -> planned.notBefore().isPresent() && span.contains(planned.dueFrom()))
                .sorted(Comparator.comparing(PlannedRelease::dueFrom)
                        .thenComparing(planned -> planned.release().name()))
                .toList();
    }

    String name() {
        return environment.name().map(EnvironmentName::value).orElse("");
    }

    byte[] json() {
        var json = new JsonText()
                .open('{')
                .member("environment", name())
                .member("timeZone", environment.timeZoneName())
                .member("fromTime", Rfc3339.format(span.from()))
                .member("toTime", Rfc3339.format(span.to()))
                .open("openings", '[');
        for (var opening : openings) {
            json.open('{')
                    .member("opensTime", Rfc3339.format(opening.opens()))
                    .member("closesTime", Rfc3339.format(opening.closes()))
                    .member("opensLocal", local(opening.opens()))
                    .member("closesLocal", local(opening.closes()))
                    .close('}');
        }
        json.close(']').open("releases", '[');
        for (var planned : releases) {
            json.open('{')
                    .member("release", planned.release().name())
                    .member("notBeforeTime", Rfc3339.format(planned.dueFrom()))
                    .close('}');
        }
        return json.close(']').close('}').bytes();
    }

    /** The instant as the clocks of the environment show it. */
    String local(Instant instant) {
        return environment
                .schedule()
                .map(valid -> LOCAL.format(instant.atZone(valid.zone().rules())))
                .orElse("");
    }
}
