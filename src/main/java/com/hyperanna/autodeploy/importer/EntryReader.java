package com.hyperanna.autodeploy.importer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.hyperanna.autodeploy.crd.v1alpha1.ReleaseEntry;
import com.hyperanna.autodeploy.schedule.EnvironmentName;
import com.hyperanna.autodeploy.schedule.Release;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one entry of the schedule file, and notes what is wrong with it. */
final class EntryReader {

    private static final String KNOWN_KEYS = "environment, release, deploy_time, allow_downgrade, max_attempts";
    private static final Pattern DEPLOY_TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}:[0-9]{2}:[0-9]{2}");
    private static final DateTimeFormatter DEPLOY_TIME_FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd:HH:mm").withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern ONE_TO_TEN = Pattern.compile("[1-9]|10");

    private final JsonParser json;
    private final List<FileProblem> problems;
    private final int line;
    private final Set<String> keys = new HashSet<>();

    private @Nullable EnvironmentName environment;
    private @Nullable String release;
    private @Nullable String notBefore;
    private @Nullable Boolean allowDowngrade;
    private @Nullable Integer maxAttempts;

    /** The parser stands on the opening brace, which is in {@code line}. */
    EntryReader(JsonParser json, List<FileProblem> problems, int line) {
        this.json = json;
        this.problems = problems;
        this.line = line;
    }

    /** The entry, unless its environment or release is at fault. */
    Optional<FileEntry> read() throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var key = json.currentName();
            var keyLine = json.currentTokenLocation().getLineNr();
            json.nextToken();
            var shown = shown(json);
            problemOf(key).ifPresent(message -> problems.add(new FileProblem(keyLine, key, shown, message)));
            json.skipChildren();
        }
        for (var required : List.of("environment", "release")) {
            if (!keys.contains(required)) {
                problems.add(new FileProblem(line, required, "nothing", "the entry has no " + required));
            }
        }
        return environment == null || release == null
                ? Optional.empty()
                : Optional.of(new FileEntry(
                        line, environment, new ReleaseEntry(release, notBefore, allowDowngrade, maxAttempts)));
    }

    private Optional<String> problemOf(String key) throws IOException {
        if (!keys.add(key)) {
            return Optional.of("the entry has this key twice");
        }
        return switch (key) {
            case "environment" -> text(this::readEnvironment);
            case "release" -> text(this::readRelease);
            case "deploy_time" -> text(this::readDeployTime);
            case "allow_downgrade" -> readAllowDowngrade();
            case "max_attempts" -> readMaxAttempts();
            default -> Optional.of("not a known key; these are: " + KNOWN_KEYS);
        };
    }

    private Optional<String> text(Function<String, Optional<String>> read) throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING
                ? read.apply(json.getText())
                : Optional.of("must be a string");
    }

    private Optional<String> readEnvironment(String text) {
        try {
            environment = new EnvironmentName(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(EnvironmentName.RULE);
        }
    }

    private Optional<String> readRelease(String text) {
        if (!Release.isLegal(text)) {
            return Optional.of(Release.RULE);
        }
        release = text;
        return Optional.empty();
    }

    /** The wall clock of the environment, which the DeploymentSchedule's {@code notBefore} without an offset is too. */
    private Optional<String> readDeployTime(String text) {
        if (!DEPLOY_TIME.matcher(text).matches()) {
            return Optional.of("must be yyyy-MM-dd:HH:mm, such as 2020-12-16:18:00");
        }
        if (text.startsWith("0000")) {
            return Optional.of("there is no such date: years begin with 0001");
        }
        try {
            notBefore = LocalDateTime.parse(text, DEPLOY_TIME_FORMAT).toString();
            return Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.of("there is no such date and time");
        }
    }

    private Optional<String> readAllowDowngrade() {
        if (!json.currentToken().isBoolean()) {
            return Optional.of("must be true or false");
        }
        allowDowngrade = json.currentToken() == JsonToken.VALUE_TRUE;
        return Optional.empty();
    }

    private Optional<String> readMaxAttempts() throws IOException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
                || !ONE_TO_TEN.matcher(json.getText()).matches()) {
            return Optional.of("must be a whole number from 1 to 10");
        }
        maxAttempts = json.getIntValue();
        return Optional.empty();
    }

    /** The value the parser stands on, as a person would recognise it in the file. */
    static String shown(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> "{…}";
            case START_ARRAY -> "[…]";
            case VALUE_STRING -> '"' + json.getText() + '"';
            default -> json.getText();
        };
    }
}
