package com.hyperanna.autodeploy.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value (RFC 8259) as it was sent: nothing is coerced. */
sealed interface Json {

    int DEEPEST = 100;

    record Members(Map<String, Json> byName) implements Json {}

    record Elements(List<Json> list) implements Json {}

    record Text(String value) implements Json {}

    /** A number, a boolean or null, as it was written. */
    record Literal(String text, boolean isNull) implements Json {}

    /**
     * A document and the paths of keys that an object in it has twice.
     */
    record Document(Json root, List<String> repeated) {}

    /** Text that is no JSON; the message says where. */
    class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    /** Reads one document with nothing after it. */
    static Document parse(String text) throws Malformed {
        try (var parser = Reading.FACTORY.createParser(text)) {
            var reading = new Reading(parser);
            parser.nextToken();
            var root = reading.value("");
            if (parser.nextToken() != null) {
                throw new Malformed("has something after its end" + Reading.where(parser));
            }
            return new Document(root, reading.repeated);
        } catch (JsonProcessingException e) {
            var location = e.getLocation();
            throw new Malformed(
                    location == null
                            ? "is not JSON"
                            : "is not JSON (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The compact JSON text of a value. */
    default String toText() {
        if (this instanceof Text text) {
            return quoted(text.value());
        }
        if (this instanceof Literal literal) {
            return literal.text();
        }
        var parts = new ArrayList<String>();
        if (this instanceof Elements elements) {
            elements.list().forEach(element -> parts.add(element.toText()));
            return "[" + String.join(",", parts) + "]";
        }
        ((Members) this).byName().forEach((name, value) -> parts.add(quoted(name) + ":" + value.toText()));
        return "{" + String.join(",", parts) + "}";
    }

    private static String quoted(String text) {
        return '"'
                + String.valueOf(com.fasterxml.jackson.core.io.JsonStringEncoder.getInstance()
                        .quoteAsString(text))
                + '"';
    }

    /** One pass over one document. */
    final class Reading {

        private static final JsonFactory FACTORY = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxNumberLength(100_000)
                        .build())
                .build();

        private final JsonParser parser;
        private final List<String> repeated = new ArrayList<>();

        private Reading(JsonParser parser) {
            this.parser = parser;
        }

        private static String where(JsonParser parser) {
            var location = parser.currentTokenLocation();
            return " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
        }

        private Json value(String path) throws IOException, Malformed {
            var token = parser.currentToken();
            if (token == null) {
                throw new Malformed("is empty");
            }
            return switch (token) {
                case START_OBJECT -> members(path);
                case START_ARRAY -> elements(path);
                case VALUE_STRING -> new Text(parser.getText());
                default -> new Literal(parser.getText(), token == JsonToken.VALUE_NULL);
            };
        }

        private Json members(String path) throws IOException, Malformed {
            var members = new LinkedHashMap<String, Json>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                var field = path.isEmpty() ? name : path + "." + name;
                parser.nextToken();
                if (members.containsKey(name) && !repeated.contains(field)) {
                    repeated.add(field);
                }
                members.put(name, value(field));
            }
            return new Members(members);
        }

        private Json elements(String path) throws IOException, Malformed {
            var elements = new ArrayList<Json>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(path + "[" + elements.size() + "]"));
            }
            return new Elements(elements);
        }
    }
}
