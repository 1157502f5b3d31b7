package com.hyperanna.autodeploy.importer;

import com.hyperanna.autodeploy.fleet.EventRecorder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Tells people about the import, in the log, as Events and as metrics; each thing once for as long as it stays so.
 *
 * <p>What concerns one object is an Event of that object; what concerns the file is one of the operator's namespace.
 */
final class ImportNotices {

    private static final Logger LOG = Logger.getLogger(ImportNotices.class);

    private final Path file;
    private final EventRecorder events;
    private final ImportMetrics metrics;
    private final HasMetadata namespace;
    private final Map<String, Notice> ofFile = new HashMap<>();
    private final Map<String, Notice> ofObjects = new HashMap<>();
    private String unreachable = "";

    ImportNotices(Path file, EventRecorder events, ImportMetrics metrics, String namespace) {
        this.file = file;
        this.events = events;
        this.metrics = metrics;
        this.namespace = new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .endMetadata()
                .build();
    }

    void tellProblems(List<FileProblem> problems) {
        metrics.problems(problems);
        var lines = problems.stream().map(problem -> file + " " + problem).toList();
        tell(ofFile, lines.isEmpty() ? Map.of() : Map.of("text", new Notice(namespace, "ScheduleFileInvalid", lines)));
    }

    void tellObjects(List<FileEntry> entriesWithoutObject, Map<String, Notice> noticesOfObjects) {
        metrics.objects(entriesWithoutObject.size(), noticesOfObjects.size());
        var now = new HashMap<>(noticesOfObjects);
        if (!entriesWithoutObject.isEmpty()) {
            var lines = entriesWithoutObject.stream().map(this::withoutObject).toList();
            now.put("without object", new Notice(namespace, "ScheduleFileEnvironmentUnknown", lines));
        }
        tell(ofObjects, now);
    }

    private String withoutObject(FileEntry entry) {
        return file + " " + entry.problemOfEnvironment("no DeploymentSchedule declares this environment");
    }

    void tellReachable() {
        if (!unreachable.isEmpty()) {
            LOG.infof("%s can be applied again", file);
        }
        unreachable = "";
    }

    void tellUnreachable(KubernetesClientException e) {
        var message = String.valueOf(e.getMessage());
        if (!unreachable.equals(message)) {
            LOG.warnf("%s cannot be applied now and is tried again: %s", file, message);
        }
        unreachable = message;
    }

    private void tell(Map<String, Notice> told, Map<String, Notice> now) {
        now.forEach((key, notice) -> {
            var before = told.put(key, notice);
            if (before == null || !before.saysTheSameAs(notice)) {
                notice.lines().forEach(LOG::warn);
                events.record(notice.regarding(), EventRecorder.WARNING, notice.reason(), notice.message());
            }
        });
        told.entrySet().removeIf(entry -> {
            var isOver = !now.containsKey(entry.getKey());
            if (isOver) {
                LOG.infof("No longer so: %s", entry.getValue().message());
            }
            return isOver;
        });
    }
}
