package com.hyperanna.autodeploy.report;

import com.hyperanna.autodeploy.schedule.HostName;
import com.hyperanna.autodeploy.schedule.Release;
import com.hyperanna.autodeploy.schedule.Rfc3339;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one host says of its deployment of one release, judged.
 *
 * @param id chosen by the client, the same on every retry
 * @param sent the outcome as the client sent it
 * @param outcome the outcome as it counts: a success with an unhealthy container is a failure
 * @param time the client's clock as it was sent: shown, never compared
 * @param message what the client has to say, at most {@value #LONGEST_MESSAGE} characters
 * @param unhealthy the containers that were not healthy, cut for storing
 * @param unhealthyCount how many were not healthy before the cut
 */
public record DeploymentReport(
        String id,
        HostName host,
        Release release,
        Outcome sent,
        Outcome outcome,
        Optional<String> time,
        Optional<String> message,
        List<Container> unhealthy,
        int unhealthyCount) {

    public static final int LONGEST_MESSAGE = 1024;

    public DeploymentReport {
        unhealthy = List.copyOf(unhealthy);
    }

    /** A report with the containers that the host told of; a {@code Succeeded} stands only if all of them are healthy. */
    public static DeploymentReport judged(
            String id,
            HostName host,
            Release release,
            Outcome sent,
            Optional<String> time,
            Optional<String> message,
            List<Container> containers) {
        var unhealthy =
                containers.stream().filter(container -> !container.healthy()).toList();
        var outcome = sent == Outcome.SUCCEEDED && !unhealthy.isEmpty() ? Outcome.FAILED : sent;
        return new DeploymentReport(
                id,
                host,
                release,
                sent,
                outcome,
                time,
                message.map(text -> Texts.cut(text, LONGEST_MESSAGE)),
                Container.cutForStoring(unhealthy),
                unhealthy.size());
    }

    /** The client's clock as an instant, where it is one. */
    public Optional<Instant> instant() {
        return time.map(Rfc3339::parse);
    }

    /** The report when what the health command printed cannot be understood: no success, and the message says why. */
    public DeploymentReport withUnreadableHealth(String why) {
        if (sent != Outcome.SUCCEEDED) {
            return this;
        }
        var told = message.map(text -> why + " " + text).orElse(why);
        return new DeploymentReport(
                id,
                host,
                release,
                sent,
                Outcome.FAILED,
                time,
                Optional.of(Texts.cut(told, LONGEST_MESSAGE)),
                unhealthy,
                unhealthyCount);
    }
}
