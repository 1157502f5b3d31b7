package com.hyperanna.autodeploy.fleet;

/** Says whether this replica is the one that writes on behalf of all. */
@FunctionalInterface
public interface Leadership {

    boolean isLeader();
}
