package com.hyperanna.autodeploy.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes one JSON document, member by member, in the order of the calls. */
public final class JsonText {

    private final StringBuilder text = new StringBuilder(512);
    private boolean first = true;

    public JsonText open(char bracket) {
        comma();
        text.append(bracket);
        first = true;
        return this;
    }

    public JsonText open(String name, char bracket) {
        name(name).text.append(bracket);
        first = true;
        return this;
    }

    public JsonText close(char bracket) {
        text.append(bracket);
        first = false;
        return this;
    }

    public JsonText member(String name, String value) {
        name(name).quoted(value);
        return this;
    }

    public JsonText member(String name, long value) {
        name(name).text.append(value);
        return this;
    }

    public JsonText member(String name, boolean value) {
        name(name).text.append(value);
        return this;
    }

    public byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private JsonText name(String name) {
        comma();
        quoted(name);
        text.append(':');
        return this;
    }

    private void comma() {
        if (!first) {
            text.append(',');
        }
        first = false;
    }

    private void quoted(String value) {
        text.append('"');
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029) {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else if (Character.isSurrogate(c) && !isPairAt(value, i)) {
                text.append('\ufffd');
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private static boolean isPairAt(String value, int i) {
        return Character.isHighSurrogate(value.charAt(i))
                ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
    }
}
