package com.hyperanna.autodeploy.fleet;

import com.hyperanna.autodeploy.fleet.Environment.ObjectKey;
import com.hyperanna.autodeploy.report.Ledger;
import com.hyperanna.autodeploy.schedule.Decision;
import com.hyperanna.autodeploy.schedule.HostName;
import com.hyperanna.autodeploy.schedule.HostState;
import com.hyperanna.autodeploy.schedule.Release;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What polls told that the cluster does not know yet; lookups already answer by it.
 *
 * <p>A poll that tells nothing worth a write leaves nothing here. Of many polls of a host no more is kept than their
 * effect needs, so the size is bounded by the number of hosts.
 */
@ApplicationScoped
public class UnrecordedPolls {

    /** More hosts than an environment can have are answered, but nothing is kept of them. */
    private static final int MOST_HOSTS = 2 * Ledger.MOST_HOSTS;

    private final Map<ObjectKey, Pending> byEnvironment = new ConcurrentHashMap<>();
    private final Duration writeInterval;

    @Inject
    public UnrecordedPolls(
            @ConfigProperty(name = "auto-deploy.contact-write-interval", defaultValue = "1h") Duration writeInterval) {
        this.writeInterval = writeInterval;
    }

    /** What the unrecorded polls of one environment told; immutable. */
    public record Pending(String uid, Optional<Instant> contactTime, Map<HostName, HostPolls> hosts) {

        /** The ledger after these polls; those of one host only, if it is given. */
        public Ledger applyTo(Ledger ledger, Predicate<HostState> mustStay) {
            var applied = contactTime.map(ledger::afterPoll).orElse(ledger);
            for (var host : hosts.entrySet()) {
                applied = host.getValue().applyTo(applied, host.getKey(), mustStay);
            }
            return applied;
        }
    }

    /**
     * The polls of one host in the order of receipt: of what it told it runs, the first, one other, and the last, which is
     * all that can matter.
     */
    public record HostPolls(List<Release> told, Instant contactTime) {

        private static final HostPolls NONE = new HostPolls(List.of(), Instant.MIN);

        HostPolls and(Optional<Release> current, Instant received) {
            var longer = new ArrayList<>(told);
            current.filter(release ->
                            longer.isEmpty() || !longer.get(longer.size() - 1).equals(release))
                    .ifPresent(longer::add);
            if (longer.size() > 3) {
                longer.remove(2);
            }
            return new HostPolls(List.copyOf(longer), received.isAfter(contactTime) ? received : contactTime);
        }

        HostPolls then(HostPolls later) {
            var all = this.and(Optional.empty(), later.contactTime);
            for (var release : later.told) {
                all = all.and(Optional.of(release), later.contactTime);
            }
            return all;
        }

        HostState applyTo(HostState state) {
            var applied = state;
            for (var release : told) {
                applied = applied.polled(release);
            }
            return applied;
        }

        /** The ledger after these polls of the host. */
        public Ledger applyTo(Ledger ledger, HostName host, Predicate<HostState> mustStay) {
            var applied = ledger.afterPoll(host, Optional.empty(), contactTime, mustStay);
            for (var release : told) {
                applied = applied.afterPoll(host, Optional.of(release), contactTime, mustStay);
            }
            return applied;
        }
    }

    /** What is known of the host, unrecorded polls included. */
    public HostState stateOf(Environment environment, HostName host) {
        var recorded = environment.ledger().stateOf(host);
        var pending = byEnvironment.get(environment.key());
        return pending == null || !pending.uid().equals(environment.uid())
                ? recorded
                : pending.hosts().getOrDefault(host, HostPolls.NONE).applyTo(recorded);
    }

    /**
     * Notes a poll if it tells something that is worth a write: another release, the first contact since the decision
     * became {@code Due}, or any after the write interval.
     *
     * @param current what the host said it runs
     * @param answered what the host was answered
     */
    public void note(
            Environment environment,
            Optional<HostName> host,
            Optional<Release> current,
            Decision answered,
            Instant received) {
        var recordable = host.filter(name ->
                environment.ledger().hasPlaceFor(name, received, known -> environment.mustKeep(known, received)));
        if (recordable.isEmpty()) {
            if (isWorthAWrite(
                    environment, environment.ledger().lastContactTime(), HostState.UNKNOWN, answered, received)) {
                merge(environment, pending -> new Pending(pending.uid(), Optional.of(received), pending.hosts()));
            }
            return;
        }
        if (tells(environment, recordable.get(), current, answered, received)) {
            merge(environment, pending -> with(pending, recordable.get(), current, received));
        }
    }

