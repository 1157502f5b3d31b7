package com.hyperanna.autodeploy.fleet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The SHA-256 digest of a bearer token; the token itself is never kept. */
public final class TokenDigest {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    /** What a legal digest looks like, as a sentence for people. */
    public static final String RULE = "must be the SHA-256 digest of a token as 64 lower-case hexadecimal digits";

    private final byte[] digest;

    private TokenDigest(byte[] digest) {
        this.digest = digest;
    }

    /** @throws IllegalArgumentException if the text is not a digest; the message says what is */
    public static TokenDigest parse(String hex) {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException(RULE);
        }
        return new TokenDigest(HexFormat.of().parseHex(hex));
    }

    /** The digest of the characters of a token. */
    public static TokenDigest ofToken(String token) {
        try {
            return new TokenDigest(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether both are the same, in a time that does not tell how much of them is. */
    public boolean matches(TokenDigest other) {
        return MessageDigest.isEqual(digest, other.digest);
    }
}
