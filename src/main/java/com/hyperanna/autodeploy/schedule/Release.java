package com.hyperanna.autodeploy.schedule;

import java.util.regex.Pattern;

/**
 * The name of one version of the product, such as {@code RELEASE_2020.12.16.06.12.07.00}.
 *
 * <p>Names are compared as runs of digits and runs of other characters. Two names whose shapes differ cannot be
 * compared: then neither is older.
 *
 * @param name 1 to 128 of {@code [A-Za-z0-9._-]}, the first a letter or a digit
 */
public record Release(String name) {

    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    /** What a legal name looks like, as a sentence for people. */
    public static final String RULE =
            "must be 1 to 128 of A-Z, a-z, 0-9, '.', '_' and '-', the first a letter or a digit";

    /** @throws IllegalArgumentException if the name is not legal; the message says what is */
    public Release {
        if (!isLegal(name)) {
            throw new IllegalArgumentException(RULE);
        }
    }

    public static boolean isLegal(String name) {
        return LEGAL.matcher(name).matches();
    }

    /** Whether the first number in which the two names differ is smaller here; false when they cannot be compared. */
    public boolean isOlderThan(Release other) {
        return compareNumbers(name, other.name) < 0;
    }

    private static int compareNumbers(String a, String b) {
        var decided = 0;
        var i = 0;
        var j = 0;
        while (i < a.length() && j < b.length()) {
            var digits = isDigit(a.charAt(i));
            if (digits != isDigit(b.charAt(j))) {
                return 0;
            }
            var endOfA = endOfRun(a, i);
            var endOfB = endOfRun(b, j);
            if (!digits && !a.substring(i, endOfA).equals(b.substring(j, endOfB))) {
                return 0;
            }
            if (digits && decided == 0) {
                decided = compareDigits(a, i, endOfA, b, j, endOfB);
            }
            i = endOfA;
            j = endOfB;
        }
        return i == a.length() && j == b.length() ? decided : 0;
    }

    private static int compareDigits(String a, int startOfA, int endOfA, String b, int startOfB, int endOfB) {
        var significantA = a.substring(skipZeros(a, startOfA, endOfA), endOfA);
        var significantB = b.substring(skipZeros(b, startOfB, endOfB), endOfB);
        return significantA.length() == significantB.length()
                ? significantA.compareTo(significantB)
                : Integer.compare(significantA.length(), significantB.length());
    }

    private static int skipZeros(String text, int start, int end) {
        var i = start;
        while (i < end && text.charAt(i) == '0') {
            i++;
        }
        return i;
    }

    private static int endOfRun(String text, int start) {
        var digits = isDigit(text.charAt(start));
        var end = start + 1;
        while (end < text.length() && isDigit(text.charAt(end)) == digits) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    @Override
    public String toString() {
        return name;
    }
}
