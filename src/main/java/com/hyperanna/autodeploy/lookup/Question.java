package com.hyperanna.autodeploy.lookup;

import com.hyperanna.autodeploy.http.FieldProblem;
import com.hyperanna.autodeploy.http.Query;
import com.hyperanna.autodeploy.schedule.HostName;
import com.hyperanna.autodeploy.schedule.Release;
import com.hyperanna.autodeploy.schedule.Rfc3339;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a lookup asks.
 *
 * @param current the release the host says it runs
 * @param at the instant asked about, if not now
 */
record Question(Optional<Release> current, Optional<HostName> host, Optional<Instant> at, List<FieldProblem> problems) {

    /** A plus sign that was not percent-encoded arrives as a space. */
    private static final Pattern LOST_PLUS = Pattern.compile(" (\\d\\d:\\d\\d)$");

    static Question read(Query query) {
        var current = query.value("current", Release::new);
        var host = query.value("host", HostName::new);
        var at = query.value("at", text -> Rfc3339.parse(LOST_PLUS.matcher(text).replaceFirst("+$1")));
        return new Question(current, host, at, query.problems());
    }
}
