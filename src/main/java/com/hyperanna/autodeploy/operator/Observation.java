package com.hyperanna.autodeploy.operator;

import com.hyperanna.autodeploy.fleet.Environment;
import com.hyperanna.autodeploy.report.HostRecord;
import com.hyperanna.autodeploy.report.Ledger;
import com.hyperanna.autodeploy.schedule.Decision;
import com.hyperanna.autodeploy.schedule.HostState;
import com.hyperanna.autodeploy.schedule.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One environment at one instant: what each of its known hosts would be answered; without a known host, what one whose
 * release is unknown would be.
 */
record Observation(Environment environment, Ledger ledger, List<HostDecision> hosts, Instant now) {

    /** How many polls a host may miss before it is overdue. */
    static final int POLLS_UNTIL_OVERDUE = 3;
    /** How long an environment may be out of contact before it counts as silent. */
    static final Duration LONGEST_SILENCE = Duration.ofHours(26);

    /** What one host would be answered; the host is empty when none is known. */
    record HostDecision(Optional<HostRecord> host, HostState state, Decision decision) {

        String name() {
            return host.map(known -> known.host().value()).orElse("any host");
        }

        boolean has(Reason reason) {
            return decision.reason() == reason;
        }
    }

    static Observation of(Environment environment, Duration retention, Instant now) {
        var ledger = environment.ledger().forgetting(retention, now, host -> environment.mustKeep(host, now));
        var hosts = ledger.hosts().stream()
                .map(host -> new HostDecision(Optional.of(host), host.state(), environment.decide(host.state(), now)))
                .toList();
        return new Observation(
                environment,
                ledger,
                hosts.isEmpty()
                        ? List.of(new HostDecision(
                                Optional.empty(), HostState.UNKNOWN, environment.decide(HostState.UNKNOWN, now)))
                        : hosts,
                now);
    }

    Decision any() {
        return hosts.get(0).decision();
    }

    boolean isDue() {
        return hosts.stream().anyMatch(host -> host.has(Reason.DUE));
    }

    Optional<Instant> nextChange() {
        return hosts.stream()
                .map(host -> host.decision().nextChange())
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /** The hosts that may deploy and have not been in contact since then. */
    List<HostDecision> silentSince(Instant due) {
        return hosts.stream()
                .filter(host -> host.has(Reason.DUE))
                .filter(host ->
                        contact(host).filter(time -> !time.isBefore(due)).isEmpty())
                .toList();
    }

    private Optional<Instant> contact(HostDecision host) {
        return host.host().map(HostRecord::lastContactTime).orElseGet(ledger::lastContactTime);
    }

    /** The moment at which a host that is silent since then counts as overdue. */
    Instant overdueFrom(Instant due) {
        var poll = environment.schedule().map(valid -> valid.poll()).orElse(Duration.ZERO);
        return due.plus(poll.multipliedBy(POLLS_UNTIL_OVERDUE));
    }
}
