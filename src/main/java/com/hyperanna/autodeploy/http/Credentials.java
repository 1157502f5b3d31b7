package com.hyperanna.autodeploy.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The token in the {@code Authorization} header (RFC 6750, RFC 7617). */
final class Credentials {

    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([\\x21-\\x7e]+)");
    private static final Pattern BASIC = Pattern.compile("(?i:basic) +([A-Za-z0-9+/]+={0,2})");

    private Credentials() {}

    /** The token; empty when there is none, or more than one header. */
    static Optional<String> token(List<String> authorization, boolean asPasswordToo) {
        if (authorization.size() != 1) {
            return Optional.empty();
        }
        var bearer = BEARER.matcher(authorization.get(0));
        if (bearer.matches()) {
            return Optional.of(bearer.group(1));
        }
        var basic = BASIC.matcher(authorization.get(0));
        return asPasswordToo && basic.matches() ? password(basic.group(1)) : Optional.empty();
    }

    private static Optional<String> password(String base64) {
        try {
            var pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            var colon = pair.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
