package com.hyperanna.autodeploy.http;

import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;

/** Spares a client the body of an answer that it has already (RFC 9110, section 13.1.2). */
public final class Revalidation {

    private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[\\x21\\x23-\\x7e\\x80-\\uffff]*\")");

    private Revalidation() {}

    /** The answer with its strong tag, or {@code 304} if the client named that tag. */
    public static Answer of(HttpServerRequest request, Answer answer) {
        var tag = tag(answer.body());
        var tagged = answer.with("ETag", tag).with("Vary", "Accept").with("Cache-Control", "private, no-cache");
        if (!names(String.join(",", request.headers().getAll("If-None-Match")), tag)) {
            return tagged;
        }
        var headers = new LinkedHashMap<>(tagged.headers());
        headers.remove("Content-Type");
        return new Answer(304, headers, new byte[0]);
    }

    private static boolean names(String ifNoneMatch, String tag) {
        if (ifNoneMatch.strip().equals("*")) {
            return true;
        }
        var tags = TAG.matcher(ifNoneMatch);
        while (tags.find()) {
            if (tag.equals(tags.group(1))) {
                return true;
            }
        }
        return false;
    }

    private static String tag(byte[] body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(body);
            return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 15)) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
