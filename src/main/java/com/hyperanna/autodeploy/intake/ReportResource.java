package com.hyperanna.autodeploy.intake;

import com.hyperanna.autodeploy.fleet.Environment;
import com.hyperanna.autodeploy.http.Answer;
import com.hyperanna.autodeploy.http.Body;
import com.hyperanna.autodeploy.http.Caller;
import com.hyperanna.autodeploy.http.FieldProblem;
import com.hyperanna.autodeploy.http.JsonText;
import com.hyperanna.autodeploy.http.Representation;
import com.hyperanna.autodeploy.report.DeploymentReport;
import com.hyperanna.autodeploy.report.Outcome;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** Takes what a host says it did, and confirms it once it is stored. */
@Path("/api/v1/environments/{environment}/reports")
class ReportResource {

    private static final Pattern JSON =
            Pattern.compile("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-?8\"?\\s*)?;?");

    private final ReportStore store;
    private final ReportCounter counter;
    private final ReportRate rate;
    private final Vertx vertx;
    private final Clock clock;

    @Inject
    ReportResource(ReportStore store, ReportCounter counter, ReportRate rate, Vertx vertx, Clock clock) {
        this.store = store;
        this.counter = counter;
        this.rate = rate;
        this.vertx = vertx;
        this.clock = clock;
    }

    @POST
    @NonBlocking
    public CompletionStage<Response> report(@Context RoutingContext context) {
        var environment = Caller.of(context).environment();
        var answer = rate.admits(environment.key(), System.nanoTime())
                ? read(environment, context)
                : done(Answer.problem(
                                429,
                                "Too Many Requests",
                                "Of one environment at most " + ReportRate.MOST_IN_A_SECOND
                                        + " reports a second are taken; send the same report again.")
                        .with("Retry-After", "1"));
        return answer.thenApply(ready -> ready.at(clock.instant()).toResponse());
    }

    private CompletionStage<Answer> read(Environment environment, RoutingContext context) {
        return Body.of(context, vertx)
                .thenCompose(body -> body instanceof Body.Read.Whole whole
                        ? take(environment, context.request(), whole.bytes())
                        : done(((Body.Read.Refused) body).answer()));
    }

    private CompletionStage<Answer> take(Environment environment, HttpServerRequest request, byte[] body) {
        if (!isJson(request)) {
            return done(
                    Answer.problem(415, "Unsupported Media Type", "A report is sent as application/json in UTF-8."));
        }
        var form = Representation.accepted(request, Representation.JSON, Representation.TEXT);
        if (form.isEmpty()) {
            return done(Representation.notAcceptable(Representation.JSON, Representation.TEXT));
        }
        var reading = ReportReader.read(body);
        if (reading instanceof ReportReader.Reading.Understood understood) {
            return store.store(environment, understood.report(), clock.instant())
                    .thenApply(receipt -> answer(receipt, understood.report(), form.get()));
        }
        return done(Answer.badRequest(((ReportReader.Reading.Refused) reading).problems()));
    }

    private static CompletionStage<Answer> done(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private static boolean isJson(HttpServerRequest request) {
        var types = request.headers().getAll("Content-Type");
        var encodings = request.headers().getAll("Content-Encoding");
        return types.size() == 1
                && JSON.matcher(types.get(0).strip().toLowerCase(Locale.ROOT)).matches()
                && encodings.stream().allMatch(encoding -> encoding.strip().equalsIgnoreCase("identity"));
    }

    private Answer answer(Receipt receipt, DeploymentReport report, Representation form) {
        if (receipt instanceof Receipt.Stored stored) {
            counter.count(stored.outcome());
            return confirmed(201, report.id(), stored.outcome(), form);
        }
        if (receipt instanceof Receipt.Known known) {
            return confirmed(200, report.id(), known.outcome(), form);
        }
        if (receipt instanceof Receipt.IdTaken) {
            return Answer.badRequest(List.of(new FieldProblem(
                    "id", "belongs to another report of this environment, with another host, release or outcome")));
        }
        if (receipt instanceof Receipt.TooMany tooMany) {
            return Answer.problem(429, "Too Many Requests", tooMany.why())
                    .with("Retry-After", seconds(tooMany.retryAfter()));
        }
        if (receipt instanceof Receipt.Unreachable unreachable) {
            return Answer.problem(
                            503, "Service Unavailable", "The cluster cannot be reached; send the same report again.")
                    .with("Retry-After", seconds(unreachable.retryAfter()));
        }
        return Answer.unauthorized();
    }

    private static String seconds(Duration wait) {
        return String.valueOf(Math.max(1, wait.plusMillis(999).toSeconds()));
    }

    private static Answer confirmed(int status, String id, Outcome outcome, Representation form) {
        var body = form == Representation.JSON
                ? new JsonText()
                        .open('{')
                        .member("id", id)
                        .member("outcome", outcome.published())
                        .close('}')
                        .bytes()
                : ("id=" + id + "\noutcome=" + outcome.published() + "\n").getBytes(StandardCharsets.UTF_8);
        return Answer.of(status, form.contentType(), body)
                .with("Vary", "Accept")
                .with("Cache-Control", "no-store");
    }
}
