package com.hyperanna.autodeploy.intake;

import com.hyperanna.autodeploy.crd.v1alpha1.DeploymentSchedule;
import com.hyperanna.autodeploy.fleet.Environment;
import com.hyperanna.autodeploy.fleet.Environment.ObjectKey;
import com.hyperanna.autodeploy.fleet.Fleet;
import com.hyperanna.autodeploy.fleet.RecordedLedger;
import com.hyperanna.autodeploy.report.Ledger;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Changes the ledger in the status of one object, and loses nothing that others write there at the same time.
 *
 * <p>A write names the version that it was computed from, so the API server refuses it when another replica was faster;
 * then it is computed again from what is there now. It starts from what the informer told: if that was old, the first
 * write is the one refused.
 */
@ApplicationScoped
class LedgerWriter {

    static final String FIELD_MANAGER = "report-writer";
    private static final int MOST_TRIES = 50;
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(FIELD_MANAGER)
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final Fleet fleet;

    @Inject
    LedgerWriter(KubernetesClient client, Fleet fleet) {
        this.client = client;
        this.fleet = fleet;
    }

    /** Computes the next ledger from the environment as it is. */
    interface Change {
        /** @return empty if there is nothing to write; then that is final only if the environment came from the API server */
        Optional<Ledger> of(Environment environment);
    }

    /**
     * Applies a change; the change is computed anew for each try, the last of them counts.
     *
     * @return false if the object is not there any more
     * @throws KubernetesClientException if the API server cannot be reached or refuses
     */
    boolean write(ObjectKey key, Change change) {
        var known = fleet.find(key);
        var fresh = known.isEmpty();
        for (var attempt = 1; attempt <= MOST_TRIES; attempt++) {
            var environment = fresh ? read(key) : known;
            if (environment.isEmpty()) {
                return false;
            }
            var next = change.of(environment.get());
            if (next.isEmpty() && fresh) {
                return true;
            }
            if (next.isPresent() && isWritten(environment.get(), next.get())) {
                return true;
            }
            fresh = true;
            LockSupport.parkNanos(
                    TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(attempt * 2L)));
        }
        throw new KubernetesClientException("others write to " + key + " all the time");
    }

    private Optional<Environment> read(ObjectKey key) {
        return Optional.ofNullable(client.resources(DeploymentSchedule.class)
                        .inNamespace(key.namespace())
                        .withName(key.name())
                        .get())
                .map(Environment::of);
    }

    private boolean isWritten(Environment environment, Ledger ledger) {
        var patch = new DeploymentSchedule();
        patch.setMetadata(new ObjectMetaBuilder()
                .withNamespace(environment.key().namespace())
                .withName(environment.key().name())
                .withUid(environment.uid())
                .withResourceVersion(environment.resourceVersion())
                .build());
        patch.setStatus(RecordedLedger.write(ledger));
        try {
            fleet.putWritten(client.resource(patch).subresource("status").patch(APPLY, patch));
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }
}
