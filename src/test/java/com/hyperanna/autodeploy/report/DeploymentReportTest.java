package com.hyperanna.autodeploy.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.hyperanna.autodeploy.schedule.HostName;
import com.hyperanna.autodeploy.schedule.Release;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentReportTest {

    private static DeploymentReport judged(Outcome sent, List<Container> containers) {
        return DeploymentReport.judged(
                "id", new HostName("a"), new Release("v2"), sent, Optional.empty(), Optional.of("told"), containers);
    }

    private static Container withHealth(String healthy) {
        return new Container("web", Map.of("healthy", healthy));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "healthy,            true,    SUCCEEDED, SUCCEEDED, 0",
        "unhealthy,          false,   SUCCEEDED, FAILED,    1",
        "another case,       True,    SUCCEEDED, FAILED,    1",
        "a number,           1,       SUCCEEDED, FAILED,    1",
        "empty,              '',      SUCCEEDED, FAILED,    1",
        "white space,        'true ', SUCCEEDED, FAILED,    1",
        "failed anyway,      true,    FAILED,    FAILED,    0",
        "only a success,     false,   STARTED,   STARTED,   1",
        "nor a cancellation, false,   CANCELLED, CANCELLED, 1",
    })
    void aSuccessStandsOnlyWithHealthyContainers(
            String why, String healthy, Outcome sent, Outcome counts, int unhealthy) {
        var report = judged(sent, List.of(withHealth(healthy)));

        assertThat(report.sent()).isEqualTo(sent);
        assertThat(report.outcome()).isEqualTo(counts);
        assertThat(report.unhealthyCount()).isEqualTo(unhealthy);
    }

    @Test
    void aContainerThatDoesNotSayIsUnhealthy() {
        assertThat(judged(Outcome.SUCCEEDED, List.of(new Container("web", Map.of())))
                        .outcome())
                .isEqualTo(Outcome.FAILED);
    }

    @Test
    void aSuccessWithoutContainersStands() {
        assertThat(judged(Outcome.SUCCEEDED, List.of()).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void aSuccessWhoseHealthCannotBeReadIsAFailureThatSaysWhy() {
        var report = judged(Outcome.SUCCEEDED, List.of()).withUnreadableHealth("not JSON");

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.sent()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(report.message()).contains("not JSON told");
    }

    @Test
    void theFirstSixteenUnhealthyContainersAreKeptAndAllAreCounted() {
        var containers = IntStream.range(0, 40)
                .mapToObj(n -> new Container("c" + n, Map.of("healthy", n % 2 == 0 ? "false" : "true")))
                .toList();

        var report = judged(Outcome.SUCCEEDED, containers);

        assertThat(report.unhealthyCount()).isEqualTo(20);
        assertThat(report.unhealthy()).hasSize(16);
        assertThat(report.unhealthy().get(15).subjectName()).isEqualTo("c30");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "plain letters, a",
        "quotes, '\"'",
        "controls, '\u0001'",
        "three bytes, '€'",
        "four bytes, '\ud83c\udf47'",
    })
    void whatIsKeptNeverTakesMoreThanFourKibibytesOfJson(String why, String letter) {
        var checks = new LinkedHashMap<String, String>();
        checks.put("healthy", "false");
        for (var n = 0; n < 40; n++) {
            checks.put("check" + n, letter.repeat(500));
        }

        var kept = judged(Outcome.FAILED, Collections.nCopies(70, new Container(letter.repeat(300), checks)))
                .unhealthy();

        assertThat(kept).isNotEmpty();
        assertThat(json(kept).getBytes(java.nio.charset.StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(4096);
        assertThat(kept).allSatisfy(container -> assertThat(container.checks()).hasSizeLessThanOrEqualTo(16));
    }

    /** An own writer, with every escape at its longest. */
    private static String json(List<Container> containers) {
        var text = new StringBuilder("[");
        for (var container : containers) {
            text.append(text.length() > 1 ? "," : "")
                    .append("{\"subjectName\":")
                    .append(quoted(container.subjectName()))
                    .append(",\"checks\":{");
            var first = true;
            for (var check : container.checks().entrySet()) {
                text.append(first ? "" : ",")
                        .append(quoted(check.getKey()))
                        .append(':')
                        .append(quoted(check.getValue()));
                first = false;
            }
            text.append("}}");
        }
        return text.append("]").toString();
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\') {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "short enough,            abc,    3, abc",
        "one too long,            abcd,   3, ab…",
        "empty,                   '',     3, ''",
        "never half a character,  '\ud83c\udf47\ud83c\udf47\ud83c\udf47', 2, '\ud83c\udf47…'",
    })
    void textsAreCutToTheirLengthWithAnEllipsis(String why, String text, int most, String expected) {
        assertThat(Texts.cut(text, most)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} is an outcome: {1}")
    @CsvSource({
        "Started,      true",
        "Succeeded,    true",
        "Failed,       true",
        "Cancelled,    true",
        "Contradicted, false",
        "started,      false",
        "'',           false",
        "Paused,       false",
    })
    void onlyPublishedOutcomesAreKnown(String published, boolean known) {
        assertThat(Outcome.parse(published).isPresent()).isEqualTo(known);
    }
}
