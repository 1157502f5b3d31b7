package com.hyperanna.autodeploy.schedule;

/** Why a host may or may not start to deploy now; the order is the order in which they are asked. */
public enum Reason {
    INVALID_SCHEDULE("InvalidSchedule"),
    SUSPENDED("Suspended"),
    NOTHING_SCHEDULED("NothingScheduled"),
    NOT_BEFORE("NotBefore"),
    IN_PROGRESS("InProgress"),
    UP_TO_DATE("UpToDate"),
    DOWNGRADE_REFUSED("DowngradeRefused"),
    HELD_AFTER_FAILURE("HeldAfterFailure"),
    OUTSIDE_WINDOW("OutsideWindow"),
    DUE("Due");

    private final String published;

    Reason(String published) {
        this.published = published;
    }

    /** The word that hosts, conditions and metrics use. */
    public String published() {
        return published;
    }
}
