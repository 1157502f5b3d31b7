package com.hyperanna.autodeploy.intake;

import com.hyperanna.autodeploy.http.FieldProblem;
import com.hyperanna.autodeploy.report.Container;
import com.hyperanna.autodeploy.report.DeploymentReport;
import com.hyperanna.autodeploy.report.Outcome;
import com.hyperanna.autodeploy.schedule.HostName;
import com.hyperanna.autodeploy.schedule.Release;
import com.hyperanna.autodeploy.schedule.Rfc3339;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Turns the body of a request into a report, or into every problem with it. */
final class ReportReader {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int MOST_CONTAINERS = 64;
    private static final int MOST_HEALTH_BYTES = 48 * 1024;
    private static final String TEXT = "must be a string";

    private final List<FieldProblem> problems = new ArrayList<>();

    private ReportReader() {}

    /** A report, or why it is none. */
    sealed interface Reading {
        record Understood(DeploymentReport report) implements Reading {}

        record Refused(List<FieldProblem> problems) implements Reading {}
    }

    static Reading read(byte[] body) {
        return new ReportReader().readAll(body);
    }

    private Reading readAll(byte[] body) {
        try {
            var document = Json.parse(utf8(body));
            document.repeated().forEach(field -> wrong(field, "must not be repeated"));
            if (document.root() instanceof Json.Members members) {
                var report = report(members.byName());
                return problems.isEmpty() && report.isPresent()
                        ? new Reading.Understood(report.get())
                        : new Reading.Refused(List.copyOf(problems));
            }
            wrong("body", "must be a JSON object");
        } catch (Json.Malformed e) {
            wrong("body", String.valueOf(e.getMessage()));
        } catch (CharacterCodingException e) {
            wrong("body", "is not UTF-8");
        }
        return new Reading.Refused(List.copyOf(problems));
    }

