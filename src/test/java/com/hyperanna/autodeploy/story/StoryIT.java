package com.hyperanna.autodeploy.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hyperanna.autodeploy.crd.v1alpha1.Host;
import com.hyperanna.autodeploy.crd.v1alpha1.Report;
import com.hyperanna.autodeploy.testing.ClusterUnderTest;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stories that users would tell of the whole product. */
class StoryIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final ClusterUnderTest CLUSTER = ClusterUnderTest.running();

    private static OperatorProcess operator;

    @BeforeAll
    static void startOperator(@TempDir Path directory) {
        operator = new OperatorProcess(directory);
    }

    @AfterAll
    static void stopOperator() throws InterruptedException {
        operator.close();
    }

    @AfterEach
    void withdrawTheFile() {
        operator.writeScheduleFile("[]");
    }

    private static Site alwaysOpen(String environment, String... releases) {
        return Site.named(environment)
                .declared("timeZone: UTC\nreleases:\n"
                        + Arrays.stream(releases)
                                .map(release -> "- release: " + release + "\n")
                                .collect(Collectors.joining()));
    }

    private static void awaitReason(Site site, String query, String reason) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(operator.reason(site.environment(), site.token(), query))
                        .isEqualTo(reason));
    }

    private static String report(String id, String host, String release, String outcome) {
        return """
                {"id":"%s","host":"%s","release":"%s","outcome":"%s"}""".formatted(id, host, release, outcome);
    }

    private static int status(HttpResponse<String> answer) {
        return answer.statusCode();
    }

    @Test
    void anEnvironmentIsOneHoweverItsNameIsTyped() throws Exception {
        // Given
        var site = alwaysOpen("Açaí", "R1");
        awaitReason(site, "", "Due");

        // When
        var composed = operator.ask(Normalizer.normalize(site.environment(), Normalizer.Form.NFC), site.token(), "");
        var decomposed = operator.ask(Normalizer.normalize(site.environment(), Normalizer.Form.NFD), site.token(), "");

        // Then
        assertThat(composed.statusCode()).isEqualTo(200);
        assertThat(decomposed.body()).isEqualTo(composed.body());
    }

    @Test
    void namesCannotBeProbed() throws Exception {
        // Given
        var site = alwaysOpen("Hidden", "R1");
        awaitReason(site, "", "Due");

        // When
        var wrongToken = operator.ask(site.environment(), "wrong", "");
        var unknownName = operator.ask("Nobody", site.token(), "");
        var viewerReports =
                operator.report(site.environment(), OperatorProcess.VIEWER_TOKEN, report("v", "h", "R1", "Started"));

        // Then
        assertThat(List.of(status(wrongToken), status(unknownName), status(viewerReports)))
                .containsOnly(401);
        assertThat(unknownName.body()).isEqualTo(wrongToken.body());
        assertThat(viewerReports.body()).isEqualTo(wrongToken.body());
        assertThat(withoutDate(unknownName)).isEqualTo(withoutDate(wrongToken));
        assertThat(operator.reason(site.environment(), OperatorProcess.VIEWER_TOKEN, ""))
                .isEqualTo("Due");
    }

    private static Map<String, List<String>> withoutDate(HttpResponse<String> answer) {
        var headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        return headers;
    }

    @Test
    void theScheduleFileDecidesWhatIsDueAndLeavesWhatPeopleApplied() throws Exception {
        // Given
        var site = Site.named("Grapes").declared("timeZone: Australia/Sydney\nreleases:\n- release: R0\n");
        awaitReason(site, "", "Due");

        // When
        operator.writeScheduleFile("""
                [{"environment": "%s", "release": "R2", "deploy_time": "2020-01-01:18:00"}]""".formatted(site.environment()));

        // Then
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(operator.ask(site.environment(), site.token(), "").body())
                    .contains("release=R2\n");
            assertThat(site.column(".status.release")).isEqualTo("R2");
        });

        // When
        operator.writeScheduleFile("[{\"environment\": \"%s\", \"release\": \"R 3\"}]".formatted(site.environment()));

        // Then
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(operator.log())
                        .contains("deployment_schedule.json")
                        .contains("release")
                        .contains("R 3"));
        assertThat(operator.ask(site.environment(), site.token(), "").body()).contains("release=R2\n");

        // When
        operator.writeScheduleFile("[]");

        // Then
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(site.column(".spec.releases[*].release")).isEqualTo("R0"));
    }

    @Test
    void entriesThatAClientSideApplyRemovedComeBack() {
        // Given
        var site = Site.named("Wiped").declared("timeZone: UTC\n");
        operator.writeScheduleFile("[{\"environment\": \"%s\", \"release\": \"R2\"}]".formatted(site.environment()));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(site.column(".spec.releases[*].release")).isEqualTo("R2"));
        var edited = site.column(".metadata.generation");

        // When
        var applied = CLUSTER.kubectlWithInput("""
                apiVersion: autodeploy.hyperanna.com/v1alpha1
                kind: DeploymentSchedule
                metadata: {name: %s}
                spec: {environment: %s, timeZone: UTC, releases: []}
                """.formatted(site.object(), site.environment()), "apply", "-f", "-");

        // Then
        assertThat(applied.out()).contains("configured");
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(site.column(".metadata.generation")).isNotEqualTo(edited);
            assertThat(site.column(".spec.releases[*].release")).isEqualTo("R2");
        });
    }

    @Test
    void aDeploymentIsToldFromItsStartToItsEnd() throws Exception {
        // Given
        var site = alwaysOpen("Story", "R1");
        awaitReason(site, "?host=anna02&current=R0", "Due");

        // When
        var started = operator.report(site.environment(), site.token(), report("s1", "anna02", "R1", "Started"));

        // Then
        assertThat(started.statusCode()).isEqualTo(201);
        awaitReason(site, "?host=anna02", "InProgress");

        // When
        var failed = operator.report(site.environment(), site.token(), """
                {"id":"f1","host":"anna02","release":"R1","outcome":"Failed",
                 "containers":[{"subjectName":"api","checks":{"healthy":"false","msg":"Connection refused"}}]}""");

        // Then
        assertThat(failed.statusCode()).isEqualTo(201);
        awaitReason(site, "?host=anna02", "HeldAfterFailure");
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(site.conditionReason("UpToDate")).isEqualTo("HeldAfterFailure");
            assertThat(site.conditionReason("Healthy")).isEqualTo("UnhealthyContainers");
            assertThat(site.column(".status.hosts[0].unhealthyContainers[0].subjectName"))
                    .isEqualTo("api");
            assertThat(events(site)).contains("DeploymentStarted", "DeploymentFailed", "ReleaseDue");
        });

        // When
        site.declared("timeZone: UTC\nreleases:\n- release: R1\n  maxAttempts: 2\n");

        // Then
        awaitReason(site, "?host=anna02", "Due");

        // When
        operator.report(site.environment(), site.token(), report("s2", "anna02", "R1", "Started"));
        operator.report(site.environment(), site.token(), report("o2", "anna02", "R1", "Succeeded"));
        var again = operator.report(site.environment(), site.token(), report("o2", "anna02", "R1", "Succeeded"));

        // Then
        assertThat(again.statusCode()).isEqualTo(200);
        awaitReason(site, "?host=anna02", "UpToDate");
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(site.column(".status.deployedRelease")).isEqualTo("R1");
            assertThat(site.conditionReason("Healthy")).isEqualTo("AllContainersHealthy");
        });
        assertThat(site.column(".status.reports[*].id")).isEqualTo("s1 f1 s2 o2");
    }

    private static String events(Site site) {
        return CLUSTER.kubectl(
                        "get",
                        "events",
                        "--field-selector",
                        "involvedObject.name=" + site.object(),
                        "-o",
                        "jsonpath={.items[*].reason}")
                .out();
    }

    @Test
    void aPollIsWrittenDownSoonAndRepeatingItWritesNothing() {
        // Given
        var site = alwaysOpen("Contact", "R1");

        // When
        awaitReason(site, "?host=h1&current=R1", "UpToDate");

        // Then
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(site.column(".status.hosts[0].release")).isEqualTo("R1"));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(site.conditionReason("UpToDate")).isEqualTo("UpToDate"));
        var version = site.column(".metadata.resourceVersion");
        await().during(Duration.ofSeconds(7)).atMost(Duration.ofSeconds(10)).until(() -> {
            operator.ask(site.environment(), site.token(), "?host=h1&current=R1");
            return site.column(".metadata.resourceVersion").equals(version);
        });
    }

    @Test
    void aSiteThatDoesNotAskBecomesOverdueWhenNothingButTimePasses() throws Exception {
        // Given
        var site = Site.named("Silent").declared("timeZone: UTC\npollSeconds: 10\nreleases: [{release: R1}]\n");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(site.conditionReason("UpToDate")).isEqualTo("Due"));

        // When
        await().atMost(Duration.ofSeconds(45))
                .untilAsserted(
                        () -> assertThat(site.conditionReason("Reporting")).isEqualTo("Overdue"));

        // Then
        assertThat(events(site)).containsOnlyOnce("HostOverdue");

        // When
        operator.ask(site.environment(), site.token(), "?host=h1&current=R0");

        // Then
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(site.conditionReason("Reporting")).isEqualTo("InContact"));
    }

    @Test
    void nothingIsLostWhenTwentyHostsReportAtOnce() {
        // Given
        var site = alwaysOpen("Crowd", "R1");
        awaitReason(site, "", "Due");

        // When
        var answers = IntStream.range(0, 200)
                .mapToObj(i -> operator.reportAsync(
                        site.environment(), site.token(), report("r" + i, "h" + i % 20, "R1", "Failed")))
                .map(CompletableFuture::join)
                .map(StoryIT::status)
                .toList();

        // Then
        assertThat(answers).containsOnly(201);
        var hosts = Objects.requireNonNull(site.live().getStatus().hosts());
        assertThat(hosts).extracting(Host::host).hasSize(20);
        assertThat(hosts)
                .allSatisfy(host -> assertThat(
                                Objects.requireNonNull(host.failed()).get(0).failures())
                        .isEqualTo(10));
        assertThat(lastNumber(site)).isEqualTo(200);
    }

    private static long lastNumber(Site site) {
        var reports = Objects.requireNonNull(site.live().getStatus().reports());
        return reports.stream()
                .map(Report::number)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    @Test
    void twoReplicasLoseNothingOfOneEnvironment(@TempDir Path directory) throws Exception {
        // Given
        var site = alwaysOpen("Two replicas", "R1");
        awaitReason(site, "", "Due");
        try (var second = new OperatorProcess(directory)) {
            // When
            var answers = IntStream.range(0, 60)
                    .mapToObj(i -> (i % 2 == 0 ? operator : second)
                            .reportAsync(
                                    site.environment(), site.token(), report("r" + i, "h" + i % 6, "R1", "Failed")))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .map(StoryIT::status)
                    .toList();

            // Then
            assertThat(answers).containsOnly(201);
            assertThat(lastNumber(site)).isEqualTo(60);
            assertThat(Objects.requireNonNull(site.live().getStatus().hosts()))
                    .allSatisfy(host -> assertThat(
                                    Objects.requireNonNull(host.failed()).get(0).failures())
                            .isEqualTo(10));
        }
    }

    @Test
    void nothingAcknowledgedIsMissingAfterACrash() throws Exception {
        // Given
        var site = alwaysOpen("Crash", "R1");
        awaitReason(site, "", "Due");
        var acknowledged = ConcurrentHashMap.<String>newKeySet();
        var hosts = Executors.newFixedThreadPool(8);
        for (var h = 0; h < 8; h++) {
            var host = "h" + h;
            hosts.execute(() -> reportUntilRefused(site, host, acknowledged));
        }
        await().atMost(SOON).until(() -> acknowledged.size() > 40);

        // When
        operator.kill();
        hosts.shutdown();
        assertThat(hosts.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        operator.restart();

        // Then
        var counted = Objects.requireNonNull(site.live().getStatus().hosts()).stream()
                .collect(Collectors.toMap(
                        Host::host,
                        host -> Objects.requireNonNull(host.failed()).get(0).failures()));
        for (var host : counted.keySet()) {
            var told = acknowledged.stream()
                    .filter(id -> id.startsWith(host + "-"))
                    .count();
            assertThat((long) Objects.requireNonNull(counted.get(host)))
                    .as("reports of %s, one may have been stored unacknowledged", host)
                    .isBetween(told, told + 1);
        }
        assertThat(lastNumber(site)).isGreaterThanOrEqualTo(acknowledged.size());
    }

    private static void reportUntilRefused(Site site, String host, Set<String> acknowledged) {
        for (var i = 0; i < 1000; i++) {
            var id = host + "-" + i;
            try {
                var answer = operator.report(site.environment(), site.token(), report(id, host, "R1", "Failed"));
                if (answer.statusCode() == 201) {
                    acknowledged.add(id);
                }
            } catch (IOException | InterruptedException e) {
                return;
            }
        }
    }

    @Test
    void anOutageOfTheApiServerIsSurvived() throws Exception {
        // Given
        var site = alwaysOpen("Outage", "R1");
        awaitReason(site, "", "Due");

        // When
        CLUSTER.stopApiServer();
        try {
            var report = operator.report(site.environment(), site.token(), report("r1", "h1", "R1", "Started"));

            // Then
            assertThat(report.statusCode()).isEqualTo(503);
            assertThat(report.headers().firstValue("Retry-After")).isPresent();
            assertThat(operator.reason(site.environment(), site.token(), "")).isEqualTo("Due");
        } finally {
            CLUSTER.startApiServer();
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                operator.report(site.environment(), site.token(), report("r1", "h1", "R1", "Started"))
                                        .statusCode())
                        .isIn(200, 201));
        var later = alwaysOpen("After the outage", "R1");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(operator.reason(later.environment(), later.token(), ""))
                        .isEqualTo("Due"));
    }

    @Test
    void oneObjectThatJavaCannotUnderstandDisturbsNoOther() {
        // Given: newer than the time zone data of most Java versions, and known to the API server
        var odd = Site.named("Odd").declared("timeZone: America/Coyhaique\nreleases: [{release: R1}]\n");

        // When
        var next = alwaysOpen("Next to odd", "R1");

        // Then
        awaitReason(next, "", "Due");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(odd.conditionReason("Ready")).isIn("InvalidSpec", "Scheduled"));
        var known = java.time.ZoneId.getAvailableZoneIds().contains("America/Coyhaique");
        awaitReason(odd, "", known ? "Due" : "InvalidSchedule");
        assertThat(odd.column(".status.conditions[0].message")).contains(known ? "" : "timeZone");
    }

    @Test
    void theYoungerOfTwoObjectsTakesOverWhenTheOlderGoes() {
        // Given
        var older = alwaysOpen("Twice", "R1");
        awaitReason(older, "", "Due");
        var younger = new Site(older.object() + "-z", older.environment(), "token-of-the-younger");
        younger.declared("timeZone: UTC\nreleases: [{release: R2}]\n");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(younger.conditionReason("Ready")).isEqualTo("DuplicateEnvironment"));
        assertThat(events(younger)).contains("DuplicateEnvironment");

        // When
        assertThat(CLUSTER.kubectl("delete", "schedule", older.object()).exitCode())
                .isZero();

        // Then
        awaitReason(younger, "", "Due");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(younger.conditionReason("Ready")).isEqualTo("Scheduled"));
    }

    @Test
    void anIdleClusterSeesNoWrites() {
        // Given
        var site = alwaysOpen("Idle", "R1");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(site.conditionReason("UpToDate")).isEqualTo("Due"));
        await().pollDelay(Duration.ofSeconds(6)).until(() -> true);

        // When
        var before = versions();

        // Then
        await().during(Duration.ofSeconds(60))
                .atMost(Duration.ofSeconds(70))
                .pollInterval(Duration.ofSeconds(5))
                .until(() -> versions().equals(before));
    }

    private static String versions() {
        return CLUSTER.kubectl("get", "schedules,events", "-A", "-o", "jsonpath={.items[*].metadata.resourceVersion}")
                .out();
    }

    @Test
    void anEditIsAnsweredAtOnce() throws Exception {
        // Given
        var site = alwaysOpen("Propagation", "R0");
        awaitReason(site, "", "Due");
        var schedules = CLUSTER.admin()
                .resources(com.hyperanna.autodeploy.crd.v1alpha1.DeploymentSchedule.class)
                .inNamespace(ClusterUnderTest.NAMESPACE)
                .withName(site.object());
        var took = new ArrayList<Long>();

        // When
        for (var i = 1; i <= 200; i++) {
            var release = "R" + i;
            schedules.patch(
                    PatchContext.of(PatchType.JSON_MERGE),
                    "{\"spec\":{\"releases\":[{\"release\":\"" + release + "\"}]}}");
            var written = System.nanoTime();
            while (!operator.ask(site.environment(), site.token(), "").body().contains("release=" + release + "\n")) {
                assertThat(System.nanoTime() - written).isLessThan(TimeUnit.SECONDS.toNanos(10));
            }
            took.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - written));
        }

        // Then
        took.sort(null);
        System.out.printf(
                "from a written edit to a changed answer, 200 edits: median %d ms, p99 %d ms%n",
                took.get(100), took.get(198));
        assertThat(new HashSet<>(took)).isNotEmpty();
    }
}
