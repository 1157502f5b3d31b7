package com.hyperanna.autodeploy.calendar;

import com.hyperanna.autodeploy.http.FieldProblem;
import com.hyperanna.autodeploy.http.Query;
import com.hyperanna.autodeploy.schedule.MaintenanceCalendar;
import com.hyperanna.autodeploy.schedule.Rfc3339;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/** The time asked about, {@code [from, to)}, or what is wrong with the question. */
record Span(Instant from, Instant to, List<FieldProblem> problems) {

    private static final int DEFAULT_DAYS = 14;
    private static final int MOST_DAYS = 400;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");

    static Span read(Query query, Instant now) {
        var length = Duration.ofDays(query.value("days", Span::days).orElse(DEFAULT_DAYS));
        var from = query.instant("at", at -> within(at, length)).orElse(now).truncatedTo(ChronoUnit.SECONDS);
        return new Span(from, from.plus(length), query.problems());
    }

    private static int days(String text) {
        var days = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException("must be a whole number from 1 to " + MOST_DAYS);
        }
        return days;
    }

    private static Instant within(Instant at, Duration length) {
        if (!Rfc3339.canWrite(at.minus(MaintenanceCalendar.HORIZON))
                || !Rfc3339.canWrite(at.plus(length).plus(MaintenanceCalendar.HORIZON))) {
            throw new IllegalArgumentException("must leave the whole calendar between the years 0000 and 9999");
        }
        return at;
    }

    boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }
}
