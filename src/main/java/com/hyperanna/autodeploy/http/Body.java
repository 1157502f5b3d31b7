package com.hyperanna.autodeploy.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Reads the body of a request, bounded in size and time. */
public final class Body {

    /** The most bytes that a body may have. */
    public static final int MOST_BYTES = 64 * 1024;

    /** So much of a body that is too large is read and thrown away, so that its sender gets to read the refusal. */
    private static final long MOST_DISCARDED = 8L * 1024 * 1024;

    private static final long LONGEST_SECONDS = 30;

    private final RoutingContext context;
    private final HttpServerRequest request;
    private final CompletableFuture<Body.Read> read = new CompletableFuture<>();
    private Buffer kept = Buffer.buffer();
    private long seen;

    private Body(RoutingContext context) {
        this.context = context;
        this.request = context.request();
    }

    /** What came of reading a body. */
    public sealed interface Read {
        /** All of it. */
        record Whole(byte[] bytes) implements Read {}

        /** It cannot be had: why. */
        record Refused(Answer answer) implements Read {}
    }

    /** Reads the body; completes on the event loop, never exceptionally. */
    public static CompletionStage<Read> of(RoutingContext context, Vertx vertx) {
        var body = new Body(context);
        body.start(vertx);
        return body.read;
    }

    private void start(Vertx vertx) {
        var announced = announcedLength();
        var expectsContinue = "100-continue".equalsIgnoreCase(request.getHeader("Expect"));
        if (announced > MOST_DISCARDED || (announced > MOST_BYTES && expectsContinue)) {
            finish(this::tooLarge);
            request.resume();
            return;
        }
        var timer = vertx.setTimer(TimeUnit.SECONDS.toMillis(LONGEST_SECONDS), any -> finish(this::tooSlow));
        read.whenComplete((any, none) -> vertx.cancelTimer(timer));
        request.exceptionHandler(failure -> finish(this::tooSlow));
        request.endHandler(any -> finish(() -> seen > MOST_BYTES ? tooLarge() : new Read.Whole(kept.getBytes())));
        request.handler(this::take);
        request.resume();
        if (expectsContinue) {
            request.response().writeContinue();
        }
    }

    private long announcedLength() {
        var header = request.getHeader("Content-Length");
        try {
            return header == null ? 0 : Long.parseLong(header.strip());
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private void take(Buffer part) {
        seen += part.length();
        if (seen <= MOST_BYTES) {
            kept.appendBuffer(part);
        } else {
            kept = Buffer.buffer();
        }
        if (seen > MOST_DISCARDED) {
            finish(this::tooLarge);
        }
    }

    private void finish(Supplier<Read> outcome) {
        if (!read.isDone()) {
            read.complete(outcome.get());
        }
    }

    private Read tooLarge() {
        return closing(
                Answer.problem(413, "Content Too Large", "The body must have at most " + MOST_BYTES + " bytes."));
    }

    private Read tooSlow() {
        return closing(Answer.problem(408, "Request Timeout", "The body did not arrive in time."));
    }

    private Read closing(Answer answer) {
        if (request.version() == HttpVersion.HTTP_2) {
            return new Read.Refused(answer);
        }
        // What is still to come of the body would else be waited for.
        context.addEndHandler(any -> request.connection().close());
        return new Read.Refused(answer.with("Connection", "close"));
    }
}
