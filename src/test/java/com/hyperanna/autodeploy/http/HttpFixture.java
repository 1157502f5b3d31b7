package com.hyperanna.autodeploy.http;

import com.hyperanna.autodeploy.crd.v1alpha1.ClientAuth;
import com.hyperanna.autodeploy.crd.v1alpha1.DeploymentSchedule;
import com.hyperanna.autodeploy.crd.v1alpha1.DeploymentScheduleSpec;
import com.hyperanna.autodeploy.crd.v1alpha1.ReleaseEntry;
import com.hyperanna.autodeploy.crd.v1alpha1.Window;
import com.hyperanna.autodeploy.testing.Tokens;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Environments as people declare them. */
final class HttpFixture {

    static final String OLD = "RELEASE_2020.12.11.02.42.45.00";
    static final String NEW = "RELEASE_2020.12.16.06.12.07.00";
    static final String NEXT = "RELEASE_2020.12.19.01.00.00.00";

    private HttpFixture() {}

    static DeploymentSchedule environment(String objectName, String environment, String zone, String token) {
        return object(
                objectName,
                new DeploymentScheduleSpec(
                        environment,
                        zone,
                        List.of(
                                new ReleaseEntry(OLD, null, null, null),
                                new ReleaseEntry(NEW, "2020-12-16T18:00", null, null),
                                new ReleaseEntry(NEXT, "2020-12-20T18:00", null, null)),
                        List.of(new Window(null, "18:00", "22:00")),
                        false,
                        null,
                        null,
                        new ClientAuth(List.of(Tokens.digest(token)))));
    }

    static DeploymentSchedule alwaysOpen(String objectName, String environment, @Nullable String token) {
        return object(
                objectName,
                new DeploymentScheduleSpec(
                        environment,
                        "UTC",
                        List.of(new ReleaseEntry(OLD, null, null, null)),
                        null,
                        null,
                        null,
                        60,
                        token == null ? null : new ClientAuth(List.of(Tokens.digest(token)))));
    }

    static DeploymentSchedule object(String objectName, DeploymentScheduleSpec spec) {
        var object = new DeploymentSchedule();
        object.setMetadata(new ObjectMetaBuilder()
                .withNamespace("auto-deploy")
                .withName(objectName)
                .withUid("uid-" + objectName)
                .withResourceVersion("1")
                .withGeneration(1L)
                .withCreationTimestamp("2020-01-01T00:00:00Z")
                .build());
        object.setSpec(spec);
        return object;
    }
}
