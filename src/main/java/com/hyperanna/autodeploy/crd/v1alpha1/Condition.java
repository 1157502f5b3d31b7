package com.hyperanna.autodeploy.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** One aspect of the state of an environment, by the Kubernetes conventions for conditions. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Condition(
        @Nullable String type,
        @Nullable String status,
        @Nullable Long observedGeneration,
        @Nullable String lastTransitionTime,
        @Nullable String reason,
        @Nullable String message) {}
