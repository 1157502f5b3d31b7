package com.hyperanna.autodeploy.fleet;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Writes Kubernetes Events, so that {@code kubectl get events} tells people what happened to an object.
 *
 * <p>Every call writes one Event; whoever calls says a thing once. An Event that cannot be written goes to the log.
 */
@Singleton
public final class EventRecorder {

    public static final String NORMAL = "Normal";
    public static final String WARNING = "Warning";

    private static final Logger LOG = Logger.getLogger(EventRecorder.class);
    private static final String COMPONENT = "auto-deploy-scheduler";
    private static final int LONGEST_MESSAGE = 1024;
    private static final int LONGEST_NAME = 200;

    private final KubernetesClient client;
    private final Clock clock;

    @Inject
    public EventRecorder(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Writes the Event into the namespace of the object, or into the namespace that the object is. Never throws. */
    public void record(HasMetadata regarding, String type, String reason, String message) {
        record(regarding, type, reason, message, UUID.randomUUID().toString());
    }

    /**
     * Writes the Event unless one with the same key was written for the object before and is still there, by whichever
     * replica. Never throws.
     *
     * @param key what the Event is about, unique for the object
     * @return false if it was not written and a later try may do better, as when the API server could not be reached
     */
    public boolean record(HasMetadata regarding, String type, String reason, String message, String key) {
        try {
            client.resource(event(regarding, type, reason, message, key)).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                LOG.warnf(
                        "Event %s for %s could not be written: %s",
                        reason, regarding.getMetadata().getName(), e.getMessage());
            }
            return !isPassing(e.getCode());
        } catch (RuntimeException e) {
            LOG.warnf(
                    "Event %s for %s could not be written: %s",
                    reason, regarding.getMetadata().getName(), e.getMessage());
        }
        return true;
    }

    /** The API server was not reached at all, has too much to do, or is in trouble; all else it will refuse again. */
    private static boolean isPassing(int code) {
        return code <= 0 || code == 429 || code >= HttpURLConnection.HTTP_INTERNAL_ERROR;
    }

    private Event event(HasMetadata regarding, String type, String reason, String message, String key) {
        var object = reference(regarding);
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(object.getNamespace())
                .withName(nameOf(object, key))
                .endMetadata()
                .withInvolvedObject(object)
                .withType(type)
                .withReason(reason)
                .withMessage(cut(message))
                .withFirstTimestamp(now.toString())
                .withLastTimestamp(now.toString())
                .withCount(1)
                .withNewSource()
                .withComponent(COMPONENT)
                .endSource()
                .withReportingComponent(COMPONENT)
                .withReportingInstance(COMPONENT)
                .build();
    }

    private static ObjectReference reference(HasMetadata regarding) {
        var metadata = regarding.getMetadata();
        return new ObjectReferenceBuilder()
                .withApiVersion(regarding.getApiVersion())
                .withKind(regarding.getKind())
                .withName(metadata.getName())
                .withNamespace(Optional.ofNullable(metadata.getNamespace()).orElse(metadata.getName()))
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .build();
    }

    private static String nameOf(ObjectReference object, String key) {
        var name = object.getName();
        var stem = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
        var unique = UUID.nameUUIDFromBytes((object.getUid() + "/" + key).getBytes(StandardCharsets.UTF_8));
        return stem.replaceAll("[-.]+$", "") + "."
                + unique.toString().replace("-", "").substring(0, 16);
    }

    /** The API server refuses more than 1024 characters. */
    private static String cut(String message) {
        if (message.length() <= LONGEST_MESSAGE) {
            return message;
        }
        var end = LONGEST_MESSAGE - 1;
        return message.substring(0, Character.isHighSurrogate(message.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
