package com.hyperanna.autodeploy.client;

import static com.hyperanna.autodeploy.client.FakeScheduler.decision;
import static com.hyperanna.autodeploy.client.FakeScheduler.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one run of the client does, seen from the site, from the server and from the log. */
class RunDeployTest {

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

    @Test
    void aDueReleaseIsReportedDeployedAndReportedAgain() {
        // Given
        scheduler.isDue("R2");

        // When
        var run = site.run();

        // Then
        assertThat(run.exitCode()).as(site.log()).isZero();
        assertThat(site.deployed()).containsExactly("R2");
        assertThat(scheduler.outcomes()).containsExactly("Started", "Succeeded");
        var question = scheduler.questions().get(0);
        assertThat(question.target()).isEqualTo("/api/v1/environments/Prod%20SG/release?current=R1&host=anna02");
        assertThat(question.headers())
                .containsEntry("accept", "text/plain")
                .containsEntry("authorization", "Bearer " + Site.TOKEN);
        var succeeded = scheduler.reports().get(1);
        assertThat(succeeded.target()).isEqualTo("/api/v1/environments/Prod%20SG/reports");
        assertThat(succeeded.field("host")).isEqualTo("anna02");
        assertThat(succeeded.field("release")).isEqualTo("R2");
        assertThat(succeeded.field("time")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(succeeded.field("healthOutput"))
                .isEqualTo("[{\"subjectName\":\"api\",\"checks\":{\"healthy\":\"true\"}}]\n");
        assertThat(site.filesIn("state/spool")).isEmpty();
        assertThat(site.log())
                .contains("deploy=true reason=Due release=R2 current=R1 next_change=2026-12-17T07:00:00Z (");
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource({
        "Açaí,     A%C3%A7a%C3%AD",
        "Prod SG,  Prod%20SG",
        "Guava,    Guava",
        "100% & ?, 100%25%20%26%20%3F",
        "'\"Bayberry\"', Bayberry",
    })
    void anyNameOfAnEnvironmentReachesTheServer(String name, String segment) {
        // When
        var run = site.with("ENVIRONMENT", name).run();

        // Then
        assertThat(run.exitCode()).as(site.log()).isZero();
        assertThat(scheduler.questions().get(0).target()).startsWith("/api/v1/environments/" + segment + "/release");
    }

    @Test
    void nothingToDoIsOneLineInTheLog() {
        // Given
        scheduler.answersQuestions(decision(false, "OutsideWindow", "R2"));

        // When
        var run = site.run();

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(site.log().lines())
                .singleElement()
                .asString()
                .contains("deploy=false reason=OutsideWindow release=R2");
        assertThat(scheduler.reports()).isEmpty();
    }

    @Test
    void aFailingDeployCommandIsReportedWithItsLastWord() {
        // Given
        scheduler.isDue("R2");

        // When
        var run = site.with("DEPLOY_COMMAND", "f() { echo 'no \"space\" left' >&2; return 7; }; f")
                .run();

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(scheduler.outcomes()).containsExactly("Started", "Failed");
        assertThat(scheduler.reports().get(1).field("message"))
                .isEqualTo("DEPLOY_COMMAND ended with exit code 7: no \"space\" left");
        assertThat(scheduler.reports().get(1).json().has("healthOutput")).isFalse();
    }

    @Test
    void aHealthCommandThatCannotTellIsAFailure() {
        // Given
        scheduler.isDue("R2");

        // When
        var run = site.with("HEALTH_COMMAND", "echo '[]'; exit 3").run();

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(scheduler.reports().get(1).field("outcome")).isEqualTo("Failed");
        assertThat(scheduler.reports().get(1).field("message")).startsWith("HEALTH_COMMAND ended with exit code 3");
    }

    @Test
    void theServerJudgesTheHealth() {
        // Given
        scheduler.isDue("R2");
        scheduler.answersReports((report, out) ->
                scheduler.storeAs(report.field("outcome").equals("Started") ? "Started" : "Failed", report, out));

        // When
        var run = site.run();

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(scheduler.outcomes()).containsExactly("Started", "Succeeded");
    }

    @Test
    void anyBytesOfTheHealthCommandArriveAsAString() {
        // Given
        scheduler.isDue("R2");

        // When
        var run = site.with("HEALTH_COMMAND", "printf 'a\\0b\\001\\377\\303\\247\\t\\r\\n\"\\134\\355\\240\\200'")
                .run();

        // Then
        assertThat(run.exitCode()).as(site.log()).isZero();
        assertThat(scheduler.reports().get(1).field("healthOutput"))
                .isEqualTo("a\0b\001\uFFFDç\t\r\n\"\\\uFFFD\uFFFD\uFFFD");
    }

    @Test
    void anEmptyHealthOutputIsSentForTheServerToJudge() {
        // Given
        scheduler.isDue("R2");

        // When
        site.with("HEALTH_COMMAND", "true").run();

        // Then
        assertThat(scheduler.reports().get(1).json().path("healthOutput").asText("missing"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413})
    void aRefusedOutcomeIsSentOnceMoreAsFailed(int code) {
        // Given
        scheduler.isDue("R2");
        scheduler.answersReports((report, out) -> {
            if (report.json().has("healthOutput")) {
                status(code).to(report, out);
            } else {
                scheduler.store(report, out);
            }
        });

        // When
        var run = site.run();

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(scheduler.outcomes()).containsExactly("Started", "Succeeded", "Failed");
        var second = scheduler.reports().get(2);
        assertThat(second.field("message")).isEqualTo("report refused: HTTP " + code + ", no");
        assertThat(second.field("id")).isNotEqualTo(scheduler.reports().get(1).field("id"));
        assertThat(site.filesIn("state/spool")).isEmpty();
        assertThat(site.filesIn("state/rejected")).isEmpty();
    }

    @Test
    void anOutcomeThatIsRefusedTwiceIsPutAside() {
        // Given
        scheduler.isDue("R2");
        scheduler.answersReports((report, out) -> {
            if (report.field("outcome").equals("Started")) {
                scheduler.store(report, out);
            } else {
                status(400).to(report, out);
            }
        });

        // When
        var run = site.run();

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(scheduler.outcomes()).containsExactly("Started", "Succeeded", "Failed");
        assertThat(site.filesIn("state/rejected")).hasSize(1);
        assertThat(site.filesIn("state/spool")).isEmpty();
    }

    @Test
    void aRefusedStartedIsPutAsideAndNothingIsDeployed() {
        // Given
        scheduler.isDue("R2").answersReports(status(400));

        // When
        var run = site.run();

        // Then
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(site.deployed()).isEmpty();
        assertThat(scheduler.outcomes()).containsExactly("Started");
        assertThat(site.filesIn("state/rejected")).hasSize(1);
        assertThat(site.log()).contains("nothing is deployed");
    }

    @Test
    void healthOutputThatIsTooLongIsRefusedAndTheFailureToldWithoutIt() {
        // Given
        scheduler.isDue("R2");
        scheduler.answersReports((report, out) -> {
            if (report.body().length() > 65536) {
                status(413).to(report, out);
            } else {
                scheduler.store(report, out);
            }
        });

        // When
        var run = site.with("HEALTH_COMMAND", "head -c 300000 /dev/zero | tr '\\0' x")
                .run();

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(scheduler.outcomes()).containsExactly("Started", "Succeeded", "Failed");
        assertThat(scheduler.reports().get(2).field("message")).startsWith("report refused: ");
    }

    @Test
    void anUnseenDeploymentNeverHappens() {
        // Given
        scheduler.isDue("R2").answersReports(status(503, "Retry-After: 3600"));

        // When
        var run = site.run();

        // Then
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(site.deployed()).isEmpty();
        assertThat(site.filesIn("state/spool")).hasSize(1);
    }

    @ParameterizedTest(name = "the second answer is {0} {1}: {2}")
    @CsvSource({
        "true,  Due,           R2, Started Started Succeeded, R2,   0",
        "true,  Due,           R3, Started Started Cancelled, '',   0",
        "false, OutsideWindow, R2, Started Started Cancelled, '',   0",
    })
    void aStartedSpooledByAnEarlierRunIsAskedAboutAgain(
            boolean deploy, String reason, String release, String outcomes, String deployed, int exitCode) {
        // Given
        scheduler.isDue("R2").answersReports(status(503, "Retry-After: 3600"));
        assertThat(site.run().exitCode()).isEqualTo(3);
        scheduler.answersQuestions(decision(deploy, reason, release)).answersReports(scheduler::store);

        // When
        var run = site.run();

        // Then
        assertThat(run.exitCode()).as(site.log()).isEqualTo(exitCode);
        assertThat(String.join(" ", scheduler.outcomes())).isEqualTo(outcomes);
        assertThat(String.join(" ", site.deployed())).isEqualTo(deployed);
        assertThat(scheduler.reports().get(0).field("id"))
                .isEqualTo(scheduler.reports().get(1).field("id"));
        assertThat(scheduler.questions()).hasSize(2);
        assertThat(scheduler.questions().get(1).target()).endsWith("/release?current=R1");
        if (outcomes.endsWith("Cancelled")) {
            assertThat(scheduler.reports().get(2).field("message")).isEqualTo(reason);
        }
    }

    @Test
    void aSpooledOutcomeIsDeliveredOnceBeforeTheNextQuestion() {
        // Given
        scheduler.isDue("R2").answersReports((report, out) -> {
            if (report.field("outcome").equals("Started")) {
                scheduler.store(report, out);
            } else {
                status(503, "Retry-After: 3600").to(report, out);
            }
        });
        assertThat(site.run().exitCode()).isZero();
        assertThat(site.filesIn("state/spool")).hasSize(1);
        scheduler.answersQuestions(decision(false, "UpToDate", "R2")).answersReports(scheduler::store);

        // When
        var run = site.run();
        var later = site.run();

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(later.exitCode()).isZero();
        assertThat(scheduler.outcomes()).containsExactly("Started", "Succeeded", "Succeeded");
        assertThat(scheduler.reports().get(1).body())
                .isEqualTo(scheduler.reports().get(2).body());
        assertThat(site.deployed()).containsExactly("R2");
        assertThat(scheduler.requests().get(4).isReport())
                .as("delivered before the question")
                .isFalse();
        assertThat(scheduler.requests().get(3).isReport()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 302})
    void whileAReportIsSpooledNothingIsDeployed(int code) {
        // Given
        scheduler.isDue("R2").answersReports(status(code));
        site.run();

        // When
        var run = site.run();

        // Then
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(site.deployed()).isEmpty();
        assertThat(site.filesIn("state/spool")).hasSize(1);
        assertThat(scheduler.questions()).hasSize(1);
    }

    @Test
    void aReceiptWithAnotherIdIsNoReceipt() {
        // Given
        scheduler
                .isDue("R2")
                .answersReports(
                        (report, out) -> FakeScheduler.write(out, 201, "text/plain", "id=another\noutcome=Started\n"));

        // When
        var run = site.run();

        // Then
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(site.deployed()).isEmpty();
    }

    @Test
    void aServerThatStumblesIsAskedAgainAfterTheTimeItWants() {
        // Given
        var tries = new AtomicInteger();
        List<Long> moments = new CopyOnWriteArrayList<>();
        scheduler.answersQuestions((question, out) -> {
            moments.add(System.nanoTime());
            switch (tries.getAndIncrement()) {
                case 0 -> status(429, "Retry-After: 3").to(question, out);
                case 1 -> FakeScheduler.nothing().to(question, out);
                default -> decision(false, "UpToDate", "R2").to(question, out);
            }
        });

        // When
        var run = site.run();

        // Then
        assertThat(run.exitCode()).as(site.log()).isZero();
        assertThat(moments).hasSize(3);
        assertThat(Duration.ofNanos(moments.get(1) - moments.get(0)))
                .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(6));
    }

    @Test
    void anUnreachableServerEndsTheRunWithinAMinuteAndTheLogTellsWhatWasKnown() {
        // Given
        scheduler.answersQuestions(decision(false, "OutsideWindow", "R2"));
        site.run();
        scheduler.close();

        // When
        var before = System.nanoTime();
        var run = site.run();
        var took = Duration.ofNanos(System.nanoTime() - before);

        // Then
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(took).isLessThan(Duration.ofSeconds(63));
        assertThat(site.log())
                .contains("last known decision")
                .contains("reason=OutsideWindow release=R2 next_change=2026-12-17T07:00:00Z (");
    }

    @Test
    void aHeldSiteAsksButDeploysNothing() {
        // Given
        scheduler.isDue("R2");
        site.write("hold", "", "rw-r--r--");

        // When
        var run = site.run();

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(scheduler.questions()).hasSize(1);
        assertThat(scheduler.reports()).isEmpty();
        assertThat(site.log()).contains("held: " + site.path("hold"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "true,              'printed nothing'",
        "'echo a b',        'printed no release name'",
        "'echo R1; echo R1', 'printed no release name'",
        "'echo R1; exit 4', 'exit code 4'",
    })
    void anUnknownCurrentReleaseIsLeftOutAndLogged(String command, String logged) {
        // When
        site.with("CURRENT_RELEASE_COMMAND", command).run();

        // Then
        assertThat(scheduler.questions().get(0).target()).endsWith("/release?host=anna02");
        assertThat(site.log()).contains("current release unknown").contains(logged);
    }

    @Test
    void aDeploymentThatTakesTooLongIsEndedWithAllItsProcesses() {
        // Given
        scheduler.isDue("R2");
        site.with("DEPLOY_TIMEOUT_SECONDS", "1")
                .with("DEPLOY_COMMAND", "sleep 71 & echo $! >" + site.path("child") + "; sleep 72; true");

        // When
        var run = site.run();

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(scheduler.reports().get(1).field("message")).contains("did not end within 1 seconds");
        assertThat(site.runs(site.read("child").strip())).isFalse();
    }

    @Test
    void ofTwoRunsAtOnceOnlyOneDeploys() {
        // Given
        scheduler.isDue("R2");
        site.with("DEPLOY_COMMAND", "f() { echo \"$1\" >>" + site.path("deployed") + "; sleep 3; }; f");
        var first = site.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> !site.deployed().isEmpty());

        // When
        var second = site.run();

        // Then
        assertThat(second.exitCode()).isEqualTo(4);
        assertThat(site.end(first).exitCode()).isZero();
        assertThat(site.deployed()).containsExactly("R2");
    }

    @Test
    void commandsDoNotInheritTheLockNorTheLocaleOfTheScript() {
        // Given
        scheduler.isDue("R2");
        site.with(
                "DEPLOY_COMMAND",
                "ls -l /proc/self/fd >" + site.path("fds") + "; env >" + site.path("env") + "; umask >"
                        + site.path("umask") + "; :");

        // When
        site.run();

        // Then
        assertThat(site.read("fds")).isNotEmpty().doesNotContain("state/lock").doesNotContain("gate");
        assertThat(site.read("env")).doesNotContain("LC_ALL=C").doesNotContain(Site.TOKEN);
        assertThat(site.read("umask")).doesNotContain("077");
    }

    @Test
    void stateThatCannotBeWrittenMeansNothingIsDeployed() throws Exception {
        // Given
        scheduler.isDue("R2");
        Files.writeString(site.path("blocked"), "a file where a directory should be");

        // When
        var run = site.with("STATE_DIRECTORY", site.path("blocked") + "/state").run();

        // Then
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(site.deployed()).isEmpty();
        assertThat(scheduler.reports()).isEmpty();
        assertThat(site.log()).contains("state cannot be written");
    }

    @Test
    void aLogThatCannotBeWrittenGoesToStandardError() {
        // Given
        scheduler.answersQuestions(decision(false, "UpToDate", "R2"));

        // When
        var run = site.with("LOG_FILE", site.path("none") + "/log").run();

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("reason=UpToDate");
    }

    @Test
    void secretsNeverShowInArgumentsLogsOrState() throws Exception {
        // Given
        scheduler.answersQuestions((question, out) -> {
            sleep(1500);
            decision(true, "Due", "R2").to(question, out);
        });
        var proxy = "http://site:gatekeeper%2F7@127.0.0.1:" + scheduler.url().replaceAll(".*:", "");
        site.with("PROXY", proxy).with("DEPLOY_COMMAND", "f() { cat " + site.path("token") + "; return 1; }; f");

        // When
        var process = site.start();
        var seen = new StringBuilder();
        while (process.isAlive()) {
            seen.append(argumentsOfAllProcesses());
            sleep(20);
        }

        // Then
        assertThat(site.end(process).exitCode()).as(site.log()).isEqualTo(1);
        assertThat(scheduler.questions().get(0).headers()).containsKey("proxy-authorization");
        assertThat(seen.toString()).contains("curl").doesNotContain(Site.TOKEN).doesNotContain("gatekeeper");
        assertThat(site.log()).doesNotContain(Site.TOKEN).doesNotContain("gatekeeper");
        assertThat(scheduler.reports().get(1).body()).doesNotContain(Site.TOKEN);
    }

    @Test
    void checkSaysWhatIsWrongInOneLineEach() {
        // Given
        scheduler.answersQuestions(status(401));

        // When
        var run = site.with("CURRENT_RELEASE_COMMAND", "exit 9").run("--check");

        // Then
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out().lines().filter(line -> line.startsWith("wrong")))
                .hasSize(2)
                .anyMatch(line -> line.contains("CURRENT_RELEASE_COMMAND") && line.contains("9"))
                .anyMatch(line -> line.contains("401"));
        assertThat(scheduler.questions().get(0).target()).endsWith("/release");
        assertThat(site.log()).isEmpty();
    }

    @Test
    void statusShowsDecisionNextChangeAndSpool() {
        // Given
        scheduler.isDue("R2").answersReports(status(401));
        site.run();

        // When
        var run = site.run("--status");

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("reason=Due release=R2")
                .contains("(2026-12-17T07:00:00Z)")
                .contains("spooled: Started of R2")
                .contains("spool: 1");
    }

    @Test
    void aDryRunReportsAndDeploysNothing() {
        // Given
        scheduler.isDue("R2");

        // When
        var run = site.run("--dry-run");

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("would report Started and run").contains("R2");
        assertThat(scheduler.reports()).isEmpty();
        assertThat(site.deployed()).isEmpty();
    }

    private static String argumentsOfAllProcesses() throws Exception {
        var all = new StringBuilder();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (var process : processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                try {
                    all.append(new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.ISO_8859_1));
                } catch (java.io.IOException e) {
                    continue;
                }
            }
        }
        return all.toString();
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
