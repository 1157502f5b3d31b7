package com.hyperanna.autodeploy.http;

import com.hyperanna.autodeploy.fleet.TokenDigest;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The tokens that read every environment and report for none; an illegal setting stops the start. */
@Startup
@Singleton
class ViewerTokens {

    private static final String SETTING = "auto-deploy.viewer-token-sha256";

    private final List<TokenDigest> digests;

    @Inject
    ViewerTokens(@ConfigProperty(name = SETTING) Optional<List<String>> setting) {
        digests = setting.orElse(List.of()).stream()
                .map(String::strip)
                .filter(digest -> !digest.isEmpty())
                .map(ViewerTokens::digest)
                .toList();
    }

    private static TokenDigest digest(String hex) {
        try {
            return TokenDigest.parse(hex);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Each entry of " + SETTING + " " + e.getMessage(), e);
        }
    }

    boolean contain(TokenDigest token) {
        var found = false;
        for (var digest : digests) {
            found |= digest.matches(token);
        }
        return found;
    }
}
