package com.hyperanna.autodeploy.crd.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.hyperanna.autodeploy.testing.ClusterUnderTest;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The definition as the API server and kubectl show it, and the status it must be able to hold. */
class DefinitionTest {

    private static final String TIME = "2020-12-17T07:00:00Z";

    private static ClusterUnderTest cluster;

    @BeforeAll
    static void startCluster() {
        cluster = ClusterUnderTest.running();
    }

    @Test
    void everyFieldIsDescribedInWholeSentences() {
        // When
        var undescribed = new ArrayList<String>();
        collectUndescribed("", root(), undescribed);

        // Then
        assertThat(undescribed).isEmpty();
    }

    @Test
    void everyListAndTextIsBounded() {
        // When
        var unbounded = new ArrayList<String>();
        collectUnbounded("", root(), unbounded);

        // Then
        assertThat(unbounded).isEmpty();
    }

    @Test
    void kubectlExplainsTheSpec() {
        // When
        Awaitility.await()
                .until(() -> cluster.kubectl("explain", "schedules.spec").exitCode() == 0);
        var explained = cluster.kubectl("explain", "schedules.spec").out();

        // Then
        assertThat(explained)
                .contains("clientAuth", "environment", "pollSeconds", "releases", "suspend", "timeZone", "windows")
                .contains("The time zone on whose wall clock");
        assertThat(cluster.kubectl("explain", "dsched.status.hosts.attempt").out())
                .contains("The outcome as stored");
    }

    @Test
    void kubectlShowsTheColumnsOfTheContract() {
        // Given
        var schedule = schedule("columns");
        cluster.admin().resource(schedule).create();
        schedule.setStatus(fullStatus());
        cluster.admin().resource(schedule).updateStatus();

        // When
        var shown = cluster.kubectl("get", "schedules", "columns").out().lines().toList();
        var wide = cluster.kubectl("get", "dsched", "columns", "-o", "wide")
                .out()
                .lines()
                .toList();

        // Then
        assertThat(shown.get(0).split(" +"))
                .containsExactly("NAME", "ENVIRONMENT", "RELEASE", "DEPLOYED", "STATE", "NEXT-CHANGE", "AGE");
        assertThat(shown.get(1))
                .matches("columns +Grapes +" + "r".repeat(128) + " +Mixed +OutsideWindow +" + TIME + " +\\d+s");
        assertThat(wide.get(0).split(" +"))
                .endsWith("AGE", "TIME-ZONE", "READY", "HEALTHY", "REPORTING")
                .hasSize(11);
        assertThat(wide.get(1)).matches(".* Australia/Sydney +True +Unknown +False");
    }

    @Test
    void theLargestLegalStatusFits() {
        // Given
        var schedule = schedule("largest-status");
        cluster.admin().resource(schedule).create();

        // When
        schedule.setStatus(fullStatus());
        var stored = cluster.admin().resource(schedule).updateStatus();

        // Then
        assertThat(stored.getStatus()).isEqualTo(fullStatus());
    }

    private static DeploymentSchedule schedule(String name) {
        var schedule = new DeploymentSchedule();
        schedule.getMetadata().setName(name);
        schedule.getMetadata().setNamespace(ClusterUnderTest.NAMESPACE);
        schedule.setSpec(new DeploymentScheduleSpec("Grapes", "Australia/Sydney", null, null, false, 3600, 300, null));
        return schedule;
    }

    private static DeploymentScheduleStatus fullStatus() {
        var release = "r".repeat(128);
        var containers = Collections.nCopies(
                3, new UnhealthyContainer("s".repeat(253), Map.of("k".repeat(63), "💥".repeat(256) + "…")));
        var attempt = new Attempt(release, "Contradicted", TIME, TIME, "i".repeat(64), "Succeeded");
        var failed = IntStream.range(0, 8)
                .mapToObj(i -> new FailedRelease("r" + i, 1_000_000))
                .toList();
        var hosts = IntStream.range(0, 64)
                .mapToObj(i -> new Host(
                        "h".repeat(251) + (10 + i), release, TIME, attempt, failed, i < 3 ? containers : null, 64))
                .toList();
        var reports = IntStream.range(0, 10)
                .mapToObj(i -> new Report(
                        "i".repeat(63) + i,
                        4_000_000_000L + i,
                        "h".repeat(253),
                        release,
                        "Failed",
                        TIME,
                        "9999-12-31T23:59:59.123456789+18:00",
                        "💥".repeat(1024),
                        containers,
                        64,
                        "Succeeded"))
                .toList();
        var timeouts = IntStream.range(0, 64)
                .mapToObj(i -> new AnnouncedTimeout("h".repeat(253), TIME))
                .toList();
        return new DeploymentScheduleStatus(
                5_000_000_000L,
                release,
                new Upcoming(release, "+10000-01-01T17:59:00Z"),
                "Mixed",
                TIME,
                new NextWindow(TIME, TIME),
                TIME,
                List.of(
                        condition("Ready", "True", "Scheduled"),
                        condition("UpToDate", "False", "OutsideWindow"),
                        condition("Healthy", "Unknown", "NoReport"),
                        condition("Reporting", "False", "Overdue")),
                4_000_000_000L,
                timeouts,
                TIME,
                TIME,
                hosts,
                reports);
    }

    private static Condition condition(String type, String status, String reason) {
        return new Condition(type, status, 1L, TIME, reason, "m".repeat(32_768));
    }

    private static JSONSchemaProps root() {
        return cluster.admin()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("deploymentschedules.autodeploy.hyperanna.com")
                .get()
                .getSpec()
                .getVersions()
                .get(0)
                .getSchema()
                .getOpenAPIV3Schema();
    }

    private static void collectUndescribed(String path, JSONSchemaProps schema, List<String> undescribed) {
        if (schema.getItems() != null) {
            collectUndescribed(path + "[]", schema.getItems().getSchema(), undescribed);
        }
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((name, property) -> {
                var description = property.getDescription();
                if (!List.of("apiVersion", "kind", "metadata").contains(name)
                        && (description == null || !description.matches("(?s)[A-Z].+\\."))) {
                    undescribed.add(path + "." + name);
                }
                collectUndescribed(path + "." + name, property, undescribed);
            });
        }
    }

    private static void collectUnbounded(String path, JSONSchemaProps schema, List<String> unbounded) {
        if (("string".equals(schema.getType()) && schema.getMaxLength() == null && schema.getEnum() == null)
                || ("array".equals(schema.getType())
                        && (schema.getMaxItems() == null || schema.getXKubernetesListType() == null))) {
            unbounded.add(path);
        }
        if (schema.getItems() != null) {
            collectUnbounded(path + "[]", schema.getItems().getSchema(), unbounded);
        }
        if (schema.getAdditionalProperties() != null) {
            collectUnbounded(path + "{}", schema.getAdditionalProperties().getSchema(), unbounded);
        }
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((name, property) -> {
                if (!(path.isEmpty() && List.of("apiVersion", "kind").contains(name))) {
                    collectUnbounded(path + "." + name, property, unbounded);
                }
            });
        }
    }
}
