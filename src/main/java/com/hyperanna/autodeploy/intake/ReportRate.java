package com.hyperanna.autodeploy.intake;

import com.hyperanna.autodeploy.fleet.Environment.ObjectKey;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Bounds how many reports of one environment are looked at in any second. */
@Singleton
class ReportRate {

    static final int MOST_IN_A_SECOND = 200;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Map<ObjectKey, ArrayDeque<Long>> admitted = new ConcurrentHashMap<>();

    /** Counts a report, unless there are too many; {@code nanos} is of a clock that never goes back. */
    boolean admits(ObjectKey environment, long nanos) {
        var lately = admitted.computeIfAbsent(environment, any -> new ArrayDeque<>());
        synchronized (lately) {
            while (!lately.isEmpty() && nanos - lately.getFirst() >= SECOND) {
                lately.removeFirst();
            }
            return lately.size() < MOST_IN_A_SECOND && lately.add(nanos);
        }
    }
}
