package com.hyperanna.autodeploy.importer;

import com.hyperanna.autodeploy.crd.v1alpha1.ReleaseEntry;
import com.hyperanna.autodeploy.schedule.EnvironmentName;

/**
 * One planned release of one environment, as the schedule file lists it.
 *
 * <p>{@code planned} has only the fields that the file has.
 */
public record FileEntry(int line, EnvironmentName environment, ReleaseEntry planned) {

    FileProblem problemOfEnvironment(String message) {
        return new FileProblem(line, "environment", '"' + environment.value() + '"', message);
    }
}
