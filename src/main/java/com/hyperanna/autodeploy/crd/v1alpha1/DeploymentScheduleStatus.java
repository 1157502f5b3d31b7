package com.hyperanna.autodeploy.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written down about one environment: {@code lastContactTime}, {@code hosts} and {@code reports} by the report writer,
 * everything else by the reconciler.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeploymentScheduleStatus(
        @Min(0) @JsonPropertyDescription("The generation of the object that this status speaks of.") @Nullable
        Long observedGeneration,

        @Size(max = 256)
        @JsonPropertyDescription(
                "The effective release, which the environment is to run now. It is absent when there is none.")
        @Nullable
        String release,

        @JsonPropertyDescription("The planned release that takes over next. It is absent when there is none.") @Nullable
        Upcoming upcoming,

        @Size(max = 256)
        @JsonPropertyDescription(
                "The release that all known hosts run. It is Mixed when they differ or one is unknown, and absent when none is known.")
        @Nullable
        String deployedRelease,

        @Size(max = 64)
        @JsonPropertyDescription(
                "The earliest moment, in RFC 3339 UTC, at which the decision for some host will change although nobody edits or reports anything. It is absent when there is none.")
        @Nullable
        String nextChangeTime,

        @JsonPropertyDescription(
                "The maintenance window that is open, or else the next one. It is absent without windows.")
        @Nullable
        NextWindow nextWindow,

        @Size(max = 64)
        @JsonPropertyDescription(
                "The moment, in RFC 3339 UTC, since which the decision for some host is Due, not earlier than the operator first saw it.")
        @Nullable
        String dueSinceTime,

        @Size(max = 16)
        @JsonPropertyDescription("The conditions Ready, UpToDate, Healthy and Reporting of the environment.")
        @Nullable
        List<Condition> conditions,

        @Min(0) @JsonPropertyDescription("The number of the last report about which people have been told.") @Nullable
        Long lastAnnouncedNumber,

        @Size(max = 64)
        @JsonPropertyDescription("The timed-out deployments about which people have been told.")
        @Nullable
        List<AnnouncedTimeout> announcedTimeouts,

        @Size(max = 64)
        @JsonPropertyDescription("The dueSinceTime of the last time people were told that the environment is overdue.")
        @Nullable
        String announcedOverdueTime,

        @Size(max = 64)
        @JsonPropertyDescription("The latest contact of any host of the environment, as recorded, in RFC 3339 UTC.")
        @Nullable
        String lastContactTime,

        @Size(max = 64)
        @JsonPropertyDescription("What each host of the environment last said, for at most 64 hosts.")
        @Nullable
        List<Host> hosts,

        @Size(max = 10) @JsonPropertyDescription("The last ten reports of the environment, the newest last.") @Nullable
        List<Report> reports) {}
