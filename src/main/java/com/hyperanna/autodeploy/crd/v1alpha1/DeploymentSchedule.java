package com.hyperanna.autodeploy.crd.v1alpha1;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** Which release may start in one environment, not before when, and in which maintenance windows. */
@JsonDeserialize(using = DeploymentScheduleDeserializer.class)
@Group("autodeploy.hyperanna.com")
@Version("v1alpha1")
@Kind("DeploymentSchedule")
@Singular("deploymentschedule")
@Plural("deploymentschedules")
@ShortNames({"schedule", "schedules", "dsched"})
public class DeploymentSchedule extends CustomResource<DeploymentScheduleSpec, DeploymentScheduleStatus>
        implements Namespaced {

    @Override
    protected @Nullable DeploymentScheduleSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable DeploymentScheduleStatus initStatus() {
        return null;
    }
}
