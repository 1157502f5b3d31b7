package com.hyperanna.autodeploy.importer;

import com.hyperanna.autodeploy.crd.v1alpha1.DeploymentSchedule;
import com.hyperanna.autodeploy.crd.v1alpha1.ReleaseEntry;
import com.hyperanna.autodeploy.fleet.Environment.ObjectKey;
import com.hyperanna.autodeploy.importer.Outcome.Standing;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Applies the file's entries to one object that exists, not forced, under the field manager {@code schedule-file}.
 *
 * <p>Each apply holds for exactly the state it was planned on (uid and resourceVersion), so that it never creates an
 * object and never withdraws an entry that somebody came to own meanwhile.
 */
final class EntryApplier {

    static final int MOST_RELEASES = 50;

    private static final Logger LOG = Logger.getLogger(EntryApplier.class);
    private static final int TRIES = 4;
    private static final int UNPROCESSABLE = 422;
    private static final Pattern OWNER = Pattern.compile("conflict with \"(.*?)\"");
    private static final PatchContext NOT_FORCED = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(FieldOwnership.FILE_MANAGER)
            .withForce(false)
            .build();

    private final KubernetesClient client;

    EntryApplier(KubernetesClient client) {
        this.client = client;
    }

    /** Makes {@code wanted} what the file owns in the object of that key and uid. */
    Outcome bring(Map<String, ReleaseEntry> wanted, ObjectKey key, String uid) {
        for (var tries = 0; tries < TRIES; tries++) {
            var object = client.resources(DeploymentSchedule.class)
                    .inNamespace(key.namespace())
                    .withName(key.name())
                    .get();
            if (object == null || !object.getMetadata().getUid().equals(uid)) {
                return settled(Standing.GONE, new ObjectMeta());
            }
            try {
                return bringTo(object, wanted);
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    return refusal(object, e);
                }
            }
        }
        return settled(Standing.UNSETTLED, new ObjectMeta());
    }

    private Outcome bringTo(DeploymentSchedule object, Map<String, ReleaseEntry> wanted) {
        var ownership = FieldOwnership.of(object);
        var plan = Plan.of(ownership, wanted);
        if (plan.releasesAfterwards() > MOST_RELEASES) {
            return tooMany(object, plan);
        }
        var after = object;
        if (!plan.isDone()) {
            try {
                after = apply(object, plan);
            } catch (KubernetesClientException e) {
                var conflicts = conflictsOf(e);
                if (conflicts.isEmpty()) {
                    throw e;
                }
                return refused(object, "ScheduleFileConflict", nameOf(object) + ": " + conflicts);
            }
            LOG.infof(
                    "%s: the schedule file now stands behind %s",
                    nameOf(object), plan.entries().keySet());
        }
        return plan.kept().isEmpty() ? settled(Standing.IN_FORCE, after.getMetadata()) : kept(after, plan, ownership);
    }

    DeploymentSchedule apply(DeploymentSchedule object, Plan plan) {
        var metadata = object.getMetadata();
        var body = new TreeMap<String, Object>(Map.of(
                "apiVersion",
                object.getApiVersion(),
                "kind",
                object.getKind(),
                "metadata",
                Map.of(
                        "name", metadata.getName(),
                        "namespace", metadata.getNamespace(),
                        "uid", metadata.getUid(),
                        "resourceVersion", metadata.getResourceVersion())));
        if (!plan.entries().isEmpty()) {
            body.put("spec", Map.of("releases", List.copyOf(plan.entries().values())));
        }
        return client.resources(DeploymentSchedule.class)
                .inNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .patch(NOT_FORCED, client.getKubernetesSerialization().asJson(body));
    }

    /** The owners' times of the server's message are left out: the same conflict is to read the same. */
    private static String conflictsOf(KubernetesClientException e) {
        return causes(e).stream()
                .filter(cause -> "FieldManagerConflict".equals(cause.getReason()))
                .map(cause -> "%s is owned by %s".formatted(cause.getField(), ownerIn(cause.getMessage())))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String ownerIn(String message) {
        var owner = OWNER.matcher(message);
        return owner.find() ? owner.group(1) : message;
    }

    private static List<StatusCause> causes(KubernetesClientException e) {
        return Optional.ofNullable(e.getStatus())
                .map(status -> status.getDetails())
                .map(details -> details.getCauses())
                .orElse(List.of());
    }

    /** What the API server says no to is this environment's error; what it cannot do now flies on. */
    private static Outcome refusal(DeploymentSchedule object, KubernetesClientException e) {
        var message = nameOf(object) + ": the API server refuses the file's entries: " + e.getMessage();
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE -> refused(object, "ScheduleFileRefused", message);
            case HttpURLConnection.HTTP_FORBIDDEN ->
                new Outcome(
                        Standing.UNSETTLED,
                        object.getMetadata(),
                        Optional.of(Notice.of(object, "ScheduleFileRefused", message)));
            case HttpURLConnection.HTTP_NOT_FOUND -> settled(Standing.GONE, object.getMetadata());
            default -> throw e;
        };
    }

    private static Outcome tooMany(DeploymentSchedule object, Plan plan) {
        return refused(
                object,
                "ScheduleFileTooManyReleases",
                "%s: spec.releases would have %d entries, at most %d are allowed"
                        .formatted(nameOf(object), plan.releasesAfterwards(), MOST_RELEASES));
    }

    private static Outcome kept(DeploymentSchedule object, Plan plan, FieldOwnership ownership) {
        var lines = plan.kept().stream()
                .map(release -> "%s: %s left the schedule file but stays as it is, because %s and %s own it"
                        .formatted(
                                nameOf(object),
                                release,
                                FieldOwnership.FILE_MANAGER,
                                String.join(", ", ownership.otherOwners(release))))
                .toList();
        return new Outcome(
                Standing.KEPT, object.getMetadata(), Optional.of(new Notice(object, "ScheduleFileEntryKept", lines)));
    }

    private static Outcome refused(DeploymentSchedule object, String reason, String message) {
        return new Outcome(Standing.REFUSED, object.getMetadata(), Optional.of(Notice.of(object, reason, message)));
    }

    private static Outcome settled(Standing standing, ObjectMeta seen) {
        return new Outcome(standing, seen, Optional.empty());
    }

    private static String nameOf(DeploymentSchedule object) {
        return ObjectKey.of(object).toString();
    }
}
