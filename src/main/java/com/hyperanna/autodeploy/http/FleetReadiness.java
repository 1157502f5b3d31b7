package com.hyperanna.autodeploy.http;

import com.hyperanna.autodeploy.fleet.Fleet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once every schedule of the cluster has been seen: before, lookups cannot be answered. */
@Readiness
@ApplicationScoped
class FleetReadiness implements HealthCheck {

    private final Fleet fleet;

    @Inject
    FleetReadiness(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("schedules").status(fleet.isComplete()).build();
    }
}
