package com.hyperanna.autodeploy.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one host last said. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Host(
        @Required
        @Size(min = 1, max = 253)
        @JsonPropertyDescription("The name of the host, for example anna02.")
        @Nullable
        String host,

        @Size(max = 256)
        @JsonPropertyDescription("The release that the host last said it runs. It is absent when unknown.")
        @Nullable
        String release,

        @Size(max = 64)
        @JsonPropertyDescription("The latest contact of the host, as recorded, in RFC 3339 UTC.")
        @Nullable
        String lastContactTime,

        @JsonPropertyDescription("The latest attempt of the host at a release.") @Nullable
        Attempt attempt,

        @Size(max = 8)
        @JsonPropertyDescription("How often the host failed on each of the last eight releases that failed.")
        @Nullable
        List<FailedRelease> failed,

        @Size(max = 16)
        @JsonPropertyDescription("The first unhealthy containers of the last finished attempt, at most 16.")
        @Nullable
        List<UnhealthyContainer> unhealthyContainers,

        @Min(0)
        @JsonPropertyDescription("How many containers were unhealthy after the last finished attempt.")
        @Nullable
        Integer unhealthyCount) {}
