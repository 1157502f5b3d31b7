package com.hyperanna.autodeploy.importer;

/**
 * One thing that is wrong with the text of the schedule file.
 *
 * <p>{@code field} is the key at fault, {@code entry} for a whole entry or {@code file} for the file; {@code value} is
 * shown as it stands there, shortened and without control characters.
 */
public record FileProblem(int line, String field, String value, String message) {

    private static final int LONGEST_SHOWN = 100;

    static FileProblem ofFile(int line, String value, String message) {
        return new FileProblem(line, "file", value, message);
    }

    public FileProblem {
        field = shown(field);
        value = shown(value);
    }

    @Override
    public String toString() {
        return "line %d, field %s, value %s: %s".formatted(line, field, value, message);
    }

    /** Nothing in the file can forge a line of the log. */
    private static String shown(String text) {
        var shown = new StringBuilder();
        text.codePoints().limit(LONGEST_SHOWN).forEach(codePoint -> {
            if (isPrintable(codePoint)) {
                shown.appendCodePoint(codePoint);
            } else {
                shown.append("\\u%04x".formatted(codePoint));
            }
        });
        return text.codePointCount(0, text.length()) > LONGEST_SHOWN ? shown + "…" : shown.toString();
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
