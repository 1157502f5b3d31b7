package com.hyperanna.autodeploy.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** One aspect of the state of an environment, by the Kubernetes conventions for conditions. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Condition(
        @Required
        @Size(min = 1, max = 316)
        @JsonPropertyDescription("The aspect that the condition is about: Ready, UpToDate, Healthy or Reporting.")
        @Nullable
        String type,

        @Required
        @Size(max = 16)
        @JsonPropertyDescription("Whether the condition holds: True, False or Unknown.")
        @Nullable
        String status,

        @Min(0) @JsonPropertyDescription("The generation of the object that the condition speaks of.") @Nullable
        Long observedGeneration,

        @Size(max = 64)
        @JsonPropertyDescription("When the status of the condition last changed, in RFC 3339 UTC.")
        @Nullable
        String lastTransitionTime,

        @Size(max = 1024) @JsonPropertyDescription("Why the condition has its status, in one CamelCase word.") @Nullable
        String reason,

        @Size(max = 32768) @JsonPropertyDescription("Why the condition has its status, in words for people.") @Nullable
        String message) {}
