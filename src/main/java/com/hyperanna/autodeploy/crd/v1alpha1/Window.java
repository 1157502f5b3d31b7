package com.hyperanna.autodeploy.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A recurring span of wall-clock time in which deployments may start. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "self.opens != self.closes",
        message = "opens and closes of a window must differ; a whole day is opens 00:00 and closes 24:00")
public record Window(
        @Size(min = 1, max = 7)
        @JsonPropertyDescription(
                "The different weekdays, by the calendar of timeZone, on which the window opens, from Monday to Sunday. Without them it opens every day.")
        @Nullable
        List<String> days,

        @Required
        @Size(min = 5, max = 5)
        @Pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$")
        @JsonPropertyDescription("The wall-clock time from 00:00 to 23:59 at which the window opens, inclusive.")
        @Nullable
        String opens,

        @Required
        @Size(min = 5, max = 5)
        @Pattern("^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")
        @JsonPropertyDescription(
                "The wall-clock time from 00:00 to 24:00 at which the window closes, exclusive. A time earlier than opens lies on the next day, and the same time as opens is refused. A running deployment is never ended by it.")
        @Nullable
        String closes) {}
