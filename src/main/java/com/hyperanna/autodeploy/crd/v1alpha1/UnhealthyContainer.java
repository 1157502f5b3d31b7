package com.hyperanna.autodeploy.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A container that was not healthy after a deployment. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record UnhealthyContainer(
        @Size(max = 1024) @JsonPropertyDescription("The name of the container.") @Nullable
        String subjectName,

        @JsonPropertyDescription("What was checked and what was found, as texts. Long texts are cut.") @Nullable
        Map<String, @Size(max = 1024) String> checks) {}
