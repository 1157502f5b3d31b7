package com.hyperanna.autodeploy.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** How often one host failed on one release. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record FailedRelease(
        @Size(max = 256) @JsonPropertyDescription("The release on which the host failed.") @Nullable
        String release,

        @Min(0) @JsonPropertyDescription("How often the host failed on the release.") @Nullable
        Integer failures) {}
