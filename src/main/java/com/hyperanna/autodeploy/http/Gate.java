package com.hyperanna.autodeploy.http;

import com.hyperanna.autodeploy.fleet.Environment;
import com.hyperanna.autodeploy.fleet.Fleet;
import com.hyperanna.autodeploy.fleet.TokenDigest;
import com.hyperanna.autodeploy.schedule.EnvironmentName;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * The first to see every request: refuses in the published order what is not ready, not there, not allowed or not open to
 * the caller, before anything of the request is interpreted further.
 *
 * <p>It reads the path as it was sent: routers decode and resolve it, so that an escaped slash could change its meaning.
 */
@ApplicationScoped
class Gate {

    private static final int BEFORE_ALL = 1_000;
    private static final TokenDigest NOBODY = TokenDigest.ofToken("");

    /** All that the framework serves by itself on the public port. */
    private static final Set<String> DESCRIPTIONS = Set.of("/q/openapi", "/q/openapi.json", "/q/openapi.yaml");

    private final Fleet fleet;
    private final ViewerTokens viewers;
    private final Clock clock;

    @Inject
    Gate(Fleet fleet, ViewerTokens viewers, Clock clock) {
        this.fleet = fleet;
        this.viewers = viewers;
        this.clock = clock;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_ALL);
    }

    private void check(RoutingContext context) {
        var path = Optional.ofNullable(context.request().path()).orElse("");
        if (DESCRIPTIONS.contains(path)) {
            context.next();
            return;
        }
        refusal(path, context)
                .ifPresentOrElse(refusal -> refusal.at(clock.instant()).send(context.response()), context::next);
    }

    private Optional<Answer> refusal(String path, RoutingContext context) {
        var api = path.equals("/api/v1") || path.startsWith("/api/v1/");
        if (api && !fleet.isComplete()) {
            return Optional.of(Answer.problem(
                            503, "Service Unavailable", "The schedules have not all been read yet; ask again soon.")
                    .with("Retry-After", "5"));
        }
        var target = Endpoint.find(path);
        if (target.isEmpty()) {
            return Optional.of(Answer.problem(404, "Not Found", "There is nothing at this path."));
        }
        var endpoint = target.get().endpoint();
        if (!endpoint.allows(context.request().method())) {
            return Optional.of(
                    Answer.problem(405, "Method Not Allowed", "Only " + endpoint.allowed() + " can be asked here.")
                            .with("Allow", endpoint.allowed()));
        }
        var caller = caller(target.get(), context);
        caller.ifPresent(known -> known.admit(context));
        return caller.isPresent() ? Optional.empty() : Optional.of(endpoint.unauthorized());
    }

    /** Does the same work whether the environment is known or not, so that the time tells nothing. */
    private Optional<Caller> caller(Endpoint.Target target, RoutingContext context) {
        var endpoint = target.endpoint();
        var token = Credentials.token(context.request().headers().getAll("Authorization"), endpoint.takesPasswords());
        var digest = token.map(TokenDigest::ofToken).orElse(NOBODY);
        var environment = target.environment().flatMap(Gate::name).flatMap(fleet::find);
        var client = environment.map(known -> known.opensWith(digest)).orElseGet(() -> NOBODY.matches(digest));
        var viewer = viewers.contain(digest) && endpoint.takesViewers();
        return environment
                .filter(known -> token.isPresent() && (client || viewer))
                .map((Environment known) -> new Caller(known, !client));
    }

    private static Optional<EnvironmentName> name(String text) {
        try {
            return Optional.of(new EnvironmentName(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
