package com.hyperanna.autodeploy.client;

import static com.hyperanna.autodeploy.client.FakeScheduler.decision;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings are read, never executed, and a mistake in them is named and stops the run. */
class RunDeploySettingsTest {

    @TempDir
    Path home;

    private final FakeScheduler scheduler = new FakeScheduler();
    private Site site;

    @BeforeEach
    void settleIn() {
        scheduler.answersQuestions(decision(false, "UpToDate", "R1"));
        site = new Site(home, scheduler.url());
    }

    @AfterEach
    void close() {
        scheduler.close();
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "SERVER_URL,              http://scheduler.example.com",
        "SERVER_URL,              http://127.0.0.1.example.com",
        "SERVER_URL,              http://127.0.0.1@example.com",
        "SERVER_URL,              https://scheduler.example.com/path",
        "SERVER_URL,              ftp://scheduler.example.com",
        "SERVER_URL,              https://scheduler.example.com:99999",
        "ALLOW_HTTP,              maybe",
        "HOST_NAME,               -anna",
        "HOST_NAME,               <!channel>",
        "ENVIRONMENT,             a/b",
        "ENVIRONMENT,             ..",
        "ENVIRONMENT,             '\" Grapes\"'",
        "DEPLOY_TIMEOUT_SECONDS,  soon",
        "DEPLOY_TIMEOUT_SECONDS,  0",
        "CONNECT_TIMEOUT_SECONDS, -1",
        "REQUEST_TIMEOUT_SECONDS, 1.5",
        "JITTER_SECONDS,          1e3",
        "STATE_DIRECTORY,         state",
        "CA_FILE,                 /no/such/file",
        "TOKEN_FILE,              /no/such/file",
        "PROXY,                   'http://a b'",
    })
    void aWrongValueIsNamed(String key, String value) {
        // When
        var run = site.with(key, value).run();

        // Then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("wrong settings: ").contains(key);
        assertThat(scheduler.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ENVIRONMENT",
                "SERVER_URL",
                "TOKEN_FILE",
                "CURRENT_RELEASE_COMMAND",
                "DEPLOY_COMMAND",
                "HEALTH_COMMAND"
            })
    void aMissingKeyIsNamed(String key) {
        // When
        var run = site.without(key).run();

        // Then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(key + " is missing");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "COLOUR=green,        COLOUR",
        "environment=Grapes,  environment",
        "HOST_NAME=anna03,    HOST_NAME is repeated",
        "export A=b,          export A",
        "nonsense,            is not KEY=value",
    })
    void aLineThatDoesNotBelongIsNamed(String line, String named) {
        // When
        var run = site.withLine(line).run();

        // Then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw----", "rw----rw-", "rw-rw-rw-"})
    void aSettingsFileThatOthersMayWriteIsRefused(String permissions) throws Exception {
        // Given
        site.end(site.start("--version"));
        Files.setPosixFilePermissions(site.path("conf"), PosixFilePermissions.fromString(permissions));

        // When
        var run = site.end(site.startAsIs());

        // Then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("writable by group or others");
        assertThat(scheduler.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "r--r--r--"})
    void aTokenFileThatOthersMayReadIsRefused(String permissions) {
        // Given
        site.write("token", Site.TOKEN, permissions);

        // When
        var run = site.run();

        // Then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("TOKEN_FILE").doesNotContain(Site.TOKEN);
        assertThat(scheduler.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "two\nlines\n", "a b\n", "ümlaut\n"})
    void aTokenThatIsNoTokenIsRefused(String token) {
        // Given
        site.write("token", token, "rw-------");

        // When
        var run = site.run();

        // Then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("TOKEN_FILE");
    }

    @Test
    void settingsAreNeverExecuted() {
        // When
        var run = site.with("ENVIRONMENT", "$(touch " + site.path("trap").getFileName() + ")`id`")
                .run();

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(site.path("trap")).doesNotExist();
        assertThat(scheduler.questions().get(0).target()).contains("%24%28touch%20trap%29%60id%60");
    }

    @Test
    void quotesCommentsCarriageReturnsAndAMissingLastNewlineAreUnderstood() {
        // Given
        site.end(site.start("--version"));
        var text = site.read("conf")
                .replace("HOST_NAME=anna02", "HOST_NAME='anna02'")
                .replace("\n", "\r\n");
        site.write("conf", "# Sites of the south\r\n\r\n" + text + "JITTER_SECONDS=\"00\"", "rw-r--r--");

        // When
        var run = site.end(site.startAsIs());

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(scheduler.questions().get(0).target()).endsWith("host=anna02");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"--version, run-deploy.sh 1", "--help, Exit codes"})
    void versionAndHelpNeedNoSettings(String option, String said) {
        // When
        var run = site.end(site.startAsIs(option));

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains(said);
    }

    @Test
    void anUnknownOptionIsRefused() {
        assertThat(site.run("--force").exitCode()).isEqualTo(2);
    }
}
