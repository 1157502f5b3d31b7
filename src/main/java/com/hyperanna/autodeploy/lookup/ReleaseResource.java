package com.hyperanna.autodeploy.lookup;

import com.hyperanna.autodeploy.fleet.Environment;
import com.hyperanna.autodeploy.fleet.UnrecordedPolls;
import com.hyperanna.autodeploy.http.Answer;
import com.hyperanna.autodeploy.http.Caller;
import com.hyperanna.autodeploy.http.Query;
import com.hyperanna.autodeploy.http.Representation;
import com.hyperanna.autodeploy.http.Revalidation;
import com.hyperanna.autodeploy.schedule.HostState;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;

/** Answers the one question a polling host asks: what should I be running now? */
@Path("/api/v1/environments/{environment}/release")
class ReleaseResource {

    private final UnrecordedPolls polls;
    private final LookupCounter counter;
    private final Clock clock;

    @Inject
    ReleaseResource(UnrecordedPolls polls, LookupCounter counter, Clock clock) {
        this.polls = polls;
        this.counter = counter;
        this.clock = clock;
    }

    @GET
    @NonBlocking
    public Response release(@Context RoutingContext context) {
        var now = clock.instant();
        return answer(context, now).at(now).toResponse();
    }

    private Answer answer(RoutingContext context, Instant now) {
        var form = Representation.accepted(context.request(), Representation.JSON, Representation.TEXT);
        if (form.isEmpty()) {
            return Representation.notAcceptable(Representation.JSON, Representation.TEXT);
        }
        var question = Question.read(Query.of(context.request()));
        if (!question.problems().isEmpty()) {
            return Answer.badRequest(question.problems());
        }
        var caller = Caller.of(context);
        var answer = ReleaseAnswer.of(
                caller.environment(),
                stateOf(caller.environment(), question),
                question.at().orElse(now));
        if (!caller.viewer() && question.at().isEmpty()) {
            polls.note(caller.environment(), question.host(), question.current(), answer.decision(), now);
        }
        counter.count(answer.decision().reason());
        var body = form.get() == Representation.JSON ? answer.json() : answer.text();
        return Revalidation.of(context.request(), Answer.of(200, form.get().contentType(), body));
    }

    private HostState stateOf(Environment environment, Question question) {
        return question.host()
                .map(host -> polls.stateOf(environment, host))
                .map(known -> question.current().map(known::polled).orElse(known))
                .orElseGet(() -> question.current().map(HostState::running).orElse(HostState.UNKNOWN));
    }
}
