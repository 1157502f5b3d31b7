package com.hyperanna.autodeploy.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The next planned release and the moment from which it is due. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Upcoming(
        @Size(max = 256) @JsonPropertyDescription("The name of the release that takes over next.") @Nullable
        String release,

        @Size(max = 64) @JsonPropertyDescription("The moment, in RFC 3339 UTC, from which it is due.") @Nullable
        String notBeforeTime) {}
