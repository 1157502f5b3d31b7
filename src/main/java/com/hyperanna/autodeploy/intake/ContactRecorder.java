package com.hyperanna.autodeploy.intake;

import com.hyperanna.autodeploy.fleet.Environment.ObjectKey;
import com.hyperanna.autodeploy.fleet.Fleet;
import com.hyperanna.autodeploy.fleet.UnrecordedPolls;
import com.hyperanna.autodeploy.fleet.UnrecordedPolls.Pending;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what polls told, soon after them and at most once in five seconds for each environment; also forgets hosts
 * that have been silent for too long.
 */
@ApplicationScoped
class ContactRecorder {

    private static final Logger LOG = Logger.getLogger(ContactRecorder.class);
    private static final int WRITERS = 8;
    private static final long BETWEEN_WRITES_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long BEFORE_A_WRITE_MILLIS = 100;
    private static final long BETWEEN_LOOKS_MILLIS = 50;

    private final LedgerWriter writer;
    private final UnrecordedPolls polls;
    private final Fleet fleet;
    private final Clock clock;
    private final Duration retention;
    private final ScheduledExecutorService writers =
            Executors.newScheduledThreadPool(WRITERS, ContactRecorder::writerThread);
    /** When the next write may start, by {@link System#nanoTime}; an entry means that one is planned or was lately. */
    private final Map<ObjectKey, Long> nextWrite = new ConcurrentHashMap<>();

    @Inject
    ContactRecorder(
            LedgerWriter writer,
            UnrecordedPolls polls,
            Fleet fleet,
            Clock clock,
            @ConfigProperty(name = "auto-deploy.host-retention", defaultValue = "30d") Duration retention) {
        this.writer = writer;
        this.polls = polls;
        this.fleet = fleet;
        this.clock = clock;
        this.retention = retention;
    }

    private static Thread writerThread(Runnable work) {
        var thread = new Thread(work, "contact-writer");
        thread.setDaemon(true);
        return thread;
    }

    void start(@Observes StartupEvent started) {
        writers.scheduleWithFixedDelay(this::look, BETWEEN_LOOKS_MILLIS, BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        writers.shutdown();
    }

    /** Plans a write for each environment of which something is unrecorded and whose turn it is. */
    void look() {
        var now = System.nanoTime();
        nextWrite.values().removeIf(allowed -> allowed - now < -BETWEEN_WRITES_NANOS);
        for (var key : polls.unrecorded()) {
            var allowed = nextWrite.get(key);
            if (allowed == null || allowed - now <= 0) {
                nextWrite.put(key, now + BETWEEN_WRITES_NANOS);
                writers.schedule(() -> record(key), BEFORE_A_WRITE_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Plans a write for each environment with a host that is to be forgotten. */
    @Scheduled(every = "60s", delayed = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forgetSilentHosts() {
        var now = clock.instant();
        for (var environment : fleet.environments()) {
            var kept = environment.ledger().forgetting(retention, now, host -> environment.mustKeep(host, now));
            if (!kept.equals(environment.ledger())) {
                writers.execute(() -> record(environment.key()));
            }
        }
    }

    private void record(ObjectKey key) {
        try {
            if (fleet.find(key).isEmpty()) {
                polls.forget(key);
                return;
            }
            var applied = new AtomicReference<@Nullable Pending>();
            writer.write(key, environment -> {
                var now = clock.instant();
                // Read anew for each try: a report that got ahead of us has taken the polls of its host along.
                var pending = polls.of(key);
                applied.set(pending.orElse(null));
                var contacted = pending.filter(told -> told.uid().equals(environment.uid()))
                        .map(told -> told.applyTo(environment.ledger(), host -> environment.mustKeep(host, now)))
                        .orElse(environment.ledger());
                var next = contacted.forgetting(retention, now, host -> environment.mustKeep(host, now));
                return next.equals(environment.ledger()) ? Optional.empty() : Optional.of(next);
            });
            Optional.ofNullable(applied.get()).ifPresent(told -> polls.recorded(key, told));
        } catch (KubernetesClientException e) {
            LOG.warnf("contact of %s could not be recorded and waits: %s", key, e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "contact of %s could not be recorded", key);
        }
    }
}
