package com.hyperanna.autodeploy.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the hosts of the environment prove who they are. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ClientAuth(
        @Size(max = 2)
        @JsonPropertyDescription(
                "The SHA-256 digests, in 64 lower-case hexadecimal digits, of the tokens that the hosts may present. There are at most two, so that a token can be replaced without an interruption.")
        @Nullable
        List<@Size(min = 64, max = 64) @Pattern("^[0-9a-f]{64}$") String> tokenSha256) {}
