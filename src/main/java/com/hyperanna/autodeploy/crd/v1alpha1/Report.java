package com.hyperanna.autodeploy.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One report of a host, as it was stored. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Report(
        @Nullable String id,
        @Nullable Long number,
        @Nullable String host,
        @Nullable String release,
        @Nullable String outcome,
        @Nullable String receivedTime,
        @Nullable String time,
        @Nullable String message,
        @Nullable List<UnhealthyContainer> unhealthyContainers,
        @Nullable Integer unhealthyCount,
        @Nullable String sentOutcome) {}
