package com.hyperanna.autodeploy.importer;

import com.hyperanna.autodeploy.fleet.EventRecorder;
import com.hyperanna.autodeploy.fleet.Fleet;
import com.hyperanna.autodeploy.fleet.Leadership;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Looks at the schedule file every two seconds on the leader, if there is a file to look at. */
@Singleton
final class ImportJob {

    private final Leadership leadership;
    private final Optional<ScheduleFileImporter> importer;

    @Inject
    ImportJob(
            @ConfigProperty(name = "auto-deploy.schedule-file") Optional<String> file,
            KubernetesClient client,
            Fleet fleet,
            Leadership leadership,
            EventRecorder events,
            MeterRegistry meters) {
        this.leadership = leadership;
        this.importer = file.map(Path::of).map(path -> ScheduleFileImporter.of(path, client, fleet, events, meters));
    }

    @Scheduled(identity = "schedule-file", every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        importer.ifPresent(it -> {
            if (leadership.isLeader()) {
                it.importNow();
            } else {
                it.standDown();
            }
        });
    }
}
