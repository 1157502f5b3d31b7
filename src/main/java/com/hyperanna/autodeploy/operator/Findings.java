package com.hyperanna.autodeploy.operator;

import com.hyperanna.autodeploy.fleet.Problem;
import com.hyperanna.autodeploy.operator.Conditions.Finding;
import com.hyperanna.autodeploy.operator.Observation.HostDecision;
import com.hyperanna.autodeploy.report.HostRecord;
import com.hyperanna.autodeploy.report.LoggedReport;
import com.hyperanna.autodeploy.schedule.Attempt;
import com.hyperanna.autodeploy.schedule.Reason;
import com.hyperanna.autodeploy.schedule.Rfc3339;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the conditions of an environment say, by the contract's rules. */
final class Findings {

    private static final List<Reason> WORST_FIRST = List.of(
            Reason.HELD_AFTER_FAILURE,
            Reason.IN_PROGRESS,
            Reason.DUE,
            Reason.OUTSIDE_WINDOW,
            Reason.DOWNGRADE_REFUSED,
            Reason.SUSPENDED,
            Reason.NOT_BEFORE);

    private final Observation seen;
    private final Finding ready;

    private Findings(Observation seen, Finding ready) {
        this.seen = seen;
        this.ready = ready;
    }

    /**
     * @param servedFrom the other object that the environment is served from, if it is not this one
     * @param dueSince since when some host's decision is {@code Due}
     */
    static List<Finding> of(Observation seen, Optional<String> servedFrom, Optional<Instant> dueSince) {
        var findings = new Findings(seen, ready(seen, servedFrom));
        return List.of(findings.ready, findings.upToDate(), findings.healthy(), findings.reporting(dueSince));
    }

    private static Finding ready(Observation seen, Optional<String> servedFrom) {
        var problems = seen.environment().problems();
        if (!problems.isEmpty()) {
            return new Finding(Conditions.READY, Conditions.FALSE, "InvalidSpec", Problem.describe(problems) + ".");
        }
        return servedFrom
                .map(other -> new Finding(
                        Conditions.READY,
                        Conditions.FALSE,
                        "DuplicateEnvironment",
                        "The environment is served from the older object " + other
                                + "; this one takes over when that one goes."))
                .orElseGet(() -> new Finding(
                        Conditions.READY, Conditions.TRUE, "Scheduled", "The schedule is understood and in force."));
    }

    private boolean isReady() {
        return ready.status().equals(Conditions.TRUE);
    }

    private Finding upToDate() {
        if (!isReady()) {
            return new Finding(Conditions.UP_TO_DATE, Conditions.UNKNOWN, ready.reason(), ready.message());
        }
        for (var reason : WORST_FIRST) {
            var hosts = seen.hosts().stream().filter(host -> host.has(reason)).toList();
            if (!hosts.isEmpty()) {
                return new Finding(Conditions.UP_TO_DATE, Conditions.FALSE, reason.published(), explain(hosts));
            }
        }
        var upToDate = seen.hosts().stream().allMatch(host -> host.has(Reason.UP_TO_DATE));
        return upToDate
                ? new Finding(
                        Conditions.UP_TO_DATE, Conditions.TRUE, Reason.UP_TO_DATE.published(), explain(seen.hosts()))
                : new Finding(
                        Conditions.UP_TO_DATE,
                        Conditions.UNKNOWN,
                        Reason.NOTHING_SCHEDULED.published(),
                        "No release is scheduled.");
    }

