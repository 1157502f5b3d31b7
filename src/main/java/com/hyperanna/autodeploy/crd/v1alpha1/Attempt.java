package com.hyperanna.autodeploy.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** The latest try of a host at a release. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Attempt(
        @Nullable String release,
        @Nullable String outcome,
        @Nullable String startedTime,
        @Nullable String finishedTime,
        @Nullable String reportId,
        @Nullable String sentOutcome) {}
