package com.hyperanna.autodeploy.lookup;

import com.hyperanna.autodeploy.http.FieldProblem;
import com.hyperanna.autodeploy.http.Query;
import com.hyperanna.autodeploy.schedule.HostName;
import com.hyperanna.autodeploy.schedule.Release;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a lookup asks.
 *
 * @param current the release the host says it runs
 * @param at the instant asked about, if not now
 */
record Question(Optional<Release> current, Optional<HostName> host, Optional<Instant> at, List<FieldProblem> problems) {

    static Question read(Query query) {
        var current = query.value("current", Release::new);
        var host = query.value("host", HostName::new);
        var at = query.instant("at", UnaryOperator.identity());
        return new Question(current, host, at, query.problems());
    }
}
