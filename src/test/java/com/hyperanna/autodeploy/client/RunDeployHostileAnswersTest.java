package com.hyperanna.autodeploy.client;

import static com.hyperanna.autodeploy.client.FakeScheduler.text;
import static com.hyperanna.autodeploy.client.FakeScheduler.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer that is not what the contract says means: do not deploy, and say so. */
class RunDeployHostileAnswersTest {

    private static final String DUE =
            "deploy=true\nrelease=R2\nreason=Due\nnext_change=\npoll_seconds=300\nmessage=go\n";

    @TempDir
    Path home;

    private final FakeScheduler scheduler = new FakeScheduler();
    private Site site;

    @BeforeEach
    void settleIn() {
        site = new Site(home, scheduler.url());
    }

    @AfterEach
    void close() {
        scheduler.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a command as release,      release=R2,       release=$(reboot)",
        "another command,           release=R2,       release=; rm -rf /",
        "no release,                release=R2,       release=",
        "a release with a space,    release=R2,       release=R2 R3",
        "a release with a CR,       release=R2,       release=R2\\r",
        "a release with a NUL,      release=R2,       release=R\\02",
        "an option as release,      release=R2,       release=-rf",
        "due for another reason,    reason=Due,       reason=UpToDate",
        "deploy is yes,             deploy=true,      deploy=yes",
        "deploy is TRUE,            deploy=true,      deploy=TRUE",
        "deploy twice,              deploy=true,      deploy=true\\ndeploy=true",
        "deploy false and true,     deploy=true,      deploy=false\\ndeploy=true",
        "a key is missing,          poll_seconds=300\\n, ''",
        "message is missing,        message=go\\n,    ''",
        "a last line cut off,       message=go\\n,    message=go",
        "cut off in a key,          message=go\\n,    mess",
        "an empty line,             message=go\\n,    message=go\\n\\n",
        "CR LF,                     '\\n',            '\\r\\n'",
    })
    void aTextThatIsNotAnAnswerDeploysNothing(String why, String what, String instead) {
        // Given
        scheduler.answersQuestions(text(DUE.replace(unescaped(what), unescaped(instead))));

        // When
        var run = site.run();

        // Then
        assertThat(run.exitCode()).as(site.log()).isEqualTo(3);
        assertThat(site.deployed()).isEmpty();
        assertThat(scheduler.reports()).isEmpty();
        assertThat(site.log()).contains("not understood");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "200, text/html",
        "200, application/json",
        "200, text/plainer",
        "201, text/plain",
        "203, text/plain",
        "404, text/plain",
        "401, text/plain",
    })
    void theRightTextInTheWrongWrappingDeploysNothing(int code, String type) {
        // Given
        scheduler.answersQuestions((question, out) -> write(out, code, type, DUE));

        // When
        var run = site.run();

        // Then
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(scheduler.reports()).isEmpty();
        assertThat(scheduler.questions()).hasSize(1);
    }

    @Test
    void anAnswerMayHaveKeysOfALaterVersion() {
        // Given
        scheduler.answersQuestions(text(DUE + "colour=green\n"));

        // When
        var run = site.run();

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(site.deployed()).containsExactly("R2");
    }

    @Test
    void tenMegabytesAreNotReadToTheEnd() {
        // Given
        scheduler.answersQuestions((question, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
            out.write(DUE.getBytes(UTF_8));
            out.write("x=".getBytes(UTF_8));
            for (var i = 0; i < 10_000; i++) {
                out.write(new byte[1000]);
            }
        });

        // When
        var run = site.run();

        // Then
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(site.log()).contains("longer than");
        assertThat(scheduler.reports()).isEmpty();
    }

    @Test
    void aRedirectIsNotFollowed() {
        // Given
        try (var elsewhere = new FakeScheduler()) {
            elsewhere.isDue("R2");
            scheduler.answersQuestions((question, out) ->
                    write(out, 302, "text/plain", DUE, "Location: " + elsewhere.url() + question.target()));

            // When
            var run = site.run();

            // Then
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void aSlowDripEndsWithinAMinute() {
        // Given
        scheduler.answersQuestions((question, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n".getBytes(UTF_8));
            for (var i = 0; i < 200; i++) {
                out.write('d');
                out.flush();
                pause();
            }
        });

        // When
        var before = System.nanoTime();
        var run = site.with("REQUEST_TIMEOUT_SECONDS", "5").run();
        var took = Duration.ofNanos(System.nanoTime() - before);

        // Then
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(took).isLessThan(Duration.ofSeconds(63));
    }

    @Test
    void aMessageCannotForgeALogLineNorMoveTheCursor() {
        // Given
        scheduler.answersQuestions(text(DUE.replace("deploy=true", "deploy=false")
                .replace("reason=Due", "reason=UpToDate")
                .replace("message=go", "message=a\u001b[2Jb\rc\u009bd")));

        // When
        var run = site.run();

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(site.log()).contains("a [2Jb c d").doesNotContain("\u001b").doesNotContain("\r");
    }

    private static void pause() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replace("\\r", "\r").replace("\\0", "\0");
    }
}
