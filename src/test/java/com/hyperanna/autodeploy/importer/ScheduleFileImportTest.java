package com.hyperanna.autodeploy.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.hyperanna.autodeploy.crd.v1alpha1.DeploymentSchedule;
import com.hyperanna.autodeploy.crd.v1alpha1.ReleaseEntry;
import com.hyperanna.autodeploy.fleet.Environment.ObjectKey;
import com.hyperanna.autodeploy.fleet.EventRecorder;
import com.hyperanna.autodeploy.fleet.Fleet;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleFileImportTest {

    private static final String R1_AT_SIX =
            "{\"environment\": \"Grapes\", \"release\": \"R1\", \"deploy_time\": \"2020-12-16:18:00\"}";
    private static final ReleaseEntry R1 = new ReleaseEntry("R1", "2020-12-16T18:00", false, 1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private final KubernetesClient client = LocalApi.client();
    private final String namespace = LocalApi.freshNamespace();
    private Fleet fleet = new Fleet();
    private SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private ScheduleFileImporter importer;

    @BeforeEach
    void startOperator() {
        fleet = new Fleet();
        meters = new SimpleMeterRegistry();
        var notices = new ImportNotices(
                path(), new EventRecorder(client, Clock.systemUTC()), new ImportMetrics(meters), namespace);
        importer = new ScheduleFileImporter(path(), new EntryApplier(client), fleet, notices);
    }

    @Test
    void anEntryOfTheFileComesAndGoes() {
        // Given
        create("grapes", "Grapes");
        file(R1_AT_SIX);
        look();
        var withEntry = releases("grapes");

        // When
        file();
        look();

        // Then
        assertThat(withEntry).containsExactly(R1);
        assertThat(releases("grapes")).isEmpty();
    }

    @Test
    void anIdleLookWritesNothing() {
        // Given
        create("grapes", "Grapes");
        file(R1_AT_SIX);
        look();
        var before = version("grapes");

        // When
        look();
        startOperator();
        look();

        // Then
        assertThat(version("grapes")).isEqualTo(before);
    }

    @Test
    void anEntryOfAnotherOwnerStaysBesideTheFiles() {
        // Given
        create("grapes", "Grapes");
        apply("alice", "grapes", "[{\"release\": \"R2\"}]");
        file(R1_AT_SIX);

        // When
        look();

        // Then
        assertThat(releases("grapes")).extracting(ReleaseEntry::release).containsExactlyInAnyOrder("R1", "R2");
    }

    @Test
    void anEntryThatBothOwnIsKeptWholeUntilTheOtherLetsGo() {
        // Given
        create("grapes", "Grapes");
        file(R1_AT_SIX);
        look();
        apply("alice", "grapes", "[{\"release\": \"R1\", \"maxAttempts\": 3}]");

        // When
        file();
        look();
        var whileBothOwn = releases("grapes");
        apply("alice", "grapes", "[]");
        look();

        // Then
        assertThat(whileBothOwn).containsExactly(new ReleaseEntry("R1", "2020-12-16T18:00", false, 3));
        assertThat(releases("grapes")).isEmpty();
        assertThat(events("ScheduleFileEntryKept"))
                .singleElement()
                .satisfies(message -> assertThat(message).contains("schedule-file", "alice"));
    }

    @Test
    void aFieldThatAPersonEditedIsAConflictNamedWithItsOwnerAndDisturbsNobodyElse() {
        // Given
        create("grapes", "Grapes");
        create("guava", "Guava");
        file(R1_AT_SIX);
        look();
        edit("kubectl-edit", "grapes", "[{\"release\":\"R1\",\"notBefore\":\"2021-01-01T18:00\"}]");

        // When
        file(R1_AT_SIX, "{\"environment\": \"Guava\", \"release\": \"R1\"}");
        look();
        look();

        // Then
        assertThat(releases("grapes").get(0).notBefore()).isEqualTo("2021-01-01T18:00");
        assertThat(releases("guava")).hasSize(1);
        assertThat(events("ScheduleFileConflict"))
                .singleElement()
                .satisfies(message ->
                        assertThat(message).contains(".spec.releases[release=\"R1\"].notBefore", "kubectl-edit"));
    }

    @Test
    void entriesThatSomebodyWipedComeBackEvenWhileTheFileIsBroken() {
        // Given
        create("grapes", "Grapes");
        file(R1_AT_SIX);
        look();
        file("oops");
        edit("kubectl-client-side-apply", "grapes", "null");

        // When
        look();
        look();
        look();

        // Then
        assertThat(releases("grapes")).containsExactly(R1);
        assertThat(events("ScheduleFileInvalid"))
                .singleElement()
                .satisfies(message -> assertThat(message).contains("line 1", "oops"));
        assertThat(meters.get("auto_deploy.schedule_file.problem")
                        .tag("line", "1")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void anObjectThatAppearsLaterGetsItsEntries() {
        // Given
        file(R1_AT_SIX);
        look();
        look();

        // When
        create("grapes", "Grapes");
        look();

        // Then
        assertThat(releases("grapes")).containsExactly(R1);
        assertThat(events("ScheduleFileEnvironmentUnknown"))
                .singleElement()
                .satisfies(message -> assertThat(message).contains("line 1", "environment", "Grapes"));
    }

    @Test
    void whatLeftTheFileWhileTheOperatorWasDownIsCleanedAtStart() {
        // Given
        create("grapes", "Grapes");
        apply("alice", "grapes", "[{\"release\": \"R2\"}]");
        file(R1_AT_SIX);
        look();

        // When
        startOperator();
        file();
        look();

        // Then
        assertThat(releases("grapes")).extracting(ReleaseEntry::release).containsExactly("R2");
    }

    @Test
    void aBrokenFileAtStartChangesNothing() {
        // Given
        create("grapes", "Grapes");
        file(R1_AT_SIX);
        look();

        // When
        startOperator();
        file("{}}");
        look();
        look();

        // Then
        assertThat(releases("grapes")).containsExactly(R1);
    }

    @Test
    void moreThanFiftyTogetherIsAnErrorAndNothingIsApplied() {
        // Given
        create("grapes", "Grapes");
        apply("alice", "grapes", "[{\"release\": \"R0\"}]");
        file(IntStream.rangeClosed(1, 50)
                .mapToObj(i -> "{\"environment\": \"Grapes\", \"release\": \"R" + i + "\"}")
                .toArray(String[]::new));

        // When
        look();

        // Then
        assertThat(releases("grapes")).hasSize(1);
        assertThat(events("ScheduleFileTooManyReleases"))
                .singleElement()
                .satisfies(message -> assertThat(message).contains("51"));
    }

    @Test
    void ofDuplicatesTheServedOneGetsTheEntriesAndTheOtherTakesOver() {
        // Given
        create("a", "Açaí");
        create("b", "Ac\u0327ai\u0301");
        file("{\"environment\": \"Açaí\", \"release\": \"R1\"}");
        look();
        var before = List.of(releases("a").size(), releases("b").size());

        // When
        client.resources(DeploymentSchedule.class)
                .inNamespace(namespace)
                .withName("a")
                .delete();
        look();

        // Then
        assertThat(before).containsExactly(1, 0);
        assertThat(releases("b")).hasSize(1);
    }

    @Test
    void anObjectThatIsGoneIsNotCreatedAgain() {
        // Given
        create("grapes", "Grapes");
        file(R1_AT_SIX);
        observe();
        var stale = LocalApi.get(namespace, "grapes");
        client.resource(stale).delete();

        // When
        importer.importNow();

        // Then
        assertThat(client.resources(DeploymentSchedule.class)
                        .inNamespace(namespace)
                        .list()
                        .getItems())
                .isEmpty();
    }

    /** What EntryApplier relies on between its read and its write. */
    @Test
    void theApiServerRefusesAnApplyForAnObjectThatIsGone() {
        // Given
        create("grapes", "Grapes");
        var gone = LocalApi.get(namespace, "grapes");
        client.resource(gone).delete();

        // When
        var refusal = catchThrowableOfType(
                KubernetesClientException.class,
                () -> new EntryApplier(client).apply(gone, new Plan(Map.of("R1", R1), List.of(), false, 1)));

        // Then
        assertThat(refusal.getCode()).isIn(404, 409);
        assertThat(client.resources(DeploymentSchedule.class)
                        .inNamespace(namespace)
                        .list()
                        .getItems())
                .isEmpty();
    }

    private Path path() {
        return directory.resolve("deployment_schedule.json");
    }

    private void file(String... entries) {
        try {
            Files.writeString(path(), "[" + String.join(",\n", entries) + "]");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the informer and the timer do. */
    private void look() {
        observe();
        importer.importNow();
    }

    private void observe() {
        var objects = client.resources(DeploymentSchedule.class)
                .inNamespace(namespace)
                .list()
                .getItems();
        var keys = objects.stream().map(ObjectKey::of).collect(Collectors.toSet());
        List.copyOf(fleet.environments()).stream()
                .map(environment -> environment.key())
                .filter(key -> !keys.contains(key))
                .forEach(fleet::remove);
        objects.forEach(fleet::put);
        fleet.complete();
    }

    private void create(String name, String environment) {
        client.load(new java.io.ByteArrayInputStream(("""
                {"apiVersion": "autodeploy.hyperanna.com/v1alpha1", "kind": "DeploymentSchedule",
                 "metadata": {"name": "%s", "namespace": "%s"},
                 "spec": {"environment": "%s", "timeZone": "UTC"}}""".formatted(name, namespace, environment))
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .create();
    }

    private void apply(String manager, String name, String releases) {
        var context = new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(true)
                .build();
        client.resources(DeploymentSchedule.class)
                .inNamespace(namespace)
                .withName(name)
                .patch(context, """
                {"apiVersion": "autodeploy.hyperanna.com/v1alpha1", "kind": "DeploymentSchedule",
                 "metadata": {"name": "%s", "namespace": "%s"}, "spec": {"releases": %s}}""".formatted(name, namespace, releases));
    }

    private void edit(String manager, String name, String releases) {
        var context = new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(manager)
                .build();
        client.resources(DeploymentSchedule.class)
                .inNamespace(namespace)
                .withName(name)
                .patch(context, "{\"spec\": {\"releases\": " + releases + "}}");
    }

    private List<ReleaseEntry> releases(String name) {
        var releases = LocalApi.get(namespace, name).getSpec().releases();
        return releases == null ? List.of() : releases;
    }

    private String version(String name) {
        return LocalApi.get(namespace, name).getMetadata().getResourceVersion();
    }

    private List<String> events(String reason) {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getReason().equals(reason))
                .map(Event::getMessage)
                .toList();
    }
}
