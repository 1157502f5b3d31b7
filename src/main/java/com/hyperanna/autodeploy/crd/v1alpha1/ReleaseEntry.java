package com.hyperanna.autodeploy.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** One planned release of an environment. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReleaseEntry(
        @Required
        @Size(min = 1, max = 128)
        @Pattern("^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$")
        @JsonPropertyDescription(
                "The name of the release, for example RELEASE_2020.12.16.06.12.07.00. It has 1 to 128 letters, digits, dots, underscores and hyphens and starts with a letter or a digit. Each release is listed at most once.")
        @Nullable
        String release,

        @Size(min = 16, max = 25)
        @ValidationRule(
                value =
                        "self.matches('^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-](0[0-9]|1[0-7]):[0-5][0-9]|[+-]18:00)?$')",
                message =
                        "notBefore must be a real date and time such as 2020-12-16T18:00 or 2020-12-16T18:00:00, with Z or an offset from -18:00 to +18:00 if it is an instant")
        @ValidationRule(
                value = "timestamp(self.substring(0, 10) + 'T00:00:00Z').getFullYear() >= 1",
                message = "notBefore must name a date that exists")
        @JsonPropertyDescription(
                "The earliest moment, inclusive, at which the release may start. Written as 2020-12-16T18:00 or 2020-12-16T18:00:00 it is read off the wall clock of timeZone, and with Z or an offset at its end it is an instant. An entry without it is due at once and counts as earliest.")
        @Nullable
        String notBefore,

        @Default("false")
        @JsonPropertyDescription("Whether the release may replace a newer one. The default is false.")
        @Nullable
        Boolean allowDowngrade,

        @Min(1)
        @Max(10)
        @Default("1")
        @JsonPropertyDescription(
                "How many times a host may fail on the release before it is held. Raising the number releases a held host. It lies between 1 and 10, and the default is 1.")
        @Nullable
        Integer maxAttempts) {}
