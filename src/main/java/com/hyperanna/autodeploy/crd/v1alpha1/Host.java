package com.hyperanna.autodeploy.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one host last said. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Host(
        @Nullable String host,
        @Nullable String release,
        @Nullable String lastContactTime,
        @Nullable Attempt attempt,
        @Nullable List<FailedRelease> failed,
        @Nullable List<UnhealthyContainer> unhealthyContainers,
        @Nullable Integer unhealthyCount) {}