    private boolean tells(
            Environment environment, HostName host, Optional<Release> current, Decision answered, Instant received) {
        var before = stateOf(environment, host);
        if (current.filter(release -> !before.runs(release)).isPresent()) {
            return true;
        }
        var contact = environment.ledger().host(host).flatMap(known -> known.lastContactTime());
        // A known host that is due is written down as such within moments; if it is not yet, it has only just become
        // so.
        return (answered.deploy() && environment.dueSinceTime().isEmpty())
                || isWorthAWrite(environment, contact, before, answered, received);
    }

    private boolean isWorthAWrite(
            Environment environment, Optional<Instant> recorded, HostState host, Decision answered, Instant received) {
        return recorded.filter(contact -> !contact.plus(writeInterval).isBefore(received))
                .filter(contact -> !(answered.deploy() && becameDueSince(environment, contact, host)))
                .isEmpty();
    }

    private static boolean becameDueSince(Environment environment, Instant contact, HostState host) {
        return environment.dueSinceTime().filter(contact::isBefore).isPresent()
                || !environment.decide(host, contact).deploy();
    }

    private static Pending with(Pending pending, HostName host, Optional<Release> current, Instant received) {
        var hosts = new LinkedHashMap<>(pending.hosts());
        if (hosts.size() >= MOST_HOSTS && !hosts.containsKey(host)) {
            return pending;
        }
        hosts.put(host, hosts.getOrDefault(host, HostPolls.NONE).and(current, received));
        return new Pending(pending.uid(), pending.contactTime(), hosts);
    }

    private void merge(Environment environment, UnaryOperator<Pending> change) {
        byEnvironment.compute(
                environment.key(),
                (key, pending) -> change.apply(
                        pending == null || !pending.uid().equals(environment.uid())
                                ? new Pending(environment.uid(), Optional.empty(), Map.of())
                                : pending));
    }

    /** The environments of which something is unrecorded. */
    public Set<ObjectKey> unrecorded() {
        return byEnvironment.keySet();
    }

    /** What is unrecorded of an environment now. */
    public Optional<Pending> of(ObjectKey environment) {
        return Optional.ofNullable(byEnvironment.get(environment));
    }

    /**
     * Hands over the polls of one host, so that they can be applied before a report that came in after them.
     *
     * @return empty if there are none
     */
    public Optional<HostPolls> take(Environment environment, HostName host) {
        var taken = new AtomicReference<@Nullable HostPolls>();
        byEnvironment.computeIfPresent(environment.key(), (key, pending) -> {
            var hosts = new LinkedHashMap<>(pending.hosts());
            taken.set(hosts.remove(host));
            return hosts.isEmpty() && pending.contactTime().isEmpty()
                    ? null
                    : new Pending(pending.uid(), pending.contactTime(), hosts);
        });
        return Optional.ofNullable(taken.get());
    }

    /** Takes back what could not be recorded, before all that came in since. */
    public void giveBack(Environment environment, HostName host, HostPolls taken) {
        merge(environment, pending -> {
            var hosts = new LinkedHashMap<>(pending.hosts());
            hosts.merge(host, taken, (since, before) -> before.then(since));
            return new Pending(pending.uid(), pending.contactTime(), hosts);
        });
    }

    /** Forgets what is unrecorded of an environment that is not declared any more. */
    public void forget(ObjectKey environment) {
        byEnvironment.remove(environment);
    }

    /** Forgets what has been recorded; what came in meanwhile stays. */
    public void recorded(ObjectKey environment, Pending written) {
        byEnvironment.computeIfPresent(
                environment, (key, pending) -> pending == written ? null : without(pending, written));
    }

    private static @Nullable Pending without(Pending pending, Pending written) {
        var hosts = new LinkedHashMap<>(pending.hosts());
        hosts.entrySet().removeIf(host -> host.getValue().equals(written.hosts().get(host.getKey())));
        var contact =
                pending.contactTime().filter(time -> !written.contactTime().equals(Optional.of(time)));
        return hosts.isEmpty() && contact.isEmpty() ? null : new Pending(pending.uid(), contact, hosts);
    }
}
