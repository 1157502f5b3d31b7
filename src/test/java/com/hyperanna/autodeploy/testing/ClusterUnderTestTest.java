package com.hyperanna.autodeploy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClusterUnderTestTest {

    private final ClusterUnderTest cluster = ClusterUnderTest.running();

    @Test
    void theOperatorHasItsServiceAccountAndItsRightsOnly() {
        // Given
        var asOperator = "--kubeconfig=" + cluster.operatorKubeconfig();

        // Then
        assertThat(cluster.kubectl("auth", "whoami", asOperator).out())
                .contains("system:serviceaccount:auto-deploy:auto-deploy-scheduler");
        assertThat(cluster.kubectl("get", "schedules", asOperator).exitCode()).isZero();
        assertThat(cluster.kubectl("auth", "can-i", "patch", "dsched/status", asOperator)
                        .out())
                .startsWith("yes");
        assertThat(cluster.kubectl("auth", "can-i", "get", "secrets", asOperator)
                        .out())
                .startsWith("no");
        assertThat(cluster.kubectl("auth", "can-i", "list", "schedules", "-n", "default", asOperator)
                        .out())
                .startsWith("no");
    }

    @Test
    void allThatIsInDeployPassesAServerDryRun() {
        // When
        var ran = cluster.kubectl("apply", "--server-side", "--force-conflicts", "--dry-run=server", "-k", "deploy");

        // Then
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("/acai ", "/guava ", "/grapes ", "/bayberry ", "/prod-sg ");
    }

    @Test
    void dataPortAndCredentialsOutliveAStopOfTheApiServer() {
        // Given
        cluster.kubectl("create", "configmap", "survivor");
        cluster.stopApiServer();
        assertThat(cluster.kubectl("get", "configmap", "survivor").exitCode()).isNotZero();

        // When
        cluster.startApiServer();

        // Then
        assertThat(cluster.kubectl("get", "configmap", "survivor").exitCode()).isZero();
        assertThat(cluster.kubectl("get", "schedules", "--kubeconfig=" + cluster.operatorKubeconfig())
                        .exitCode())
                .isZero();
    }
}