    private static String utf8(byte[] body) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    }

    private Optional<DeploymentReport> report(Map<String, Json> body) {
        var id = required(body, "id", ReportReader::id);
        var host = required(body, "host", HostName::new);
        var release = required(body, "release", Release::new);
        var outcome = required(body, "outcome", ReportReader::outcome);
        var time = text(body, "time", ReportReader::time);
        var message = text(body, "message", ReportReader::message);
        var containers = Optional.ofNullable(body.get("containers")).map(this::containers);
        var health = text(body, "healthOutput", ReportReader::healthOutput);
        if (body.containsKey("containers") && body.containsKey("healthOutput")) {
            wrong("containers", "must not be together with healthOutput");
            wrong("healthOutput", "must not be together with containers");
        }
        if (id.isEmpty() || host.isEmpty() || release.isEmpty() || outcome.isEmpty() || !problems.isEmpty()) {
            return Optional.empty();
        }
        var found = health.map(HealthOutput::read);
        var told = found.map(HealthOutput::containers).or(() -> containers).orElse(List.of());
        var report = DeploymentReport.judged(id.get(), host.get(), release.get(), outcome.get(), time, message, told);
        return Optional.of(found.flatMap(HealthOutput::unreadable)
                .map(report::withUnreadableHealth)
                .orElse(report));
    }

    private static String id(String text) {
        return legal(text, ID.matcher(text).matches(), "must be 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'");
    }

    private static Outcome outcome(String text) {
        return Outcome.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("must be Started, Succeeded, Failed or Cancelled"));
    }

    private static String time(String text) {
        Rfc3339.parse(text);
        return text;
    }

    private static String message(String text) {
        return legal(
                text,
                text.codePointCount(0, text.length()) <= DeploymentReport.LONGEST_MESSAGE,
                "must have at most " + DeploymentReport.LONGEST_MESSAGE + " characters");
    }

    private static String healthOutput(String text) {
        return legal(
                text,
                text.getBytes(StandardCharsets.UTF_8).length <= MOST_HEALTH_BYTES,
                "must have at most " + MOST_HEALTH_BYTES + " bytes");
    }

    private static String legal(String text, boolean legal, String rule) {
        if (!legal) {
            throw new IllegalArgumentException(rule);
        }
        return text;
    }

    private <T> Optional<T> required(Map<String, Json> members, String field, Function<String, T> reader) {
        if (!members.containsKey(field)) {
            wrong(field, "is required");
        }
        return text(members, field, reader);
    }

    private <T> Optional<T> text(Map<String, Json> members, String field, Function<String, T> reader) {
        return Optional.ofNullable(members.get(field)).flatMap(value -> text(field, value, reader));
    }

    private <T> Optional<T> text(String field, Json value, Function<String, T> reader) {
        if (!(value instanceof Json.Text text)) {
            return wrong(field, TEXT);
        }
        if (HealthOutput.hasLoneSurrogate(text.value()) && !field.equals("healthOutput")) {
            return wrong(field, "must be Unicode text, without half a surrogate pair");
        }
        try {
            return Optional.of(reader.apply(text.value()));
        } catch (IllegalArgumentException e) {
            return wrong(field, String.valueOf(e.getMessage()));
        }
    }

    private List<Container> containers(Json value) {
        var understood = new ArrayList<Container>();
        if (!(value instanceof Json.Elements elements)) {
            wrong("containers", "must be a list");
            return understood;
        }
        if (elements.list().size() > MOST_CONTAINERS) {
            wrong("containers", "must have at most " + MOST_CONTAINERS + " entries");
            return understood;
        }
        for (var i = 0; i < elements.list().size(); i++) {
            container("containers[" + i + "]", elements.list().get(i)).ifPresent(understood::add);
        }
        return understood;
    }

    private Optional<Container> container(String field, Json value) {
        if (!(value instanceof Json.Members members)) {
            return wrong(field, "must be an object");
        }
        var name = member(members, field, "subjectName")
                .flatMap(text -> text(field + ".subjectName", text, ReportReader::subjectName));
        var checks = member(members, field, "checks").flatMap(object -> checks(field + ".checks", object));
        return name.isPresent() && checks.isPresent()
                ? Optional.of(new Container(name.get(), checks.get()))
                : Optional.empty();
    }

    private Optional<Json> member(Json.Members members, String field, String name) {
        var value = Optional.ofNullable(members.byName().get(name));
        return value.isPresent() ? value : wrong(field + "." + name, "is required");
    }

    private static String subjectName(String text) {
        return legal(
                text,
                text.codePointCount(0, text.length()) <= Container.LONGEST_NAME,
                "must have at most " + Container.LONGEST_NAME + " characters");
    }

    private Optional<Map<String, String>> checks(String field, Json value) {
        if (!(value instanceof Json.Members members)) {
            return wrong(field, "must be an object");
        }
        if (members.byName().size() > Container.MOST_CHECKS) {
            return wrong(field, "must have at most " + Container.MOST_CHECKS + " keys");
        }
        var checks = new LinkedHashMap<String, String>();
        members.byName().forEach((key, found) -> {
            if (key.codePointCount(0, key.length()) > Container.LONGEST_KEY || HealthOutput.hasLoneSurrogate(key)) {
                wrong(field, "must have keys of at most " + Container.LONGEST_KEY + " Unicode characters");
                return;
            }
            check(field + "." + key, found).ifPresent(text -> checks.put(key, text));
        });
        return Optional.of(checks);
    }

    private Optional<String> check(String field, Json found) {
        if (found instanceof Json.Text) {
            return text(field, found, Function.identity());
        }
        return found instanceof Json.Literal literal && !literal.isNull()
                ? Optional.of(literal.text())
                : wrong(field, "must be a string, a boolean or a number");
    }

    private <T> Optional<T> wrong(String field, String message) {
        problems.add(new FieldProblem(field, message));
        return Optional.empty();
    }
}
