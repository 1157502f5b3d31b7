package com.hyperanna.autodeploy.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The latest try of a host at a release. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Attempt(
        @Size(max = 256) @JsonPropertyDescription("The release that was tried.") @Nullable
        String release,

        @Size(max = 64)
        @JsonPropertyDescription("The outcome as stored: Started, Succeeded, Failed, Cancelled or Contradicted.")
        @Nullable
        String outcome,

        @Size(max = 64)
        @JsonPropertyDescription("When the report of the start was received, in RFC 3339 UTC.")
        @Nullable
        String startedTime,

        @Size(max = 64)
        @JsonPropertyDescription(
                "When the attempt ended, in RFC 3339 UTC. It is the time told by the host if that lies between start and receipt, and else the time of receipt.")
        @Nullable
        String finishedTime,

        @Size(max = 64) @JsonPropertyDescription("The id of the last report that changed the attempt.") @Nullable
        String reportId,

        @Size(max = 64)
        @JsonPropertyDescription("The outcome as the host sent it, if it was stored as another one.")
        @Nullable
        String sentOutcome) {}
