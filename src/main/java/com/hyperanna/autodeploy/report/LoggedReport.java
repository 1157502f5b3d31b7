package com.hyperanna.autodeploy.report;

import java.time.Instant;

/**
 * One report in the log of its environment.
 *
 * @param number counts up by one per environment
 */
public record LoggedReport(long number, DeploymentReport report, Instant receivedTime) {}
