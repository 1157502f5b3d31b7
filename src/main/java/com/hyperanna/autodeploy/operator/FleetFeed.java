package com.hyperanna.autodeploy.operator;

import com.hyperanna.autodeploy.crd.v1alpha1.DeploymentSchedule;
import com.hyperanna.autodeploy.fleet.Environment;
import com.hyperanna.autodeploy.fleet.Environment.ObjectKey;
import com.hyperanna.autodeploy.fleet.Fleet;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.List;
import java.util.Set;

/** Tells the fleet of every change that the informer sees, and the loop of the objects that a change elsewhere touches. */
final class FleetFeed extends AbstractEventSource<Void, DeploymentSchedule>
        implements ResourceEventAware<DeploymentSchedule> {

    private final Fleet fleet;
    private final Cache<DeploymentSchedule> informed;

    /** @param informed what the informer has, complete when this is started */
    FleetFeed(Fleet fleet, Cache<DeploymentSchedule> informed) {
        super(Void.class, "fleet-feed");
        this.fleet = fleet;
        this.informed = informed;
    }

    @Override
    public void start() {
        super.start();
        informed.list().forEach(fleet::putListed);
        // What went while the list was read has been told before it was put in.
        fleet.environments().stream()
                .map(Environment::key)
                .filter(key -> informed.get(new ResourceID(key.name(), key.namespace()))
                        .isEmpty())
                .toList()
                .forEach(fleet::remove);
        fleet.complete();
    }

    @Override
    public Set<Void> getSecondaryResources(DeploymentSchedule primary) {
        return Set.of();
    }

    @Override
    public void onResourceCreated(DeploymentSchedule created) {
        touch(fleet.put(created));
    }

    @Override
    public void onResourceUpdated(DeploymentSchedule updated, DeploymentSchedule before) {
        touch(fleet.put(updated));
    }

    @Override
    public void onResourceDeleted(DeploymentSchedule deleted) {
        touch(fleet.remove(ObjectKey.of(deleted)));
    }

    /** Makes the loop look at the object again. */
    void touch(ObjectKey key) {
        var handler = getEventHandler();
        if (handler != null && isRunning()) {
            handler.handleEvent(new Event(new ResourceID(key.name(), key.namespace())));
        }
    }

    private void touch(List<ObjectKey> affected) {
        affected.forEach(this::touch);
    }
}