    /** The same words for all hosts to which they apply. */
    private String explain(List<HostDecision> hosts) {
        return hosts.stream()
                .collect(Collectors.groupingBy(
                        host -> seen.environment().explain(host.decision(), host.state(), seen.now()),
                        LinkedHashMap::new,
                        Collectors.mapping(HostDecision::name, Collectors.joining(", "))))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + ": " + entry.getKey())
                .collect(Collectors.joining(" "));
    }

    private Finding healthy() {
        var unhealthy = seen.ledger().hosts().stream()
                .filter(host -> lastOutcome(host) == LastOutcome.FAILED)
                .filter(host -> host.unhealthyCount() > 0)
                .toList();
        if (!unhealthy.isEmpty()) {
            return new Finding(
                    Conditions.HEALTHY, Conditions.FALSE, "UnhealthyContainers", unhealthyContainers(unhealthy));
        }
        var failed = withLastOutcome(LastOutcome.FAILED);
        if (!failed.isEmpty()) {
            return new Finding(
                    Conditions.HEALTHY,
                    Conditions.FALSE,
                    "DeploymentFailed",
                    "The last deployment failed on " + failed + ".");
        }
        var healthy = withLastOutcome(LastOutcome.SUCCEEDED);
        return healthy.isEmpty()
                ? new Finding(Conditions.HEALTHY, Conditions.UNKNOWN, "NoReport", "No deployment has finished yet.")
                : new Finding(
                        Conditions.HEALTHY,
                        Conditions.TRUE,
                        "AllContainersHealthy",
                        "The last deployment succeeded on " + healthy + ".");
    }

    private static String unhealthyContainers(List<HostRecord> hosts) {
        return hosts.stream()
                .map(host -> host.host() + ": " + host.unhealthyCount() + " unhealthy: "
                        + host.unhealthy().stream()
                                .map(container -> container.subjectName())
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
    }

    private String withLastOutcome(LastOutcome outcome) {
        return seen.ledger().hosts().stream()
                .filter(host -> lastOutcome(host) == outcome)
                .map(host -> host.host().value())
                .collect(Collectors.joining(", "));
    }

    private enum LastOutcome {
        SUCCEEDED,
        FAILED,
        NONE
    }

    /** How the last attempt of the host that ended did end; one that runs or was cancelled says nothing of it. */
    private LastOutcome lastOutcome(HostRecord host) {
        return host.state().attempt().map(attempt -> lastOutcome(host, attempt)).orElse(LastOutcome.NONE);
    }

    private LastOutcome lastOutcome(HostRecord host, Attempt attempt) {
        return switch (attempt.outcome()) {
            case SUCCEEDED -> LastOutcome.SUCCEEDED;
            case FAILED, CONTRADICTED -> LastOutcome.FAILED;
            case STARTED -> hasTimedOut(attempt) ? LastOutcome.FAILED : lastLogged(host);
            case CANCELLED -> lastLogged(host);
        };
    }

    private boolean hasTimedOut(Attempt attempt) {
        return seen.environment()
                .schedule()
                .filter(valid -> attempt.hasTimedOut(seen.now(), valid.deploymentTimeout()))
                .isPresent();
    }

    private LastOutcome lastLogged(HostRecord host) {
        return seen.ledger().log().stream()
                .map(LoggedReport::report)
                .filter(report -> report.host().equals(host.host()))
                .map(report -> switch (report.outcome()) {
                    case SUCCEEDED -> LastOutcome.SUCCEEDED;
                    case FAILED -> LastOutcome.FAILED;
                    case STARTED, CANCELLED -> LastOutcome.NONE;
                })
                .filter(outcome -> outcome != LastOutcome.NONE)
                .reduce((earlier, later) -> later)
                .orElse(host.unhealthyCount() > 0 ? LastOutcome.FAILED : LastOutcome.NONE);
    }

    private Finding reporting(Optional<Instant> dueSince) {
        var overdue = dueSince.filter(due -> !seen.now().isBefore(seen.overdueFrom(due)))
                .map(seen::silentSince)
                .orElse(List.of());
        if (!overdue.isEmpty()) {
            var names = overdue.stream().map(HostDecision::name).collect(Collectors.joining(", "));
            return new Finding(
                    Conditions.REPORTING,
                    Conditions.FALSE,
                    "Overdue",
                    names + " did not ask since "
                            + dueSince.map(Rfc3339::format).orElse("") + ", though due.");
        }
        var contact = seen.ledger().lastContactTime();
        if (contact.isEmpty()) {
            return new Finding(Conditions.REPORTING, Conditions.UNKNOWN, "NeverSeen", "No host has ever asked.");
        }
        var hours = Observation.LONGEST_SILENCE.toHours();
        return contact.get().plus(Observation.LONGEST_SILENCE).isBefore(seen.now())
                ? new Finding(
                        Conditions.REPORTING, Conditions.FALSE, "Silent", "No host has asked for " + hours + " hours.")
                : new Finding(
                        Conditions.REPORTING,
                        Conditions.TRUE,
                        "InContact",
                        "A host has asked within the last " + hours + " hours.");
    }
}
