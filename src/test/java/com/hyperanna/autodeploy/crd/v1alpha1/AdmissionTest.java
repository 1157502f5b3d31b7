package com.hyperanna.autodeploy.crd.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hyperanna.autodeploy.testing.ClusterUnderTest;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What the real API server refuses and accepts, by the table of contract section 1. */
class AdmissionTest {

    private static final Pattern REPEATED = Pattern.compile("<(.+?)x(\\d+)>");

    private static ClusterUnderTest cluster;

    @BeforeAll
    static void startCluster() {
        cluster = ClusterUnderTest.running();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "/crd/accepted.csv", delimiter = '|', quoteCharacter = '`', numLinesToSkip = 1)
    void isAccepted(String why, String change) {
        assertThat(dryRun(change)).isNotNull();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "/crd/refused.csv", delimiter = '|', quoteCharacter = '`', numLinesToSkip = 1)
    void isRefusedAndTheFieldIsNamed(String why, String change, String field) {
        assertThatThrownBy(() -> dryRun(change)).isInstanceOfSatisfying(KubernetesClientException.class, e -> {
            assertThat(e.getCode()).isEqualTo(422);
            assertThat(e.getMessage()).contains("spec" + field);
        });
    }

    @Test
    void fiftyReleasesSixteenWindowsAreAcceptedAndOneMoreIsNot() {
        assertThat(dryRun(releases(50))).isNotNull();
        assertThat(dryRun(windows(16))).isNotNull();
        assertThatThrownBy(() -> dryRun(releases(51))).hasMessageContaining("spec.releases");
        assertThatThrownBy(() -> dryRun(windows(17))).hasMessageContaining("spec.windows");
    }

    @Test
    void defaultsAreFilledIn() {
        // When
        var filled = Serialization.asJson(dryRun("{releases: [{release: r1}]}").get("spec"));

        // Then
        assertThat(Serialization.unmarshal(filled, Object.class))
                .isEqualTo(Map.of(
                        "environment",
                        "Grapes",
                        "timeZone",
                        "Australia/Sydney",
                        "suspend",
                        false,
                        "deploymentTimeoutSeconds",
                        3600,
                        "pollSeconds",
                        300,
                        "releases",
                        List.of(Map.of("release", "r1", "allowDowngrade", false, "maxAttempts", 1))));
    }

    @Test
    void theEnvironmentCannotBeChangedNotEvenToAnEqualName() {
        // Given
        cluster.admin()
                .resource(schedule("immutable", "{environment: \"Açaí\"}"))
                .create();

        // Then
        assertThat(patch("immutable", "{\"spec\":{\"environment\":\"Guava\"}}").err())
                .contains("spec.environment")
                .contains("immutable");
        assertThat(patch("immutable", "{\"spec\":{\"environment\":\"Ac\u0327ai\u0301\"}}")
                        .exitCode())
                .isNotZero();
        assertThat(patch("immutable", "{\"spec\":{\"environment\":\"Açaí\",\"timeZone\":\"Asia/Tokyo\"}}")
                        .exitCode())
                .isZero();
    }

    @Test
    void anUnknownFieldIsRefusedByKubectl() {
        // When
        var ran = cluster.kubectlWithInput(
                Serialization.asYaml(schedule("unknown-field", "{timezone: UTC}")), "create", "-f", "-");

        // Then
        assertThat(ran.exitCode()).isNotZero();
        assertThat(ran.err()).contains("unknown field \"spec.timezone\"");
    }

    @Test
    void anEntryThatItsOnlyOwnerNoLongerAppliesIsGoneWithItsDefaults() {
        // Given
        apply("file", "schedule-file", "{releases: [{release: r1}, {release: r2}]}");
        apply("file", "person", "{releases: [{release: r3, maxAttempts: 2}]}");

        // When
        apply("file", "schedule-file", "{releases: [{release: r2}]}");

        // Then
        assertThat(cluster.kubectl("get", "dsched", "file", "-o", "jsonpath={.spec.releases[*].release}")
                        .out()
                        .split(" "))
                .containsExactlyInAnyOrder("r2", "r3");
    }

    private static void apply(String name, String manager, String change) {
        var ran = cluster.kubectlWithInput(
                Serialization.asYaml(schedule(name, change)),
                "apply",
                "--server-side",
                "--field-manager=" + manager,
                "-f",
                "-");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
    }

    private static ClusterUnderTest.Ran patch(String name, String patch) {
        return cluster.kubectl("patch", "dsched", name, "--type=merge", "--dry-run=server", "-p", patch);
    }

    private static String releases(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{release: R" + i + ", notBefore: \"2020-12-16T18:00:00+11:00\"}")
                .collect(Collectors.joining(", ", "{releases: [", "]}"));
    }

    private static String windows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{opens: \"18:" + (10 + i) + "\", closes: \"22:00\"}")
                .collect(Collectors.joining(", ", "{windows: [", "]}"));
    }

    private static Map<String, Object> dryRun(String change) {
        return cluster.admin()
                .resource(schedule("admission", change))
                .dryRun()
                .create()
                .getAdditionalProperties();
    }

    /** A legal object with some fields of its spec changed; {@code null} takes a field away. */
    private static GenericKubernetesResource schedule(String name, String change) {
        var spec = new LinkedHashMap<String, Object>();
        spec.put("environment", "Grapes");
        spec.put("timeZone", "Australia/Sydney");
        Map<?, ?> changes = Serialization.unmarshal("---\n" + repeated(change), Map.class);
        changes.forEach((field, value) -> {
            if (value == null) {
                spec.remove(field);
            } else {
                spec.put((String) field, value);
            }
        });
        var schedule = new GenericKubernetesResource();
        schedule.setApiVersion("autodeploy.hyperanna.com/v1alpha1");
        schedule.setKind("DeploymentSchedule");
        schedule.setMetadata(new io.fabric8.kubernetes.api.model.ObjectMetaBuilder()
                .withName(name)
                .withNamespace(ClusterUnderTest.NAMESPACE)
                .build());
        schedule.setAdditionalProperty("spec", spec);
        return schedule;
    }

    /** Writes {@code <ax253>} out as 253 times {@code a}. */
    private static String repeated(String text) {
        return REPEATED.matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(m.group(1).repeat(Integer.parseInt(m.group(2)))));
    }
}
