package com.hyperanna.autodeploy.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The maintenance window that is open, or the next one. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record NextWindow(
        @Size(max = 64)
        @JsonPropertyDescription(
                "When the window opens or opened, in RFC 3339 UTC. It is absent when it has been open for longer than 8 days.")
        @Nullable
        String opensTime,

        @Size(max = 64)
        @JsonPropertyDescription(
                "When the window closes, in RFC 3339 UTC. It is absent when it does not close within 8 days.")
        @Nullable
        String closesTime) {}
