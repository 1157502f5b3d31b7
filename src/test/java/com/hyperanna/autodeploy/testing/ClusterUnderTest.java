package com.hyperanna.autodeploy.testing;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The one real Kubernetes API of a test run, with our definition and the rights of {@code deploy/} applied.
 *
 * <p>Its programs are found in {@code $AUTO_DEPLOY_KUBE_DIR}, else in the cache that {@code dev/control-plane} fills.
 * There is no garbage collector: use a fresh name for every object.
 */
public final class ClusterUnderTest {

    public static final String NAMESPACE = "auto-deploy";
    public static final String SERVICE_ACCOUNT = "auto-deploy-scheduler";

    private static final String VERSION = "1.35.4";
    private static final String ADDRESS_PROPERTY = "cluster-under-test.directory";
    private static final Set<String> RIGHTS =
            Set.of("ServiceAccount", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding");

    private static final class Holder {
        static final ClusterUnderTest CLUSTER = startOnce();
    }

    /** What a run of kubectl came to. */
    public record Ran(int exitCode, String out, String err) {}

    private final Path directory;
    private final Optional<ControlPlane> controlPlane;
    private final KubernetesClient admin;

    private ClusterUnderTest(Path directory, Optional<ControlPlane> controlPlane) {
        this.directory = directory;
        this.controlPlane = controlPlane;
        this.admin = clientOf(adminKubeconfig());
    }

    /** The cluster of this JVM; the first caller starts it, which takes some 5 seconds. */
    public static ClusterUnderTest running() {
        return Holder.CLUSTER;
    }

    /** May do everything. */
    public KubernetesClient admin() {
        return admin;
    }

    public Path adminKubeconfig() {
        return directory.resolve("admin.kubeconfig");
    }

    /** May do what {@code deploy/} allows the operator, with a real token of its ServiceAccount. */
    public Path operatorKubeconfig() {
        return directory.resolve("operator.kubeconfig");
    }

    /** Runs the real kubectl as the admin, in the operator's namespace. */
    public Ran kubectl(String... arguments) {
        return kubectlWithInput("", arguments);
    }

    /** Like {@link #kubectl}, with a text for {@code -f -}. */
    public Ran kubectlWithInput(String input, String... arguments) {
        var command = new ArrayList<>(List.of(programs().resolve("kubectl").toString()));
        command.addAll(List.of(arguments));
        try {
            var out = Files.createTempFile(directory, "kubectl", ".out");
            var err = Files.createTempFile(directory, "kubectl", ".err");
            var in = Files.writeString(Files.createTempFile(directory, "kubectl", ".in"), input);
            var builder = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("KUBECONFIG", adminKubeconfig().toString());
            builder.environment().put("HOME", directory.toString());
            var ran = new Ran(builder.start().waitFor(), Files.readString(out), Files.readString(err));
            for (var file : List.of(in, out, err)) {
                Files.delete(file);
            }
            return ran;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends the API server at once, as a crash would; data, port and credentials outlive it. */
    public void stopApiServer() {
        owned().stopApiServer();
    }

    /** Starts the API server again and waits until it is ready. */
    public void startApiServer() {
        owned().startApiServer();
    }

    private ControlPlane owned() {
        return controlPlane.orElseThrow(
                () -> new IllegalStateException("the cluster was started by another class loader of this JVM"));
    }

    private static ClusterUnderTest startOnce() {
        var started = System.getProperty(ADDRESS_PROPERTY);
        if (started != null) {
            return new ClusterUnderTest(Path.of(started), Optional.empty());
        }
        try {
            var directory =
                    Files.createTempDirectory(Files.createDirectories(fromCheckout("target")), "cluster-under-test");
            var controlPlane = new ControlPlane(programs(), directory);
            var authority = controlPlane.certificate();
            write(directory.resolve("admin.kubeconfig"), controlPlane.port(), authority, ControlPlane.ADMIN_TOKEN);
            var cluster = new ClusterUnderTest(directory, Optional.of(controlPlane));
            cluster.applyWhatTheOperatorNeeds();
            write(cluster.operatorKubeconfig(), controlPlane.port(), authority, cluster.operatorToken());
            System.setProperty(ADDRESS_PROPERTY, directory.toString());
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void applyWhatTheOperatorNeeds() {
        must(kubectl("apply", "--server-side", "-f", fromCheckout("crds").toString()));
        must(kubectl(
                "wait",
                "--for=condition=Established",
                "crd/deploymentschedules.autodeploy.hyperanna.com",
                "--timeout=30s"));
        must(kubectlWithInput(
                """
                apiVersion: v1
                kind: Namespace
                metadata: {name: %s}
                ---
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: %s, namespace: %s}
                """.formatted(NAMESPACE, SERVICE_ACCOUNT, NAMESPACE), "apply", "--server-side", "-f", "-"));
        if (Files.isDirectory(fromCheckout("deploy"))) {
            rightsOfTheOperator()
                    .forEach(right -> admin.resource(right)
                            .inNamespace(NAMESPACE)
                            .forceConflicts()
                            .serverSideApply());
        }
    }

    private List<HasMetadata> rightsOfTheOperator() {
        try (var files = Files.list(fromCheckout("deploy"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .flatMap(this::objectsIn)
                    .filter(object -> RIGHTS.contains(object.getKind()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private java.util.stream.Stream<HasMetadata> objectsIn(Path file) {
        try (var stream = Files.newInputStream(file)) {
            return admin.load(stream).items().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String operatorToken() {
        var token = kubectl("create", "token", SERVICE_ACCOUNT, "--duration=24h");
        must(token);
        return token.out().strip();
    }

    private static void must(Ran ran) {
        if (ran.exitCode() != 0) {
            throw new IllegalStateException(ran.toString());
        }
    }

    private static KubernetesClient clientOf(Path kubeconfig) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
    }

    private static void write(Path kubeconfig, int port, String authority, String token) throws IOException {
        Files.writeString(kubeconfig, """
                apiVersion: v1
                kind: Config
                current-context: test
                contexts: [{name: test, context: {cluster: test, user: test, namespace: %s}}]
                clusters: [{name: test, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: %s}}]
                users: [{name: test, user: {token: "%s"}}]
                """.formatted(
                        NAMESPACE,
                        port,
                        Base64.getEncoder().encodeToString(authority.getBytes(StandardCharsets.US_ASCII)),
                        token));
    }

    private static Path fromCheckout(String name) {
        return Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve(name);
    }

    private static Path programs() {
        var environment = System.getenv();
        var cache = environment.getOrDefault("XDG_CACHE_HOME", environment.get("HOME") + "/.cache");
        var kube = environment.getOrDefault("AUTO_DEPLOY_KUBE_DIR", cache + "/auto-deploy-scheduler");
        var programs = Path.of(kube, "k8s", VERSION + "-linux-amd64");
        if (!Files.isExecutable(programs.resolve("kube-apiserver"))) {
            throw new IllegalStateException("no kube-apiserver in " + programs + ": run dev/test, which gets it");
        }
        return programs;
    }
}
