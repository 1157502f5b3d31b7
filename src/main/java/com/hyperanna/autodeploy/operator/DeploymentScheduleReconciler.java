package com.hyperanna.autodeploy.operator;

import com.hyperanna.autodeploy.crd.v1alpha1.DeploymentSchedule;
import com.hyperanna.autodeploy.crd.v1alpha1.DeploymentScheduleStatus;
import com.hyperanna.autodeploy.fleet.Environment;
import com.hyperanna.autodeploy.fleet.Environment.ObjectKey;
import com.hyperanna.autodeploy.fleet.Fleet;
import com.hyperanna.autodeploy.operator.StatusWriting.Announced;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Writes down for each environment what is to run there, what does, and why. */
@ControllerConfiguration(
        name = "schedules",
        fieldManager = DeploymentScheduleReconciler.FIELD_MANAGER,
        generationAwareEventProcessing = false,
        informer = @Informer(comparableResourceVersions = false),
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 10, timeUnit = TimeUnit.MINUTES))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 500, maxInterval = 30_000)
class DeploymentScheduleReconciler implements Reconciler<DeploymentSchedule> {

    static final String FIELD_MANAGER = "reconciler";
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final Fleet fleet;
    private final Clock clock;
    private final EventBook events;
    private final Duration retention;
    private final Instant watchingSince;

    @Inject
    DeploymentScheduleReconciler(
            Fleet fleet,
            Clock clock,
            EventBook events,
            @ConfigProperty(name = "auto-deploy.host-retention", defaultValue = "30d") Duration retention) {
        this.fleet = fleet;
        this.clock = clock;
        this.events = events;
        this.retention = retention;
        this.watchingSince = clock.instant();
    }

    @Override
    public List<EventSource<?, DeploymentSchedule>> prepareEventSources(
            EventSourceContext<DeploymentSchedule> context) {
        return List.of(new FleetFeed(fleet, context.getPrimaryCache()));
    }

    @Override
    public UpdateControl<DeploymentSchedule> reconcile(DeploymentSchedule object, Context<DeploymentSchedule> context) {
        var now = clock.instant();
        var environment = Environment.of(object);
        var servedFrom = servedFrom(environment);
        var seen = Observation.of(environment, retention, now);
        var writing = new StatusWriting(
                seen, environment.schedule().isPresent() && servedFrom.isEmpty(), object.getStatus(), watchingSince);
        var status = writing.status(servedFrom, Announced.of(object.getStatus()));

        events.record(object, Happening.between(object.getStatus(), status, seen));
        var update = ownFields(object.getStatus()).filter(status::equals).isPresent()
                ? UpdateControl.<DeploymentSchedule>noUpdate()
                : UpdateControl.patchStatus(patch(object, status));
        return update.rescheduleAfter(wait(writing, now));
    }

    private Optional<String> servedFrom(Environment environment) {
        return fleet.served(environment)
                .map(Environment::key)
                .filter(key -> !key.equals(environment.key()))
                .map(ObjectKey::toString);
    }

    private static Duration wait(StatusWriting writing, Instant now) {
        return writing.nextLook()
                .map(moment -> Duration.between(now, moment).plusMillis(50))
                .filter(wait -> wait.compareTo(LONGEST_WAIT) < 0)
                .orElse(LONGEST_WAIT);
    }

    /** The status without the fields of the report writer. */
    private static Optional<DeploymentScheduleStatus> ownFields(@Nullable DeploymentScheduleStatus status) {
        return Optional.ofNullable(status)
                .map(all -> new DeploymentScheduleStatus(
                        all.observedGeneration(),
                        all.release(),
                        all.upcoming(),
                        all.deployedRelease(),
                        all.nextChangeTime(),
                        all.nextWindow(),
                        all.dueSinceTime(),
                        all.conditions(),
                        all.lastAnnouncedNumber(),
                        all.announcedTimeouts(),
                        all.announcedOverdueTime(),
                        null,
                        null,
                        null));
    }

    /** A new object with nothing but what is ours: a copy would make us own the fields of others. */
    private static DeploymentSchedule patch(DeploymentSchedule object, DeploymentScheduleStatus status) {
        var patch = new DeploymentSchedule();
        patch.setMetadata(new ObjectMetaBuilder()
                .withNamespace(object.getMetadata().getNamespace())
                .withName(object.getMetadata().getName())
                .withUid(object.getMetadata().getUid())
                .build());
        patch.setStatus(status);
        return patch;
    }
}
