package com.hyperanna.autodeploy.fleet;

import com.hyperanna.autodeploy.crd.v1alpha1.DeploymentSchedule;
import com.hyperanna.autodeploy.report.Ledger;
import com.hyperanna.autodeploy.schedule.Decision;
import com.hyperanna.autodeploy.schedule.EnvironmentName;
import com.hyperanna.autodeploy.schedule.Explanation;
import com.hyperanna.autodeploy.schedule.HostState;
import com.hyperanna.autodeploy.schedule.Schedule;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One DeploymentSchedule object, understood, with what the hosts of its environment reported.
 *
 * @param reading its declaration, compiled once per edit
 * @param timeZoneName the time zone as people wrote it, also when it is none
 * @param dueSinceTime since when some host's decision is {@code Due}, as the operator wrote it down
 */
public record Environment(
        ObjectKey key,
        String uid,
        String resourceVersion,
        long generation,
        Instant createdTime,
        SpecReader.Reading reading,
        String timeZoneName,
        Ledger ledger,
        Optional<Instant> dueSinceTime) {

    /** Of two objects for one environment the first in this order is served. */
    public static final Comparator<Environment> OLDEST_FIRST = Comparator.comparing(Environment::createdTime)
            .thenComparing(environment -> environment.key().namespace())
            .thenComparing(environment -> environment.key().name());

    /** The namespace and name of an object. */
    public record ObjectKey(String namespace, String name) {

        public static ObjectKey of(DeploymentSchedule object) {
            return new ObjectKey(
                    object.getMetadata().getNamespace(), object.getMetadata().getName());
        }

        @Override
        public String toString() {
            return namespace + "/" + name;
        }
    }

    /** Understands an object as it is now. */
    public static Environment of(DeploymentSchedule object) {
        return of(object, SpecReader.read(object.getSpec()));
    }

    /** Understands a later state of this object; the declaration only if it was edited. */
    Environment updatedTo(DeploymentSchedule object) {
        var metadata = object.getMetadata();
        var edited = !uid.equals(metadata.getUid()) || generation != generationOf(object);
        return of(object, edited ? SpecReader.read(object.getSpec()) : reading);
    }

    private static Environment of(DeploymentSchedule object, SpecReader.Reading reading) {
        var metadata = object.getMetadata();
        var spec = object.getSpec();
        return new Environment(
                ObjectKey.of(object),
                String.valueOf(metadata.getUid()),
                String.valueOf(metadata.getResourceVersion()),
                generationOf(object),
                RecordedLedger.instant(metadata.getCreationTimestamp()).orElse(Instant.EPOCH),
                reading,
                spec == null || spec.timeZone() == null ? "" : spec.timeZone(),
                RecordedLedger.read(object.getStatus()),
                object.getStatus() == null
                        ? Optional.empty()
                        : RecordedLedger.instant(object.getStatus().dueSinceTime()));
    }

    private static long generationOf(DeploymentSchedule object) {
        var generation = object.getMetadata().getGeneration();
        return generation == null ? 0 : generation;
    }

    public Optional<EnvironmentName> name() {
        return reading.environment();
    }

    public Optional<Schedule> schedule() {
        return reading.schedule();
    }

    /** Whether one of the tokens of this environment has that digest. */
    public boolean opensWith(TokenDigest digest) {
        var opens = false;
        for (var token : reading.tokens()) {
            opens |= token.matches(digest);
        }
        return opens;
    }

    /** What a host in that state is answered at that instant. */
    public Decision decide(HostState host, Instant now) {
        return schedule().map(valid -> Decision.of(valid, host, now)).orElse(Decision.INVALID);
    }

    /** Why it is answered so, in words. */
    public String explain(Decision decision, HostState host, Instant now) {
        return schedule()
                .map(valid -> Explanation.of(decision, valid, host, now))
                .orElseGet(() -> "The schedule cannot be understood: " + Problem.describe(problems()));
    }

    public List<Problem> problems() {
        return reading.problems();
    }

    /** Whether a host must be kept in the ledger whatever its silence: its attempt runs, or it is held. */
    public boolean mustKeep(HostState host, Instant now) {
        return schedule()
                .map(valid -> valid.holds(host, now)
                        || host.attempt()
                                .filter(attempt -> attempt.isOpen(now, valid.deploymentTimeout()))
                                .isPresent())
                .orElse(true);
    }
}
