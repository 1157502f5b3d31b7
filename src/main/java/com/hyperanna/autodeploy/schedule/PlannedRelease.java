package com.hyperanna.autodeploy.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * One release that people want an environment to run, and from when.
 *
 * @param notBefore when it is due at the earliest, inclusive; empty means that it always was
 * @param allowDowngrade whether hosts that run a newer release may go back to it
 * @param maxAttempts how often a host may fail on it before it is held, 1 to 10
 */
public record PlannedRelease(Release release, Optional<NotBefore> notBefore, boolean allowDowngrade, int maxAttempts) {

    public static final int DEFAULT_ATTEMPTS = 1;
    public static final int MOST_ATTEMPTS = 10;

    public PlannedRelease {
        if (maxAttempts < 1 || maxAttempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException("must be 1 to 10");
        }
    }

    /** The moment from which it is due. */
    public Instant dueFrom() {
        return notBefore.map(NotBefore::instant).orElse(Instant.MIN);
    }
}
