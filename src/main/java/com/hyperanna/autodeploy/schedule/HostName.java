package com.hyperanna.autodeploy.schedule;

import java.util.regex.Pattern;

/**
 * The name of one machine in an environment, such as {@code anna02}.
 *
 * @param value 1 to 253 of {@code [A-Za-z0-9.-]}, the first and the last a letter or a digit
 */
public record HostName(String value) {

    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

    /** What a legal name looks like, as a sentence for people. */
    public static final String RULE =
            "must be 1 to 253 of A-Z, a-z, 0-9, '.' and '-', the first and the last a letter or a digit";

    /** @throws IllegalArgumentException if the name is not legal; the message says what is */
    public HostName {
        if (!isLegal(value)) {
            throw new IllegalArgumentException(RULE);
        }
    }

    public static boolean isLegal(String value) {
        return LEGAL.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
