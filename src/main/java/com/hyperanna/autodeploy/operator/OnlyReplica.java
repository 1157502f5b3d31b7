package com.hyperanna.autodeploy.operator;

import com.hyperanna.autodeploy.fleet.Leadership;
import jakarta.enterprise.context.ApplicationScoped;

/** With one replica there is nobody else to lead. */
@ApplicationScoped
class OnlyReplica implements Leadership {

    @Override
    public boolean isLeader() {
        return true;
    }
}
