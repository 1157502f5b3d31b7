package com.hyperanna.autodeploy.operator;

import com.hyperanna.autodeploy.crd.v1alpha1.Condition;
import com.hyperanna.autodeploy.crd.v1alpha1.DeploymentScheduleStatus;
import com.hyperanna.autodeploy.fleet.EventRecorder;
import com.hyperanna.autodeploy.report.LoggedReport;
import com.hyperanna.autodeploy.schedule.Rfc3339;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that people should find among the Events of an object.
 *
 * @param key tells it from all others of the object, so that it is written once, whoever notices it
 */
record Happening(String type, String reason, String message, String key) {

    private static final Pattern CONTROL_CHARACTERS = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]");

    /** What happened longer ago was written by whoever watched then, or is no news any more. */
    private static final Duration NEWS = Duration.ofMinutes(30);

    /**
     * What has happened between two states of an object.
     *
     * @param before the status before, {@code null} if there was none
     * @param after the status to be written
     */
    static List<Happening> between(
            @Nullable DeploymentScheduleStatus before, DeploymentScheduleStatus after, Observation seen) {
        var happened = new ArrayList<Happening>();
        notReady(before, after).ifPresent(happened::add);
        becameDue(before, after).ifPresent(happened::add);
        happened.addAll(reports(seen));
        happened.addAll(timeouts(seen));
        overdue(before, after).ifPresent(happened::add);
        return happened;
    }

    private static Optional<Happening> notReady(
            @Nullable DeploymentScheduleStatus before, DeploymentScheduleStatus after) {
        return condition(after, Conditions.READY)
                .filter(ready -> Conditions.FALSE.equals(ready.status()))
                .filter(ready -> condition(before, Conditions.READY)
                        .filter(old -> Objects.equals(old.message(), ready.message()))
                        .isEmpty())
                .map(ready -> new Happening(
                        EventRecorder.WARNING,
                        text(ready.reason()),
                        text(ready.message()) + takeOver(ready),
                        "ready/" + after.observedGeneration() + "/" + ready.message()));
    }

    private static String takeOver(Condition ready) {
        return "DuplicateEnvironment".equals(ready.reason())
                ? " What hosts reported to that object does not come along."
                : "";
    }

    private static Optional<Happening> becameDue(
            @Nullable DeploymentScheduleStatus before, DeploymentScheduleStatus after) {
        var known =
                before != null && before.dueSinceTime() != null && Objects.equals(before.release(), after.release());
        return after.dueSinceTime() == null || known
                ? Optional.empty()
                : Optional.of(new Happening(
                        EventRecorder.NORMAL,
                        "ReleaseDue",
                        text(after.release()) + " is due since " + after.dueSinceTime() + ".",
                        "due/" + after.release() + "/" + after.dueSinceTime()));
    }

    private static List<Happening> reports(Observation seen) {
        return seen.ledger().log().stream()
                .filter(logged -> isNews(logged.receivedTime(), seen.now()))
                .map(Happening::of)
                .toList();
    }

    private static Happening of(LoggedReport logged) {
        var report = logged.report();
        var what = report.release() + " on " + report.host();
        var told = report.message()
                .map(message -> ": " + CONTROL_CHARACTERS.matcher(message).replaceAll(" "))
                .orElse("");
        var key = "report/" + logged.number() + "/" + report.id();
        return switch (report.outcome()) {
            case STARTED -> new Happening(EventRecorder.NORMAL, "DeploymentStarted", "Deploying " + what + told, key);
            case SUCCEEDED ->
                new Happening(EventRecorder.NORMAL, "DeploymentSucceeded", "Deployed " + what + told, key);
            case FAILED ->
                new Happening(
                        EventRecorder.WARNING,
                        "DeploymentFailed",
                        "Failed to deploy " + what + told + unhealthy(logged),
                        key);
            case CANCELLED ->
                new Happening(EventRecorder.NORMAL, "DeploymentCancelled", "Did not start " + what + told, key);
        };
    }

    private static String unhealthy(LoggedReport logged) {
        var count = logged.report().unhealthyCount();
        return count == 0 ? "" : " (" + count + " unhealthy containers)";
    }

    private static List<Happening> timeouts(Observation seen) {
        var happened = new ArrayList<Happening>();
        seen.environment()
                .schedule()
                .ifPresent(valid -> seen.ledger()
                        .hosts()
                        .forEach(host -> host.state()
                                .attempt()
                                .filter(attempt -> attempt.hasTimedOut(seen.now(), valid.deploymentTimeout()))
                                .filter(attempt -> isNews(attempt.timesOutAt(valid.deploymentTimeout()), seen.now()))
                                .map(attempt -> new Happening(
                                        EventRecorder.WARNING,
                                        "DeploymentTimedOut",
                                        attempt.release() + " on " + host.host() + " has not finished after "
                                                + valid.deploymentTimeout().toSeconds() + " seconds",
                                        "timeout/" + host.host() + "/"
                                                + attempt.startedTime()
                                                        .map(Rfc3339::format)
                                                        .orElse("")))
                                .ifPresent(happened::add)));
        return happened;
    }

    private static Optional<Happening> overdue(
            @Nullable DeploymentScheduleStatus before, DeploymentScheduleStatus after) {
        return condition(after, Conditions.REPORTING)
                .filter(reporting -> "Overdue".equals(reporting.reason()))
                .filter(reporting -> condition(before, Conditions.REPORTING)
                        .filter(old -> Objects.equals(old.message(), reporting.message()))
                        .isEmpty())
                .map(reporting -> new Happening(
                        EventRecorder.WARNING,
                        "HostOverdue",
                        text(reporting.message()),
                        "overdue/" + reporting.message()));
    }

    private static Optional<Condition> condition(@Nullable DeploymentScheduleStatus status, String type) {
        return Optional.ofNullable(status)
                .map(DeploymentScheduleStatus::conditions)
                .flatMap(conditions -> conditions.stream()
                        .filter(condition -> type.equals(condition.type()))
                        .findFirst());
    }

    private static boolean isNews(Instant time, Instant now) {
        return time.plus(NEWS).isAfter(now);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
