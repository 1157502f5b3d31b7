package com.hyperanna.autodeploy.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.hyperanna.autodeploy.report.Container;
import com.hyperanna.autodeploy.report.DeploymentReport;
import com.hyperanna.autodeploy.report.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportReaderTest {

    private static DeploymentReport understood(String more) {
        var json = "{\"id\":\"i\",\"host\":\"h\",\"release\":\"R1\",\"outcome\":\"Succeeded\"" + more + "}";
        var reading = ReportReader.read(json.getBytes(StandardCharsets.UTF_8));
        assertThat(reading).isInstanceOf(ReportReader.Reading.Understood.class);
        return ((ReportReader.Reading.Understood) reading).report();
    }

    private static DeploymentReport withHealth(String printed) {
        return understood(",\"message\":\"told\",\"healthOutput\":\""
                + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(printed)) + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nothing printed | ``",
                "white space | ` \n `",
                "an empty list | []",
                "no JSON | all fine",
                "an object | {}",
                "something after it | [{\"subjectName\":\"a\",\"checks\":{\"healthy\":true}}] ok",
                "two lists | [] []",
                "no name | [{\"checks\":{\"healthy\":true}}]",
                "a name that is a number | [{\"subjectName\":1,\"checks\":{\"healthy\":true}}]",
                "no checks | [{\"subjectName\":\"a\"}]",
                "checks that are a list | [{\"subjectName\":\"a\",\"checks\":[]}]",
                "a repeated key | [{\"subjectName\":\"a\",\"checks\":{\"healthy\":false,\"healthy\":true}}]",
                "an entry that is null | [{\"subjectName\":\"a\",\"checks\":{\"healthy\":true}},null]",
            })
    void aSuccessWhoseHealthCannotBeReadIsAFailure(String why, String printed) {
        var report = withHealth(printed);
        assertThat(report.sent()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.message().orElseThrow())
                .startsWith("The health output cannot be understood: ")
                .endsWith("told");
    }

    @Test
    void nestingWithoutEndIsUnreadable() {
        assertThat(withHealth("[".repeat(40_000)).outcome()).isEqualTo(Outcome.FAILED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "true | SUCCEEDED",
                "\"true\" | SUCCEEDED",
                "false | FAILED",
                "\"false\" | FAILED",
                "\"TRUE\" | FAILED",
                "1 | FAILED",
                "null | FAILED",
                "[true] | FAILED",
            })
    void onlyTrueIsHealthy(String healthy, Outcome outcome) {
        assertThat(withHealth("\n[{\"subjectName\":\"a\",\"checks\":{\"healthy\":" + healthy + "}}]\n")
                        .outcome())
                .isEqualTo(outcome);
    }

    @Test
    void allPrintedContainersAreJudgedHoweverMany() {
        var healthy = "{\"subjectName\":\"a\",\"checks\":{\"healthy\":true}},";
        var report = withHealth("[" + healthy.repeat(900) + "{\"subjectName\":\"last\",\"checks\":{}}]");
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.unhealthyCount()).isEqualTo(1);
        assertThat(report.unhealthy()).extracting(Container::subjectName).containsExactly("last");
    }

    @Test
    void checksKeepTheTextOfTheirJson() {
        var report = withHealth("[{\"subjectName\":\"a\\ud800\",\"checks\":{\"n\":1.50e3,\"b\":false,\"z\":null,"
                + "\"l\":[1,\"x\"],\"o\":{\"k\":{}}}}]");
        assertThat(report.unhealthy()).hasSize(1);
        assertThat(report.unhealthy().get(0).subjectName()).isEqualTo("a\ufffd");
        assertThat(report.unhealthy().get(0).checks())
                .containsEntry("n", "1.50e3")
                .containsEntry("b", "false")
                .containsEntry("z", "null")
                .containsEntry("l", "[1,\"x\"]")
                .containsEntry("o", "{\"k\":{}}");
    }

    @Test
    void textsAreCountedInCharactersNotInUnits() {
        assertThat(understood(",\"message\":\"" + "😀".repeat(1024) + "\"").message())
                .isPresent();
        assertThat(understood(",\"containers\":[]").outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void noMutilatedBodyMakesItStumble() {
        var random = new Random(20201211);
        var seed = ("{\"id\":\"i\",\"host\":\"h\",\"release\":\"R1\",\"outcome\":\"Succeeded\",\"time\":"
                        + "\"2020-12-11T07:25:13Z\",\"healthOutput\":\"[{\\\"subjectName\\\":\\\"a\\\",\\\"checks\\\":{}}]\"}")
                .getBytes(StandardCharsets.UTF_8);
        for (var i = 0; i < 20_000; i++) {
            var body = seed.clone();
            for (var j = 0; j <= random.nextInt(6); j++) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            assertThat(ReportReader.read(body)).isNotNull();
        }
    }
}
