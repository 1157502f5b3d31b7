package com.hyperanna.autodeploy.testing;

import io.quarkus.test.Mock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The clock of the application under test: the real time until a test sets it, then it stands still until moved. */
@Singleton
public class MovableClock {

    private final AtomicReference<@Nullable Instant> standing = new AtomicReference<>();

    public void setTo(Instant instant) {
        standing.set(instant);
    }

    public void advance(Duration duration) {
        standing.updateAndGet(instant -> (instant == null ? Instant.now() : instant).plus(duration));
    }

    public void runFree() {
        standing.set(null);
    }

    @Mock
    @Produces
    @Singleton
    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return Clock.fixed(instant(), zone);
            }

            @Override
            public Instant instant() {
                var instant = standing.get();
                return instant == null ? Instant.now() : instant;
            }
        };
    }
}
