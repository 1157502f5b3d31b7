package com.hyperanna.autodeploy.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a site's health command found of one container.
 *
 * @param checks the findings in the order told, by name; numbers and booleans as their JSON text
 */
public record Container(String subjectName, Map<String, String> checks) {

    public static final int LONGEST_NAME = 253;
    public static final int LONGEST_KEY = 63;
    public static final int LONGEST_VALUE = 256;
    public static final int MOST_CHECKS = 16;

    /** How many containers of one report are kept, and how many bytes of JSON they may take together. */
    private static final int MOST_KEPT = 16;

    private static final int MOST_BYTES = 4096;

    public Container {
        checks = Collections.unmodifiableMap(new LinkedHashMap<>(checks));
    }

    public boolean healthy() {
        return "true".equals(checks.get("healthy"));
    }

    /** Of these containers the first that fit into what a report may keep, with their texts cut. */
    public static List<Container> cutForStoring(List<Container> containers) {
        var kept = new ArrayList<Container>();
        var room = MOST_BYTES - 2;
        for (var container : containers.subList(0, Math.min(MOST_KEPT, containers.size()))) {
            var cut = container.cutTo(room);
            if (cut.bytes() > room) {
                break;
            }
            room -= cut.bytes() + 1;
            kept.add(cut);
        }
        return List.copyOf(kept);
    }

    private Container cutTo(int room) {
        var fitting = new Container(Texts.cut(subjectName, LONGEST_NAME), Map.of());
        for (var check : checks.entrySet()) {
            var longer = new LinkedHashMap<>(fitting.checks);
            longer.put(Texts.cut(check.getKey(), LONGEST_KEY), Texts.cut(check.getValue(), LONGEST_VALUE));
            var candidate = new Container(fitting.subjectName, longer);
            if (longer.size() > MOST_CHECKS || candidate.bytes() > room) {
                return fitting;
            }
            fitting = candidate;
        }
        return fitting;
    }

    /** The bytes of its JSON; escapes are counted at their longest. */
    private int bytes() {
        var size = "{'subjectName':'','checks':{}}".length() + bytesOf(subjectName);
        for (var check : checks.entrySet()) {
            size += bytesOf(check.getKey()) + bytesOf(check.getValue()) + 6;
        }
        return size;
    }

    private static int bytesOf(String text) {
        var escapes =
                (int) text.chars().filter(c -> c < ' ' || c == '"' || c == '\\').count();
        return text.getBytes(StandardCharsets.UTF_8).length + 5 * escapes;
    }
}
