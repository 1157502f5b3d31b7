package com.hyperanna.autodeploy.intake;

import com.hyperanna.autodeploy.fleet.Environment;
import com.hyperanna.autodeploy.fleet.Environment.ObjectKey;
import com.hyperanna.autodeploy.fleet.UnrecordedPolls;
import com.hyperanna.autodeploy.fleet.UnrecordedPolls.HostPolls;
import com.hyperanna.autodeploy.report.DeploymentReport;
import com.hyperanna.autodeploy.report.Ledger;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Stores reports in the status of the environment's object, one write at a time for each environment; reports that wait
 * meanwhile go into the next write together.
 */
@ApplicationScoped
class StatusReportStore implements ReportStore {

    private static final Logger LOG = Logger.getLogger(StatusReportStore.class);
    private static final int MOST_WAITING = 1000;
    private static final int MOST_IN_A_WRITE = 100;
    private static final int WRITERS = 16;
    private static final Duration DEADLINE = Duration.ofSeconds(9);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Duration RETRY_AFTER_TOO_MANY = Duration.ofSeconds(1);
    private static final Duration RETRY_AFTER_NO_PLACE = Duration.ofMinutes(5);

    private final LedgerWriter writer;
    private final UnrecordedPolls polls;
    private final ExecutorService writers = Executors.newFixedThreadPool(WRITERS, StatusReportStore::writerThread);
    private final Map<ObjectKey, Line> lines = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();

    @Inject
    StatusReportStore(LedgerWriter writer, UnrecordedPolls polls) {
        this.writer = writer;
        this.polls = polls;
    }

    private static Thread writerThread(Runnable work) {
        var thread = new Thread(work, "report-writer");
        thread.setDaemon(true);
        return thread;
    }

    @PreDestroy
    void stop() {
        writers.shutdown();
    }

    /** A report on its way, with what its host told by polls before it. */
    private record Waiting(
            Environment environment,
            DeploymentReport report,
            Instant received,
            Optional<HostPolls> before,
            CompletableFuture<Receipt> receipt) {}

    /** The reports of one environment in the order of receipt. */
    private static final class Line {
        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private boolean isServed;
    }

    @Override
    public CompletionStage<Receipt> store(Environment environment, DeploymentReport report, Instant received) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            return CompletableFuture.completedFuture(
                    new Receipt.TooMany("too many reports are waiting to be stored", RETRY_AFTER_TOO_MANY));
        }
        var line = lines.computeIfAbsent(environment.key(), key -> new Line());
        var receipt = new CompletableFuture<Receipt>();
        synchronized (line) {
            line.waiting.add(
                    new Waiting(environment, report, received, polls.take(environment, report.host()), receipt));
            if (!line.isServed) {
                line.isServed = true;
                writers.execute(() -> serve(environment.key(), line));
            }
        }
        receipt.whenComplete((stored, failure) -> waiting.decrementAndGet());
        // The client must not wait for longer; if the report is stored after all, its retry is told so.
        return receipt.copy()
                .completeOnTimeout(new Receipt.Unreachable(RETRY_AFTER), DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void serve(ObjectKey key, Line line) {
        for (var batch = next(line); !batch.isEmpty(); batch = next(line)) {
            var receipts = storeAll(key, batch);
            for (var i = 0; i < batch.size(); i++) {
                batch.get(i).receipt().complete(receipts.get(i));
            }
        }
    }

    private static List<Waiting> next(Line line) {
        synchronized (line) {
            var batch = new ArrayList<Waiting>();
            while (!line.waiting.isEmpty() && batch.size() < MOST_IN_A_WRITE) {
                batch.add(line.waiting.remove());
            }
            line.isServed = !batch.isEmpty();
            return batch;
        }
    }

    private List<Receipt> storeAll(ObjectKey key, List<Waiting> batch) {
        var receipts = new ArrayList<Receipt>();
        try {
            var stillThere = writer.write(key, current -> {
                receipts.clear();
                return afterAll(current, batch, receipts);
            });
            return stillThere ? receipts : all(batch, new Receipt.Gone());
        } catch (KubernetesClientException e) {
            LOG.warnf("%d reports of %s could not be stored: %s", batch.size(), key, e.getMessage());
            giveBack(batch);
            return all(batch, new Receipt.Unreachable(RETRY_AFTER));
        } catch (RuntimeException e) {
            LOG.errorf(e, "reports of %s could not be stored", key);
            giveBack(batch);
            return all(batch, new Receipt.Unreachable(RETRY_AFTER));
        }
    }

    /** The ledger after all of them, empty if none of them changes it. An object made anew has not heard of these hosts. */
    private static Optional<Ledger> afterAll(Environment current, List<Waiting> batch, List<Receipt> receipts) {
        var ledger = current.ledger();
        for (var next : batch) {
            if (!current.uid().equals(next.environment().uid())) {
                receipts.add(new Receipt.Gone());
                continue;
            }
            ledger = afterPolls(ledger, next, current);
            var reception =
                    ledger.afterReport(next.report(), next.received(), host -> current.mustKeep(host, next.received()));
            receipts.add(receipt(reception));
            ledger = reception instanceof Ledger.Reception.Stored stored ? stored.ledger() : ledger;
        }
        return ledger.equals(current.ledger()) ? Optional.empty() : Optional.of(ledger);
    }

    private static Ledger afterPolls(Ledger ledger, Waiting next, Environment current) {
        return next.before()
                .map(told ->
                        told.applyTo(ledger, next.report().host(), host -> current.mustKeep(host, next.received())))
                .orElse(ledger);
    }

    private static Receipt receipt(Ledger.Reception reception) {
        if (reception instanceof Ledger.Reception.Stored stored) {
            return new Receipt.Stored(stored.logged().report().outcome());
        }
        if (reception instanceof Ledger.Reception.Known known) {
            return new Receipt.Known(known.outcome());
        }
        return reception instanceof Ledger.Reception.IdTaken
                ? new Receipt.IdTaken()
                : new Receipt.TooMany("there is no place for one more host", RETRY_AFTER_NO_PLACE);
    }

    private static List<Receipt> all(List<Waiting> batch, Receipt receipt) {
        return batch.stream().map(waiting -> receipt).toList();
    }

    private void giveBack(List<Waiting> batch) {
        for (var next : batch) {
            next.before()
                    .ifPresent(told ->
                            polls.giveBack(next.environment(), next.report().host(), told));
        }
    }
}
