package com.hyperanna.autodeploy.importer;

import com.hyperanna.autodeploy.crd.v1alpha1.DeploymentSchedule;
import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import org.awaitility.Awaitility;

/** A real kube-apiserver with etcd that knows an open form of the DeploymentSchedule. */
final class LocalApi {

    private static final LocalApi ONLY = new LocalApi();

    private final KubernetesClient client;

    private LocalApi() {
        var cache = Path.of(System.getProperty("user.home"), ".cache", "auto-deploy-scheduler");
        var server = new KubeAPIServer(KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(cache.toString())
                .withOfflineMode(true)
                .withApiServerVersion("1.35.4")
                .withUpdateKubeConfig(false)
                .withWaitForEtcdHealthCheckOnStartup(true)
                .withApiServerFlag("--bind-address", "127.0.0.1")
                .build());
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(server.getKubeConfigYaml()))
                .build();
        var definition = client.apiextensions().v1().customResourceDefinitions().load(definition());
        definition.create();
        Awaitility.await()
                .pollInSameThread()
                .ignoreExceptions()
                .until(() -> client.resources(DeploymentSchedule.class)
                        .inAnyNamespace()
                        .list()
                        .getItems()
                        .isEmpty());
    }

    private static InputStream definition() {
        return Objects.requireNonNull(LocalApi.class.getResourceAsStream("/importer/open-crd.yaml"));
    }

    static KubernetesClient client() {
        return ONLY.client;
    }

    static String freshNamespace() {
        var name = "import-" + java.util.UUID.randomUUID().toString().substring(0, 8);
        client().resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        return name;
    }

    static DeploymentSchedule get(String namespace, String name) {
        return client().resources(DeploymentSchedule.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }
}
