package com.hyperanna.autodeploy.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Lets the application under test speak to {@link ClusterUnderTest} with exactly the operator's rights. */
public class ClusterResource implements QuarkusTestResourceLifecycleManager {

    /**
     * The property is set here for an application in this JVM, and returned for one that is launched as a jar.
     */
    @Override
    public Map<String, String> start() {
        var kubeconfig =
                ClusterUnderTest.running().operatorKubeconfig().toAbsolutePath().toString();
        System.setProperty("kubeconfig", kubeconfig);
        return Map.of("kubeconfig", kubeconfig);
    }

    @Override
    public void stop() {
        // The cluster serves the next test class too and ends with the JVM.
        System.clearProperty("kubeconfig");
    }
}
