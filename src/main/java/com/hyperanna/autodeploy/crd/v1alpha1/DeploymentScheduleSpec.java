package com.hyperanna.autodeploy.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people declare for one environment. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeploymentScheduleSpec(
        @Required
        @Size(min = 1, max = 1012)
        @ValidationRule(
                value = "self == oldSelf",
                message = "environment is immutable; make a new object for another environment")
        @ValidationRule(
                value =
                        "!self.contains('/') && self != '.' && self != '..' && !self.matches('\\\\p{Cc}') && !self.matches('^\\\\p{Z}|\\\\p{Z}$')",
                message =
                        "environment must be 1 to 253 characters without a slash, without control characters, without white space at either end, and neither . nor ..")
        @ValidationRule(
                value = "self.findAll('[^\\\\p{M}\\\\x{1161}-\\\\x{11C2}]').size() <= 253",
                message = "environment must have at most 253 characters after normalisation to NFC")
        @JsonPropertyDescription(
                "The name of the on-prem site as its hosts call it, for example Grapes. It has 1 to 253 Unicode characters after normalisation to NFC, no slash, no control characters, no white space at either end, and is neither . nor .. in full. Names are compared after normalisation and case-sensitively. It can never be changed.")
        @Nullable
        String environment,

        @Required
        @Size(min = 1, max = 64)
        @ValidationRule(
                value =
                        "self == 'UTC' || self == 'GMT' || self.matches('^(UTC|GMT)?[+-]((0[0-9]|1[0-7]):[0-5][0-9]|18:00)$') || self.matches('^[A-Z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)+$')",
                message =
                        "timeZone must be UTC, GMT, an IANA name with a slash such as Australia/Sydney (not posix/ or right/), or an offset from -18:00 to +18:00 such as +08:00 or UTC+08:00")
        @ValidationRule(
                value = "!self.contains('/') || timestamp('2020-01-01T00:00:00Z').getFullYear(self) >= 2019",
                message = "timeZone must be the name of an existing IANA time zone")
        @JsonPropertyDescription(
                "The time zone on whose wall clock notBefore and the windows are read. It is UTC, GMT, an IANA name with a slash such as Australia/Sydney, or a fixed offset from -18:00 to +18:00 with two-digit hours and minutes, alone or after UTC or GMT, such as +08:00 or UTC+08:00. There is no default.")
        @Nullable
        String timeZone,

        @Size(max = 50)
        @JsonPropertyDescription(
                "The releases planned for the environment, at most 50, each named once. Of those that are due the one with the latest notBefore is in effect, and their order in the list never matters. Without entries nothing is deployed.")
        @Nullable
        List<ReleaseEntry> releases,

        @Size(max = 16)
        @JsonPropertyDescription(
                "The recurring maintenance windows in which a deployment may start, at most 16. Overlapping and touching windows count as one. Without windows deployments may start at any time.")
        @Nullable
        List<Window> windows,

        @Default("false")
        @JsonPropertyDescription("While this is true nothing is deployed in the environment. The default is false.")
        @Nullable
        Boolean suspend,

        @Min(60)
        @Max(86400)
        @Default("3600")
        @JsonPropertyDescription(
                "How many seconds after a host has reported Started its deployment counts as failed if no outcome has come. It lies between 60 and 86400, and the default is 3600.")
        @Nullable
        Integer deploymentTimeoutSeconds,

        @Min(10)
        @Max(86400)
        @Default("300")
        @JsonPropertyDescription(
                "How many seconds a host should wait between two questions. A host that is due and stays silent for three times as long is reported as overdue. It lies between 10 and 86400, and the default is 300.")
        @Nullable
        Integer pollSeconds,

        @JsonPropertyDescription(
                "How the hosts of the environment prove who they are. Without it no host may ask or report.")
        @Nullable
        ClientAuth clientAuth) {}
