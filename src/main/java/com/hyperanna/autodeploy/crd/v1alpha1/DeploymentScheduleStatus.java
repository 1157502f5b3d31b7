package com.hyperanna.autodeploy.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator and the report writer have written down about one environment. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeploymentScheduleStatus(
        @Nullable Long observedGeneration,
        @Nullable String release,
        @Nullable Upcoming upcoming,
        @Nullable String deployedRelease,
        @Nullable String nextChangeTime,
        @Nullable NextWindow nextWindow,
        @Nullable String dueSinceTime,
        @Nullable List<Condition> conditions,
        @Nullable Long lastAnnouncedNumber,
        @Nullable List<AnnouncedTimeout> announcedTimeouts,
        @Nullable String announcedOverdueTime,
        @Nullable String lastContactTime,
        @Nullable List<Host> hosts,
        @Nullable List<Report> reports) {}
