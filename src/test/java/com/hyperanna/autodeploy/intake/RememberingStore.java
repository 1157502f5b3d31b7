package com.hyperanna.autodeploy.intake;

import com.hyperanna.autodeploy.fleet.Environment;
import com.hyperanna.autodeploy.report.DeploymentReport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Stands in for the API server where only the HTTP side of reports is looked at; some ids get the answers they name. */
@Alternative
@ApplicationScoped
public class RememberingStore implements ReportStore {

    private final Map<String, DeploymentReport> known = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Receipt> store(Environment environment, DeploymentReport report, Instant received) {
        return CompletableFuture.supplyAsync(() -> receipt(report));
    }

    private Receipt receipt(DeploymentReport report) {
        return switch (report.id()) {
            case "too-many" -> new Receipt.TooMany("There are too many reports.", Duration.ofMillis(1200));
            case "gone" -> new Receipt.Gone();
            case "unreachable" -> new Receipt.Unreachable(Duration.ZERO);
            default -> {
                var before = known.putIfAbsent(report.id(), report);
                if (before == null) {
                    yield new Receipt.Stored(report.outcome());
                }
                yield before.host().equals(report.host()) ? new Receipt.Known(before.outcome()) : new Receipt.IdTaken();
            }
        };
    }

    DeploymentReport stored(String id) {
        return java.util.Objects.requireNonNull(known.get(id), id);
    }
}
