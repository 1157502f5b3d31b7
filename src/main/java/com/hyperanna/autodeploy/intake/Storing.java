package com.hyperanna.autodeploy.intake;

import com.hyperanna.autodeploy.fleet.Environment;
import com.hyperanna.autodeploy.report.DeploymentReport;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** Where reports go: completes when the report is stored, or with why it is not; never exceptionally. */
@FunctionalInterface
interface Storing {

    CompletionStage<Receipt> store(Environment environment, DeploymentReport report, Instant received);

    /** In production that is the cluster. */
    @Singleton
    class InTheCluster {

        @Produces
        @Singleton
        Storing storing(ReportStore store) {
            return store::store;
        }
    }
}
