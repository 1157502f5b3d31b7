package com.hyperanna.autodeploy.importer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the text of {@code deployment_schedule.json}, strictly: an entry that is not understood is never guessed.
 *
 * <p>After a problem it reads on as far as the text is JSON, so that one look tells all of them.
 */
public final class ScheduleFileReader {

    static final int MOST_BYTES = 10 * 1024 * 1024;
    private static final int MOST_PROBLEMS = 100;
    private static final JsonFactory JSON = new JsonFactory();

    private final String text;
    private final JsonParser json;
    private final List<FileEntry> entries = new ArrayList<>();
    private final List<FileProblem> problems = new ArrayList<>();
    private final Map<List<String>, Integer> lineOfPlanned = new HashMap<>();

    private ScheduleFileReader(String text, JsonParser json) {
        this.text = text;
        this.json = json;
    }

    /** Reads the file's bytes, UTF-8 with or without a byte order mark, at most 10 MiB. */
    public static Reading read(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            return Reading.refused(
                    FileProblem.ofFile(1, bytes.length + " bytes", "the file is longer than " + MOST_BYTES + " bytes"));
        }
        var characters = CharBuffer.allocate(bytes.length + 1);
        var input = ByteBuffer.wrap(bytes);
        if (StandardCharsets.UTF_8.newDecoder().decode(input, characters, true).isError()) {
            var at = input.position();
            return Reading.refused(FileProblem.ofFile(
                    lineOf(bytes, at), "byte 0x%02x".formatted(bytes[at]), "the file is not valid UTF-8"));
        }
        var text = characters.flip().toString();
        return readText(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private static Reading readText(String text) {
        try (var json = JSON.createParser(text)) {
            return new ScheduleFileReader(text, json).reading();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reading reading() throws IOException {
        try {
            readFile();
        } catch (JsonProcessingException e) {
            var location = e.getLocation();
            var line = location == null ? 1 : Math.max(1, location.getLineNr());
            var key = json.currentName();
            problems.add(new FileProblem(
                    line,
                    key == null ? "file" : key,
                    lineText(line),
                    "not JSON: " + withoutSource(e.getOriginalMessage())));
        }
        return new Reading(entries, problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS)));
    }

    private void readFile() throws IOException {
        var first = json.nextToken();
        if (first == null) {
            problems.add(FileProblem.ofFile(1, "nothing", "the file is empty; a list without entries is []"));
        } else if (first != JsonToken.START_ARRAY) {
            problems.add(FileProblem.ofFile(line(), EntryReader.shown(json), "the file must be a list of objects"));
        } else {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                readEntry();
            }
            if (json.nextToken() != null) {
                problems.add(FileProblem.ofFile(line(), EntryReader.shown(json), "nothing may follow the list"));
            }
        }
    }

    private void readEntry() throws IOException {
        var line = line();
        if (json.currentToken() != JsonToken.START_OBJECT) {
            problems.add(new FileProblem(line, "entry", EntryReader.shown(json), "an entry must be an object"));
            json.skipChildren();
            return;
        }
        new EntryReader(json, problems, line).read().ifPresent(this::add);
    }

    private void add(FileEntry entry) {
        var release = String.valueOf(entry.planned().release());
        var earlier = lineOfPlanned.putIfAbsent(List.of(entry.environment().value(), release), entry.line());
        if (earlier == null) {
            entries.add(entry);
        } else {
            problems.add(new FileProblem(
                    entry.line(),
                    "release",
                    '"' + release + '"',
                    "%s has this release already, in the entry of line %d".formatted(entry.environment(), earlier)));
        }
    }

    /** Jackson's messages may tell where a list began, in words that mean nothing to the people of the file. */
    private static String withoutSource(String message) {
        return message.replaceAll(" ?\\(for \\w+ starting at .*|\\(start marker at .*", "");
    }

    private int line() {
        return json.currentTokenLocation().getLineNr();
    }

    private String lineText(int line) {
        return text.lines().skip(line - 1L).findFirst().orElse("").strip();
    }

    private static int lineOf(byte[] bytes, int position) {
        var line = 1;
        for (var i = 0; i < position; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
