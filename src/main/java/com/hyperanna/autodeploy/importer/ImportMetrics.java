package com.hyperanna.autodeploy.importer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The import in numbers; only the first few problems of a broken file have tags, and only while it is broken. */
final class ImportMetrics {

    private static final String PREFIX = "auto_deploy.schedule_file.";
    private static final int MOST_PROBLEMS_WITH_TAGS = 10;

    private final MultiGauge problem;
    private final AtomicInteger problems;
    private final AtomicInteger entriesWithoutObject;
    private final AtomicInteger objectsWithNotice;

    ImportMetrics(MeterRegistry meters) {
        problem = MultiGauge.builder(PREFIX + "problem")
                .description("The first problems that the text of the schedule file has now: line, field and value.")
                .register(meters);
        problems = gauge(meters, "problems", "How many problems the text of the schedule file has now.");
        entriesWithoutObject = gauge(
                meters, "entries_without_object", "Entries for environments that no DeploymentSchedule declares.");
        objectsWithNotice = gauge(
                meters,
                "objects_with_notice",
                "DeploymentSchedules that refuse the file's entries, or keep entries that left the file.");
    }

    void problems(List<FileProblem> now) {
        problems.set(now.size());
        problem.register(
                now.stream()
                        .distinct()
                        .limit(MOST_PROBLEMS_WITH_TAGS)
                        .map(ImportMetrics::row)
                        .toList(),
                true);
    }

    void objects(int withoutObject, int withNotice) {
        entriesWithoutObject.set(withoutObject);
        objectsWithNotice.set(withNotice);
    }

    private static MultiGauge.Row<?> row(FileProblem problem) {
        return MultiGauge.Row.of(
                Tags.of(
                        "line", String.valueOf(problem.line()),
                        "field", problem.field(),
                        "value", problem.value()),
                1);
    }

    private static AtomicInteger gauge(MeterRegistry meters, String name, String description) {
        var number = new AtomicInteger();
        Gauge.builder(PREFIX + name, number, AtomicInteger::get)
                .description(description)
                .register(meters);
        return number;
    }
}
