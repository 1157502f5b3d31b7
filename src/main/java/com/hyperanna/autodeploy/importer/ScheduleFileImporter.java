package com.hyperanna.autodeploy.importer;

import com.hyperanna.autodeploy.crd.v1alpha1.ReleaseEntry;
import com.hyperanna.autodeploy.fleet.Environment;
import com.hyperanna.autodeploy.fleet.EventRecorder;
import com.hyperanna.autodeploy.fleet.Fleet;
import com.hyperanna.autodeploy.schedule.EnvironmentName;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@code spec.releases} of the objects that exist at what the schedule file says, look by look.
 *
 * <p>The last file that was understood stays in force while the file is broken. A look at which nothing has changed
 * neither reads from the API server nor writes to it. For one thread.
 */
public final class ScheduleFileImporter {

    private final WatchedFile file;
    private final Fleet fleet;
    private final EntryApplier applier;
    private final ImportNotices notices;

    private Optional<List<FileEntry>> lastGood = Optional.empty();
    private final Map<String, Settled> settled = new HashMap<>();

    ScheduleFileImporter(Path file, EntryApplier applier, Fleet fleet, ImportNotices notices) {
        this.file = new WatchedFile(file);
        this.applier = applier;
        this.fleet = fleet;
        this.notices = notices;
    }

    /** With Events about the file in the client's own namespace. */
    public static ScheduleFileImporter of(
            Path file, KubernetesClient client, Fleet fleet, EventRecorder events, MeterRegistry meters) {
        var namespace = Objects.requireNonNullElse(client.getNamespace(), "default");
        var notices = new ImportNotices(file, events, new ImportMetrics(meters), namespace);
        return new ScheduleFileImporter(file, new EntryApplier(client), fleet, notices);
    }

    /** One look at the file and at the objects. */
    public void importNow() {
        file.look().ifPresent(reading -> {
            if (reading.isUnderstood()) {
                lastGood = Optional.of(reading.entries());
            }
            notices.tellProblems(reading.problems());
        });
        if (fleet.isComplete()) {
            lastGood.ifPresent(this::bring);
        }
    }

    /** Forgets what was in force: another replica has taken over, and this one may be wrong about it later. */
    public void standDown() {
        lastGood = Optional.empty();
        settled.clear();
    }

    private void bring(List<FileEntry> entries) {
        var environments = List.copyOf(fleet.environments());
        var wanted = byEnvironment(entries);
        try {
            for (var environment : environments) {
                settled.compute(environment.uid(), (uid, before) -> look(environment, wanted, before));
            }
            notices.tellReachable();
        } catch (KubernetesClientException e) {
            notices.tellUnreachable(e);
        }
        settled.keySet().retainAll(environments.stream().map(Environment::uid).collect(Collectors.toSet()));
        tell(entries.stream()
                .filter(entry -> fleet.find(entry.environment()).isEmpty())
                .toList());
    }

    private Settled look(
            Environment environment,
            Map<EnvironmentName, Map<String, ReleaseEntry>> byEnvironment,
            @Nullable Settled before) {
        var wanted = environment
                .name()
                .filter(name -> !fleet.isDuplicate(environment))
                .map(name -> byEnvironment.getOrDefault(name, Map.of()))
                .orElse(Map.of());
        return before != null && before.stillHolds(wanted, environment)
                ? before
                : new Settled(wanted, applier.bring(wanted, environment.key(), environment.uid()));
    }

    private void tell(List<FileEntry> withoutObject) {
        var now = new LinkedHashMap<String, Notice>();
        settled.forEach((uid, it) -> it.outcome().notice().ifPresent(notice -> now.put(uid, notice)));
        notices.tellObjects(withoutObject, now);
    }

    private static Map<EnvironmentName, Map<String, ReleaseEntry>> byEnvironment(List<FileEntry> entries) {
        var byEnvironment = new HashMap<EnvironmentName, Map<String, ReleaseEntry>>();
        for (var entry : entries) {
            byEnvironment
                    .computeIfAbsent(entry.environment(), name -> new LinkedHashMap<>())
                    .put(Objects.requireNonNull(entry.planned().release()), entry.planned());
        }
        return byEnvironment;
    }

    /** What came of the last look at an object, for what the file wanted then. */
    private record Settled(Map<String, ReleaseEntry> wanted, Outcome outcome) {

        boolean stillHolds(Map<String, ReleaseEntry> wantedNow, Environment now) {
            return wanted.equals(wantedNow) && !outcome.isOutdatedBy(now);
        }
    }
}
