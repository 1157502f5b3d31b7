package com.hyperanna.autodeploy.http;

import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be asked of one environment, by the last segment of the path. */
enum Endpoint {
    RELEASE("release", false, HttpMethod.GET, HttpMethod.HEAD),
    REPORTS("reports", false, HttpMethod.POST),
    CALENDAR("calendar", true, HttpMethod.GET, HttpMethod.HEAD),
    CALENDAR_FILE("calendar.ics", true, HttpMethod.GET, HttpMethod.HEAD);

    private static final List<String> BASE = List.of("", "api", "v1", "environments");

    private final String segment;
    private final boolean forCalendarPrograms;
    private final List<HttpMethod> methods;

    Endpoint(String segment, boolean forCalendarPrograms, HttpMethod... methods) {
        this.segment = segment;
        this.forCalendarPrograms = forCalendarPrograms;
        this.methods = List.of(methods);
    }

    /** An endpoint, and the environment it is asked about as it stands in the URL; empty when it is no text. */
    record Target(Endpoint endpoint, Optional<String> environment) {}

    /** Finds the target of a path as it was sent, nothing decoded or resolved. */
    static Optional<Target> find(String rawPath) {
        var segments = rawPath.split("/", -1);
        if (segments.length != BASE.size() + 2) {
            return Optional.empty();
        }
        for (var i = 0; i < BASE.size(); i++) {
            if (!is(BASE.get(i), segments[i])) {
                return Optional.empty();
            }
        }
        return Arrays.stream(values())
                .filter(endpoint -> is(endpoint.segment, segments[BASE.size() + 1]))
                .findFirst()
                .map(endpoint -> new Target(endpoint, PercentEncoding.decode(segments[BASE.size()], false)));
    }

    private static boolean is(String expected, String rawSegment) {
        return PercentEncoding.decode(rawSegment, false)
                .filter(expected::equals)
                .isPresent();
    }

    boolean allows(HttpMethod method) {
        return methods.contains(method);
    }

    String allowed() {
        return methods.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    }

    /** Whether the token may come as the password of HTTP Basic. */
    boolean takesPasswords() {
        return forCalendarPrograms;
    }

    /** Calendar programs send a password only when they are asked for one. */
    Answer unauthorized() {
        return forCalendarPrograms
                ? Answer.unauthorized().with("WWW-Authenticate", "Bearer, Basic realm=\"auto-deploy\"")
                : Answer.unauthorized();
    }

    boolean takesViewers() {
        return this != REPORTS;
    }
}
