package com.hyperanna.autodeploy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.hyperanna.autodeploy.crd.v1alpha1.DeploymentSchedule;
import com.hyperanna.autodeploy.crd.v1alpha1.DeploymentScheduleSpec;
import com.hyperanna.autodeploy.crd.v1alpha1.ReleaseEntry;
import com.hyperanna.autodeploy.report.Ledger;
import com.hyperanna.autodeploy.schedule.HostName;
import com.hyperanna.autodeploy.schedule.HostState;
import com.hyperanna.autodeploy.schedule.Release;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnrecordedPollsTest {

    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final HostName ANNA = new HostName("anna02");
    private static final Release R0 = new Release("R0");
    private static final Release R1 = new Release("R1");

    private final UnrecordedPolls polls = new UnrecordedPolls(Duration.ofHours(1));

    private static Environment grapes(Ledger ledger) {
        var object = new DeploymentSchedule();
        object.setMetadata(new ObjectMetaBuilder()
                .withNamespace("auto-deploy")
                .withName("grapes")
                .withUid("uid")
                .withResourceVersion("1")
                .withGeneration(1L)
                .build());
        object.setSpec(new DeploymentScheduleSpec(
                "Grapes", "UTC", List.of(new ReleaseEntry("R1", null, null, null)), null, null, null, null, null));
        object.setStatus(RecordedLedger.write(ledger));
        return Environment.of(object);
    }

    private static Ledger knownSince(Instant contact, Release running) {
        return Ledger.EMPTY.afterPoll(ANNA, Optional.of(running), contact, host -> false);
    }

    private void poll(Environment environment, HostName host, Optional<Release> current, Instant received) {
        var state = current.map(polls.stateOf(environment, host)::polled).orElse(polls.stateOf(environment, host));
        polls.note(environment, Optional.of(host), current, environment.decide(state, received), received);
    }

    @Test
    void aPollThatTellsNothingNewLeavesNothing() {
        // Given
        var environment = grapes(knownSince(NOON, R1));

        // When
        poll(environment, ANNA, Optional.of(R1), NOON.plusSeconds(300));

        // Then
        assertThat(polls.unrecorded()).isEmpty();
    }

    @Test
    void anotherReleaseIsAnsweredByAtOnceAndWaitsToBeRecorded() {
        // Given
        var environment = grapes(knownSince(NOON, R0));

        // When
        poll(environment, ANNA, Optional.of(R1), NOON.plusSeconds(300));

        // Then
        assertThat(polls.stateOf(environment, ANNA).runs(R1)).isTrue();
        assertThat(polls.unrecorded()).containsExactly(environment.key());
    }

    @Test
    void aContactIsWorthAWriteOnceTheRecordedOneIsOlderThanTheInterval() {
        // Given
        var environment = grapes(knownSince(NOON, R1));

        // When
        poll(environment, ANNA, Optional.of(R1), NOON.plusSeconds(3600));
        var within = polls.unrecorded().isEmpty();
        poll(environment, ANNA, Optional.of(R1), NOON.plusSeconds(3601));

        // Then
        assertThat(within).isTrue();
        assertThat(polls.unrecorded()).isNotEmpty();
    }

    @Test
    void aHostWithoutAPlaceIsAnsweredButCausesNoWriteAtEachPoll() {
        // Given
        var full = Ledger.EMPTY;
        for (var i = 0; i < Ledger.MOST_HOSTS; i++) {
            full = full.afterPoll(new HostName("h" + i), Optional.of(R1), NOON, host -> false);
        }
        var environment = grapes(full);

        // When
        poll(environment, ANNA, Optional.of(R1), NOON.plusSeconds(300));

        // Then
        assertThat(polls.unrecorded()).isEmpty();
    }

    @Test
    void whatIsTakenForAReportAndGivenBackCountsBeforeWhatCameSince() {
        // Given
        var environment = grapes(knownSince(NOON, R1));
        poll(environment, ANNA, Optional.of(R0), NOON.plusSeconds(10));
        var taken = polls.take(environment, ANNA).orElseThrow();
        poll(environment, ANNA, Optional.of(new Release("R2")), NOON.plusSeconds(20));

        // When
        polls.giveBack(environment, ANNA, taken);

        // Then
        assertThat(polls.stateOf(environment, ANNA).release()).contains(new Release("R2"));
        assertThat(polls.of(environment.key()).orElseThrow().hosts().get(ANNA))
                .extracting(UnrecordedPolls.HostPolls::told)
                .isEqualTo(List.of(R0, new Release("R2")));
    }

    @Test
    void whatCameInDuringAWriteStaysUnrecorded() {
        // Given
        var environment = grapes(knownSince(NOON, R1));
        poll(environment, ANNA, Optional.of(R0), NOON.plusSeconds(10));
        var written = polls.of(environment.key()).orElseThrow();
        poll(environment, ANNA, Optional.of(new Release("R2")), NOON.plusSeconds(20));

        // When
        polls.recorded(environment.key(), written);

        // Then
        assertThat(polls.stateOf(environment, ANNA))
                .extracting(HostState::release)
                .isEqualTo(Optional.of(new Release("R2")));
    }

    @Test
    void theFirstPollAfterAnEditThatMadeItDueIsRecordedBeforeTheStatusSaysSo() {
        // Given
        var environment = grapes(knownSince(NOON, R0));

        // When
        poll(environment, ANNA, Optional.of(R0), NOON.plusSeconds(10));

        // Then
        assertThat(environment.dueSinceTime()).isEmpty();
        assertThat(polls.unrecorded()).containsExactly(environment.key());
    }
}
