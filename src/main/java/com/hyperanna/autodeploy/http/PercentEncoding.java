package com.hyperanna.autodeploy.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text as it travels in URLs (RFC 3986, section 2.1): UTF-8, strictly. */
final class PercentEncoding {

    private PercentEncoding() {}

    /** The text meant; empty when an escape is broken or the bytes are no UTF-8. */
    static Optional<String> decode(String raw, boolean plusMeansSpace) {
        var bytes = new ByteArrayOutputStream(raw.length());
        for (var i = 0; i < raw.length(); i++) {
            var c = raw.charAt(i);
            if (c == '%') {
                var value = i + 2 < raw.length() ? hex(raw.charAt(i + 1)) * 16 + hex(raw.charAt(i + 2)) : -1;
                if (value < 0) {
                    return Optional.empty();
                }
                bytes.write(value);
                i += 2;
            } else if (c > 0xff) {
                return Optional.empty();
            } else {
                bytes.write(c == '+' && plusMeansSpace ? ' ' : c);
            }
        }
        return utf8(bytes.toByteArray());
    }

    private static int hex(char c) {
        return c < 0x80 && Character.digit(c, 16) >= 0 ? Character.digit(c, 16) : -1000;
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
