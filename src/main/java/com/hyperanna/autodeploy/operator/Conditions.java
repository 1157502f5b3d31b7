package com.hyperanna.autodeploy.operator;

import com.hyperanna.autodeploy.crd.v1alpha1.Condition;
import com.hyperanna.autodeploy.report.Texts;
import com.hyperanna.autodeploy.schedule.Rfc3339;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The conditions of one object; {@code lastTransitionTime} moves only when the status of a condition does. */
final class Conditions {

    static final String READY = "Ready";
    static final String UP_TO_DATE = "UpToDate";
    static final String HEALTHY = "Healthy";
    static final String REPORTING = "Reporting";

    static final String TRUE = "True";
    static final String FALSE = "False";
    static final String UNKNOWN = "Unknown";

    private static final int LONGEST_MESSAGE = 4096;

    private Conditions() {}

    /** One aspect of an environment as it is now. */
    record Finding(String type, String status, String reason, String message) {}

    static List<Condition> of(List<Finding> findings, List<Condition> before, long generation, Instant now) {
        return findings.stream()
                .map(finding -> new Condition(
                        finding.type(),
                        finding.status(),
                        generation,
                        transitionTime(finding, before, now),
                        finding.reason(),
                        Texts.cut(finding.message(), LONGEST_MESSAGE)))
                .toList();
    }

    private static String transitionTime(Finding finding, List<Condition> before, Instant now) {
        return before.stream()
                .filter(condition -> finding.type().equals(condition.type()))
                .filter(condition -> finding.status().equals(condition.status()))
                .map(Condition::lastTransitionTime)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> Rfc3339.format(now));
    }
}
