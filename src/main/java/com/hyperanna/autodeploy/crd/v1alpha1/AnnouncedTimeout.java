package com.hyperanna.autodeploy.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A time-out of one host that people have been told about. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record AnnouncedTimeout(
        @Size(max = 253) @JsonPropertyDescription("The host whose deployment timed out.") @Nullable
        String host,

        @Size(max = 64)
        @JsonPropertyDescription("When the deployment that timed out was started, in RFC 3339 UTC.")
        @Nullable
        String startedTime) {}
