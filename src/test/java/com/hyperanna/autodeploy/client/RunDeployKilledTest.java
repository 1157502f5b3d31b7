package com.hyperanna.autodeploy.client;

import static com.hyperanna.autodeploy.client.FakeScheduler.decision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** kill -9 at each step: what is reported next, and how often it was deployed. */
class RunDeployKilledTest {

    @TempDir
    Path home;

    private final FakeScheduler scheduler = new FakeScheduler();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private Site site;

    @BeforeEach
    void settleIn() {
        site = new Site(home, scheduler.url());
    }

    @AfterEach
    void close() {
        released.countDown();
        scheduler.close();
    }

    @ParameterizedTest(name = "killed {0}: {3}")
    @CsvSource({
        // where it is killed,           held back, stored, reports stored in the end, deployed
        "while it asks,                  GET,       false,  Started Succeeded,         R2",
        "while Started is on its way,    Started,   false,  Started Succeeded,         R2",
        "before it hears Started is stored, Started, true,  Started Succeeded,         R2",
        "while the outcome is on its way, Succeeded, false, Started Succeeded,         R2",
        "before it hears the outcome is stored, Succeeded, true, Started Succeeded,    R2",
    })
    void killedWhileItTalks(String where, String step, boolean stored, String outcomes, String deployed)
            throws Exception {
        // Given
        scheduler.answersQuestions((question, out) -> {
            holdBack(step.equals("GET"));
            decision(true, "Due", "R2").to(question, out);
        });
        scheduler.answersReports((report, out) -> {
            var held = report.field("outcome").equals(step);
            if (held && stored) {
                scheduler.keep(report);
            }
            holdBack(held);
            scheduler.store(report, out);
        });
        var run = site.start();
        assertThat(reached.await(20, TimeUnit.SECONDS)).as(site.log()).isTrue();
        Site.kill(run);

        // When
        scheduler.answersReports(scheduler::store);
        scheduler.answersQuestions((question, out) -> decision(
                        site.deployed().isEmpty(), site.deployed().isEmpty() ? "Due" : "UpToDate", "R2")
                .to(question, out));
        var next = site.run();
        var last = site.run();

        // Then
        assertThat(next.exitCode()).as(site.log()).isZero();
        assertThat(last.exitCode()).isZero();
        assertThat(String.join(" ", scheduler.stored().values())).isEqualTo(outcomes);
        assertThat(String.join(" ", site.deployed())).isEqualTo(deployed);
        assertThat(site.filesIn("state/spool")).isEmpty();
        assertThat(site.path("state/attempt")).doesNotExist();
    }

    @ParameterizedTest(name = "killed during {0}")
    @CsvSource({"DEPLOY_COMMAND", "HEALTH_COMMAND"})
    void killedWhileACommandRuns(String command) {
        // Given
        scheduler.isDue("R2");
        site.with("DEPLOY_COMMAND", "f() { echo \"$1\" >>" + site.path("deployed") + "; }; f");
        var hangs =
                "touch " + site.path("hanging") + "; while [ ! -e " + site.path("finish") + " ]; do sleep 0.1; done";
        site.with(
                command,
                command.equals("DEPLOY_COMMAND")
                        ? "f() { echo \"$1\" >>" + site.path("deployed") + "; " + hangs + "; }; f"
                        : hangs);
        var run = site.start();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> site.path("hanging").toFile().exists());
        Site.kill(run);

        // When
        var whileItGoes = site.run();
        site.write("finish", "", "rw-r--r--");
        scheduler.answersQuestions(decision(false, "HeldAfterFailure", "R2"));
        await().atMost(Duration.ofSeconds(20)).until(() -> site.run().exitCode() != 4);
        var later = site.run();

        // Then
        assertThat(whileItGoes.exitCode())
                .as("a deployment outlived its script")
                .isEqualTo(4);
        assertThat(later.exitCode()).isZero();
        assertThat(scheduler.stored().values()).containsExactly("Started", "Failed");
        assertThat(scheduler.reports().get(1).field("message")).isEqualTo("interrupted");
        assertThat(site.deployed()).containsExactly("R2");
    }

    @Test
    void aDeploymentLeftOverPastItsTimeIsEndedAndReported() {
        // Given
        scheduler.isDue("R2");
        site.with(
                "DEPLOY_COMMAND",
                "f() { echo \"$1\" >>" + site.path("deployed") + "; sleep 73 & echo $! >" + site.path("child")
                        + "; sleep 74; }; f");
        var run = site.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> !site.read("child").isEmpty());
        Site.kill(run);
        scheduler.answersQuestions(decision(false, "HeldAfterFailure", "R2"));
        site.with("DEPLOY_TIMEOUT_SECONDS", "1");

        // When
        await().atMost(Duration.ofSeconds(20)).until(() -> site.run().exitCode() != 4);

        // Then
        assertThat(scheduler.stored().values()).containsExactly("Started", "Failed");
        assertThat(scheduler.reports().get(1).field("message")).isEqualTo("interrupted");
        assertThat(site.runs(site.read("child").strip())).isFalse();
        assertThat(site.deployed()).containsExactly("R2");
    }

    @Test
    void aRestartOfTheMachineEndsADeployment() {
        // Given
        scheduler.isDue("R2");
        site.with("DEPLOY_COMMAND", "touch " + site.path("hanging") + "; sleep 5;:");
        var run = site.start();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> site.path("hanging").toFile().exists());
        Site.kill(run);
        site.write("state/attempt", site.read("state/attempt").replaceAll("boot=.*", "boot=another"), "rw-------");
        scheduler.answersQuestions(decision(false, "HeldAfterFailure", "R2"));

        // When
        var next = site.run();

        // Then
        assertThat(next.exitCode()).isZero();
        assertThat(scheduler.stored().values()).containsExactly("Started", "Failed");
    }

    /** Kills the run a little later each time; whatever the moment, no Started is deployed twice or left without outcome. */
    @Test
    void killedAtAnyMomentTheReportsStayTrue() throws Exception {
        site.with("DEPLOY_COMMAND", "f() { echo \"$1\" >>" + site.path("deployed") + "; sleep 0.1; }; f");
        scheduler.answersQuestions(
                (question, out) -> due(question.target().contains("host=")).to(question, out));
        for (var delay = 20; delay <= 1100; delay += 45) {
            var run = site.start();
            run.waitFor(delay, TimeUnit.MILLISECONDS);
            Site.kill(run);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> site.run().exitCode() == 0);

        // Then
        var stored = List.copyOf(scheduler.stored().values());
        for (var i = 0; i < stored.size(); i++) {
            assertThat(stored.get(i).equals("Started")).as("%s", stored).isEqualTo(i % 2 == 0);
        }
        var started = stored.stream().filter("Started"::equals).count();
        var succeeded = stored.stream().filter("Succeeded"::equals).count();
        assertThat((long) site.deployed().size()).as("%s", stored).isBetween(succeeded, started);
        assertThat(stored.size() % 2).isZero();
        scheduler
                .reports()
                .forEach(report ->
                        assertThat(scheduler.stored()).containsEntry(report.field("id"), report.field("outcome")));
    }

    private FakeScheduler.Answer due(boolean askedByHost) {
        var open = scheduler.stored().size() % 2 == 1;
        return open && askedByHost ? decision(false, "InProgress", "R2") : decision(true, "Due", "R2");
    }

    private void holdBack(boolean really) {
        if (!really) {
            return;
        }
        reached.countDown();
        try {
            released.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
