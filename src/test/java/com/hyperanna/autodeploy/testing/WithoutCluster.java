package com.hyperanna.autodeploy.testing;

import com.hyperanna.autodeploy.intake.RememberingStore;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** The application with no cluster behind it: tests fill the fleet themselves. */
public class WithoutCluster implements QuarkusTestProfile {

    /** A token that reads every environment. */
    public static final String VIEWER_TOKEN = "viewer-token";

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(RememberingStore.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.operator-sdk.start-operator", "false",
                "quarkus.http.test-port", "0",
                "quarkus.management.test-port", "0",
                "auto-deploy.viewer-token-sha256", Tokens.digest(VIEWER_TOKEN));
    }
}
