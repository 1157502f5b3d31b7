package com.hyperanna.autodeploy.report;

/** Texts from outside, made short enough to keep. */
public final class Texts {

    private Texts() {}

    /** The text, or if it has more than {@code most} characters its beginning and {@code …}, {@code most} together. */
    public static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
