package com.hyperanna.autodeploy.story;

import com.hyperanna.autodeploy.crd.v1alpha1.DeploymentSchedule;
import com.hyperanna.autodeploy.testing.ClusterUnderTest;
import com.hyperanna.autodeploy.testing.Tokens;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** One environment of a story, with a name and a token of its own. */
record Site(String object, String environment, String token) {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    static Site named(String environment) {
        var number = NUMBER.incrementAndGet();
        return new Site("site-" + number, environment + " " + number, "token-" + number);
    }

    /** Declares the environment with these further lines of its spec. */
    Site declared(String spec) {
        apply("""
                apiVersion: autodeploy.hyperanna.com/v1alpha1
                kind: DeploymentSchedule
                metadata: {name: %s}
                spec:
                  environment: %s
                  clientAuth: {tokenSha256: ["%s"]}
                """.formatted(object, environment, Tokens.digest(token)) + spec.indent(2));
        return this;
    }

    static void apply(String yaml) {
        var applied = ClusterUnderTest.running()
                .kubectlWithInput(yaml, "apply", "--server-side", "--force-conflicts", "-f", "-");
        if (applied.exitCode() != 0) {
            throw new IllegalStateException(applied.toString());
        }
    }

    DeploymentSchedule live() {
        return Objects.requireNonNull(ClusterUnderTest.running()
                .admin()
                .resources(DeploymentSchedule.class)
                .inNamespace(ClusterUnderTest.NAMESPACE)
                .withName(object)
                .get());
    }

    /** One column of {@code kubectl get schedules}. */
    String column(String jsonPath) {
        return ClusterUnderTest.running()
                .kubectl("get", "schedules", object, "-o", "jsonpath={" + jsonPath + "}")
                .out();
    }

    String conditionReason(String type) {
        return column(".status.conditions[?(@.type==\"" + type + "\")].reason");
    }
}
