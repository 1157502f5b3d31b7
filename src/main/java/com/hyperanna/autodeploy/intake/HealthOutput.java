package com.hyperanna.autodeploy.intake;

import com.hyperanna.autodeploy.report.Container;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a site's health command printed, read as a list of containers.
 *
 * @param unreadable why it tells nothing, as a sentence; empty when it could be read
 */
record HealthOutput(List<Container> containers, Optional<String> unreadable) {

    static HealthOutput read(String printed) {
        if (printed.isBlank()) {
            return unreadable("it is empty");
        }
        try {
            var document = Json.parse(printed);
            if (!document.repeated().isEmpty()) {
                return unreadable("a key is repeated");
            }
            if (!(document.root() instanceof Json.Elements elements)) {
                return unreadable("it is not a list");
            }
            return elements.list().isEmpty() ? unreadable("the list is empty") : containers(elements);
        } catch (Json.Malformed e) {
            return unreadable("it " + e.getMessage());
        }
    }

    private static HealthOutput containers(Json.Elements elements) {
        var containers = new ArrayList<Container>();
        for (var element : elements.list()) {
            if (!(element instanceof Json.Members members)
                    || !(members.byName().get("subjectName") instanceof Json.Text name)
                    || !(members.byName().get("checks") instanceof Json.Members checks)) {
                return unreadable(
                        "entry " + (containers.size() + 1) + " has no string subjectName, or no object checks");
            }
            containers.add(new Container(legible(name.value()), texts(checks)));
        }
        return new HealthOutput(containers, Optional.empty());
    }

    private static Map<String, String> texts(Json.Members checks) {
        var texts = new LinkedHashMap<String, String>();
        checks.byName()
                .forEach((key, value) -> texts.put(
                        legible(key), legible(value instanceof Json.Text text ? text.value() : value.toText())));
        return texts;
    }

    private static HealthOutput unreadable(String why) {
        return new HealthOutput(List.of(), Optional.of("The health output cannot be understood: " + why + "."));
    }

    static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(codePoint -> Character.getType(codePoint) == Character.SURROGATE);
    }

    private static String legible(String text) {
        return hasLoneSurrogate(text)
                ? text.codePoints()
                        .map(point -> Character.getType(point) == Character.SURROGATE ? 0xfffd : point)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                : text;
    }
}
