package com.hyperanna.autodeploy.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What the framework refuses, or we failed to foresee, as problems too: never a stack trace, never HTML. */
@ApplicationScoped
class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);
    private static final int BEFORE_THE_FRAMEWORK = Integer.MIN_VALUE + 1_000;

    private final Clock clock;

    @Inject
    Failures(Clock clock) {
        this.clock = clock;
    }

    void register(@Observes Router router) {
        router.route().order(BEFORE_THE_FRAMEWORK).failureHandler(this::answer);
    }

    private void answer(RoutingContext context) {
        if (context.statusCode() >= 500 && context.failure() != null) {
            LOG.error("A request failed unforeseen", context.failure());
        }
        problem(context.statusCode()).at(clock.instant()).send(context.response());
    }

    @ServerExceptionMapper
    Response refused(WebApplicationException refusal) {
        var status = refusal.getResponse().getStatus();
        var problem = problem(status).at(clock.instant());
        return Optional.ofNullable(refusal.getResponse().getHeaderString("Allow"))
                .map(allowed -> problem.with("Allow", allowed))
                .orElse(problem)
                .toResponse();
    }

    @ServerExceptionMapper
    Response unforeseen(Throwable failure) {
        LOG.error("A request failed unforeseen", failure);
        return problem(500).at(clock.instant()).toResponse();
    }

    private static Answer problem(int status) {
        var known = Optional.ofNullable(Response.Status.fromStatusCode(status)).filter(any -> status >= 400);
        var shown = known.orElse(Response.Status.INTERNAL_SERVER_ERROR);
        return Answer.problem(
                shown.getStatusCode(),
                shown.getReasonPhrase(),
                shown.getStatusCode() >= 500
                        ? "The server failed; its log says more."
                        : "The request cannot be understood or is not for this place.");
    }
}
