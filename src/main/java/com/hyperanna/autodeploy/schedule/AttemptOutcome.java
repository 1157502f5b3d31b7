package com.hyperanna.autodeploy.schedule;

/** How an attempt stands; the published names are the constants in CamelCase. */
public enum AttemptOutcome {
    STARTED("Started"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed"),
    CANCELLED("Cancelled"),
    /** The host reported success, and a later poll told of another release. */
    CONTRADICTED("Contradicted");

    private final String published;

    AttemptOutcome(String published) {
        this.published = published;
    }

    public String published() {
        return published;
    }
}
