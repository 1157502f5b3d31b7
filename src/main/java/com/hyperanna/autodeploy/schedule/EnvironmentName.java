package com.hyperanna.autodeploy.schedule;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * The name of one on-prem site, such as {@code Açaí}; compared after Unicode normalisation (NFC), so that it is the same
 * however it was typed, and case-sensitively.
 *
 * @param value the name in NFC: 1 to 253 code points, no {@code /}, no control characters, no white space at either end,
 *     not {@code .} or {@code ..}
 */
public record EnvironmentName(String value) {

    private static final int LONGEST = 253;
    private static final Pattern WHITE_SPACE_AT_AN_END =
            Pattern.compile("^\\p{IsWhite_Space}|\\p{IsWhite_Space}$", Pattern.DOTALL);

    /** What a legal name looks like, as a sentence for people. */
    public static final String RULE = "must have 1 to 253 characters, no '/', no control characters and no white space"
            + " at either end, and must not be '.' or '..'";

    /** @throws IllegalArgumentException if the name is not legal; the message says what is */
    public EnvironmentName {
        value = Normalizer.normalize(value, Normalizer.Form.NFC);
        if (!isLegal(value)) {
            throw new IllegalArgumentException(RULE);
        }
    }

    private static boolean isLegal(String name) {
        var length = name.codePointCount(0, name.length());
        return length >= 1
                && length <= LONGEST
                && !name.equals(".")
                && !name.equals("..")
                && !startsOrEndsWithWhiteSpace(name)
                && name.codePoints().noneMatch(EnvironmentName::isForbidden);
    }

    private static boolean startsOrEndsWithWhiteSpace(String name) {
        return WHITE_SPACE_AT_AN_END.matcher(name).find();
    }

    private static boolean isForbidden(int codePoint) {
        return codePoint == '/'
                || Character.getType(codePoint) == Character.CONTROL
                || Character.getType(codePoint) == Character.SURROGATE;
    }

    @Override
    public String toString() {
        return value;
    }
}
