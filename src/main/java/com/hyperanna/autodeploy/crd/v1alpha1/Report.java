package com.hyperanna.autodeploy.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One report of a host, as it was stored. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Report(
        @Required
        @Size(min = 1, max = 64)
        @JsonPropertyDescription("The id of the report, chosen by the client and the same on every retry.")
        @Nullable
        String id,

        @Min(0) @JsonPropertyDescription("The number of the report, counting up by one per environment.") @Nullable
        Long number,

        @Size(max = 253) @JsonPropertyDescription("The host that sent the report.") @Nullable
        String host,

        @Size(max = 256) @JsonPropertyDescription("The release that the report is about.") @Nullable
        String release,

        @Size(max = 64)
        @JsonPropertyDescription("The outcome as stored: Started, Succeeded, Failed or Cancelled.")
        @Nullable
        String outcome,

        @Size(max = 64)
        @JsonPropertyDescription("When the report was received, by the clock of the server, in RFC 3339 UTC.")
        @Nullable
        String receivedTime,

        @Size(max = 64)
        @JsonPropertyDescription("The time that the client told, by its own clock. It is shown and never compared.")
        @Nullable
        String time,

        @Size(max = 4096) @JsonPropertyDescription("What the host said about the outcome, if anything.") @Nullable
        String message,

        @Size(max = 16) @JsonPropertyDescription("The first unhealthy containers, at most 16.") @Nullable
        List<UnhealthyContainer> unhealthyContainers,

        @Min(0) @JsonPropertyDescription("How many containers were unhealthy.") @Nullable
        Integer unhealthyCount,

        @Size(max = 64)
        @JsonPropertyDescription("The outcome as the host sent it, if it was stored as another one.")
        @Nullable
        String sentOutcome) {}
