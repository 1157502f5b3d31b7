package com.hyperanna.autodeploy.http;

import com.hyperanna.autodeploy.schedule.Rfc3339;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The parameters of one request, read one after the other; gathers what is wrong with them. */
public final class Query {

    private static final Pattern LOST_PLUS = Pattern.compile(" (\\d\\d:\\d\\d)$");

    private final Map<String, List<Optional<String>>> values = new HashMap<>();
    private final List<FieldProblem> problems = new ArrayList<>();

    private Query(String raw) {
        for (var pair : raw.split("&", -1)) {
            var equals = pair.indexOf('=');
            var value = equals < 0 ? "" : pair.substring(equals + 1);
            PercentEncoding.decode(equals < 0 ? pair : pair.substring(0, equals), true)
                    .ifPresent(name -> values.computeIfAbsent(name, any -> new ArrayList<>())
                            .add(PercentEncoding.decode(value, true)));
        }
    }

    public static Query of(HttpServerRequest request) {
        return parse(Optional.ofNullable(request.query()).orElse(""));
    }

    static Query parse(String raw) {
        return new Query(raw);
    }

    /**
     * The value of a parameter; empty when it is not there, or is wrong and has been noted as a problem.
     *
     * @param reader throws IllegalArgumentException, saying what the value must be
     */
    public <T> Optional<T> value(String name, Function<String, T> reader) {
        var given = values.getOrDefault(name, List.of());
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (given.size() > 1) {
            return wrong(name, "must not be repeated");
        }
        if (given.get(0).isEmpty()) {
            return wrong(name, "must be percent-encoded UTF-8");
        }
        if (given.get(0).get().isEmpty()) {
            return wrong(name, "must not be empty");
        }
        try {
            return Optional.of(reader.apply(given.get(0).get()));
        } catch (IllegalArgumentException e) {
            return wrong(name, String.valueOf(e.getMessage()));
        }
    }

    /**
     * The value of a parameter that is an instant; a plus sign that was not percent-encoded arrives as a space.
     *
     * @param check throws IllegalArgumentException, saying what the instant must be
     */
    public Optional<Instant> instant(String name, UnaryOperator<Instant> check) {
        return value(
                name, text -> check.apply(Rfc3339.parse(LOST_PLUS.matcher(text).replaceFirst("+$1"))));
    }

    private <T> Optional<T> wrong(String name, String message) {
        problems.add(new FieldProblem(name, message));
        return Optional.empty();
    }

    public List<FieldProblem> problems() {
        return List.copyOf(problems);
    }
}
