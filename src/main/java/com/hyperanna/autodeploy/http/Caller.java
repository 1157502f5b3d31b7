package com.hyperanna.autodeploy.http;

import com.hyperanna.autodeploy.fleet.Environment;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.NotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, after the token was checked.
 *
 * @param environment what the token opened
 * @param viewer whether it is a token that only reads, and leaves no trace
 */
public record Caller(Environment environment, boolean viewer) {

    private static final String KEY = Caller.class.getName();

    /** The caller whom {@link Gate} let in; a request that went round it finds nothing. */
    public static Caller of(RoutingContext context) {
        @Nullable Caller caller = context.get(KEY);
        if (caller == null) {
            throw new NotFoundException();
        }
        return caller;
    }

    void admit(RoutingContext context) {
        context.put(KEY, this);
    }
}
