package com.hyperanna.autodeploy.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people declare for one environment. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeploymentScheduleSpec(
        @Nullable String environment,
        @Nullable String timeZone,
        @Nullable List<ReleaseEntry> releases,
        @Nullable List<Window> windows,
        @Nullable Boolean suspend,
        @Nullable Integer deploymentTimeoutSeconds,
        @Nullable Integer pollSeconds,
        @Nullable ClientAuth clientAuth) {}
