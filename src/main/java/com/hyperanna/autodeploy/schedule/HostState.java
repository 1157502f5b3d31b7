package com.hyperanna.autodeploy.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one host has told so far, as far as a decision needs it.
 *
 * @param release what the host last said it runs; empty when it never did
 * @param attempt its latest try at a release
 * @param failures how often it failed, by release, the one that failed last at the end; at most
 *     {@value #REMEMBERED_RELEASES} releases. A time-out is not among them before something writes it down.
 */
public record HostState(Optional<Release> release, Optional<Attempt> attempt, Map<Release, Integer> failures) {

    public static final int REMEMBERED_RELEASES = 8;

    /** A host that nobody has heard of. */
    public static final HostState UNKNOWN = new HostState(Optional.empty(), Optional.empty(), Map.of());

    public HostState {
        failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    }

    public static HostState running(Release release) {
        return new HostState(Optional.of(release), Optional.empty(), Map.of());
    }

    public boolean runs(Release effective) {
        return release.filter(effective::equals).isPresent();
    }

    /** How often it has failed on the release, a time-out that nothing has written down yet included. */
    public int failuresOf(Release failed, Instant now, Duration timeout) {
        var timedOut = attempt.filter(latest -> latest.release().equals(failed))
                .filter(latest -> latest.hasTimedOut(now, timeout))
                .isPresent();
        return failures.getOrDefault(failed, 0) + (timedOut ? 1 : 0);
    }

    /**
     * The state after the host told by a poll what it runs. Its word wins over its success report: if its latest attempt
     * succeeded with another release, that attempt has failed after all.
     */
    public HostState polled(Release current) {
        var contradicted = attempt.filter(latest -> latest.outcome() == AttemptOutcome.SUCCEEDED)
                .filter(latest -> !latest.release().equals(current));
        return contradicted
                .map(latest -> withAttempt(latest.contradicted()).withFailureOf(latest.release()))
                .orElse(this)
                .withRelease(current);
    }

    public HostState withRelease(Release running) {
        return runs(running) ? this : new HostState(Optional.of(running), attempt, failures);
    }

    public HostState withAttempt(Attempt latest) {
        return new HostState(release, Optional.of(latest), failures);
    }

    /** One failure more of the release; the one that failed longest ago is forgotten when there are too many. */
    public HostState withFailureOf(Release failed) {
        var counted = new LinkedHashMap<>(failures);
        var before = counted.remove(failed);
        counted.put(failed, before == null ? 1 : before + 1);
        if (counted.size() > REMEMBERED_RELEASES) {
            counted.remove(counted.keySet().iterator().next());
        }
        return new HostState(release, attempt, counted);
    }

    public HostState withoutFailuresOf(Release succeeded) {
        var counted = new LinkedHashMap<>(failures);
        counted.remove(succeeded);
        return new HostState(release, attempt, counted);
    }
}
