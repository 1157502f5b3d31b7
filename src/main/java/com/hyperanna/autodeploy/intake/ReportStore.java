package com.hyperanna.autodeploy.intake;

import com.hyperanna.autodeploy.fleet.Environment;
import com.hyperanna.autodeploy.report.DeploymentReport;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** Where reports are stored before they are acknowledged. */
interface ReportStore {

    /**
     * Stores a report.
     *
     * @return completes when the report is stored for good, or with why it is not; never exceptionally
     */
    CompletionStage<Receipt> store(Environment environment, DeploymentReport report, Instant received);
}
