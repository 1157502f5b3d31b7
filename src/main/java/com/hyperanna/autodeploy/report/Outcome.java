package com.hyperanna.autodeploy.report;

import com.hyperanna.autodeploy.schedule.AttemptOutcome;
import java.util.Arrays;
import java.util.Optional;

/** What a host says of its deployment. */
public enum Outcome {
    STARTED(AttemptOutcome.STARTED),
    SUCCEEDED(AttemptOutcome.SUCCEEDED),
    FAILED(AttemptOutcome.FAILED),
    /** It was not started after all. */
    CANCELLED(AttemptOutcome.CANCELLED);

    private final AttemptOutcome ofAttempt;

    Outcome(AttemptOutcome ofAttempt) {
        this.ofAttempt = ofAttempt;
    }

    /** How an attempt stands after this was said of it. */
    public AttemptOutcome ofAttempt() {
        return ofAttempt;
    }

    public String published() {
        return ofAttempt.published();
    }

    public static Optional<Outcome> parse(String published) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.published().equals(published))
                .findFirst();
    }
}
