package com.hyperanna.autodeploy.schedule;

import java.time.Instant;

/** One span of time, {@code [opens, closes)}, in which deployments may start. */
public record Opening(Instant opens, Instant closes) {

    public Opening {
        if (!opens.isBefore(closes)) {
            throw new IllegalArgumentException("an opening closes after it opens");
        }
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(opens) && instant.isBefore(closes);
    }

    boolean touches(Opening later) {
        return !later.opens.isAfter(closes);
    }

    Opening joinedWith(Opening later) {
        return later.closes.isAfter(closes) ? new Opening(opens, later.closes) : this;
    }
}
