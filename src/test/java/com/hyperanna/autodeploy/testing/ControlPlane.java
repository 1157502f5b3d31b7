package com.hyperanna.autodeploy.testing;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A real etcd and a real kube-apiserver as child processes, on loopback, with RBAC; they die with this JVM.
 *
 * <p>The API server can be stopped and started again: port, data and credentials stay the same.
 */
final class ControlPlane {

    /** Runs a program and kills it when our end of the pipe is closed, also when this JVM is killed. */
    private static final String DIES_WITH_US =
            "\"$@\" </dev/null & child=$!; echo $child >\"$PID_FILE\"; cat >/dev/null; kill -9 $child; wait $child";

    static final String ADMIN_TOKEN = "admin-of-the-tests";

    private final Path programs;
    private final Path directory;
    private final int etcdPort = freePort();
    private final int etcdPeerPort = freePort();
    private final int port = freePort();
    private final Process etcd;
    private @Nullable Process apiServer;

    ControlPlane(Path programs, Path directory) throws IOException {
        this.programs = programs;
        this.directory = directory;
        Files.writeString(directory.resolve("sa.key"), serviceAccountKey());
        Files.writeString(directory.resolve("tokens.csv"), ADMIN_TOKEN + ",admin,admin,system:masters\n");
        etcd = start("etcd", etcdFlags());
        startApiServer();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    int port() {
        return port;
    }

    String certificate() {
        return read(directory.resolve("certificates/apiserver.crt"));
    }

    void startApiServer() {
        apiServer = start("kube-apiserver", apiServerFlags());
        await().pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(120))
                .until(this::isReady);
    }

    void stopApiServer() {
        if (apiServer != null) {
            end(apiServer);
        }
    }

    private void stop() {
        stopApiServer();
        end(etcd);
    }

    private boolean isReady() {
        if (apiServer != null && !apiServer.isAlive()) {
            throw new IllegalStateException("kube-apiserver ended: " + read(directory.resolve("kube-apiserver.log")));
        }
        try {
            var request = HttpRequest.newBuilder(java.net.URI.create("https://127.0.0.1:" + port + "/readyz"))
                    .header("Authorization", "Bearer " + ADMIN_TOKEN)
                    .timeout(Duration.ofSeconds(2))
                    .build();
            var client =
                    HttpClient.newBuilder().sslContext(Trust.in(certificate())).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException | UncheckedIOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> etcdFlags() {
        var clients = "http://127.0.0.1:" + etcdPort;
        var peers = "http://127.0.0.1:" + etcdPeerPort;
        return List.of(
                "--data-dir=" + directory.resolve("etcd"),
                "--listen-client-urls=" + clients,
                "--advertise-client-urls=" + clients,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers,
                "--initial-cluster=default=" + peers,
                "--unsafe-no-fsync",
                "--log-level=error");
    }

    private List<String> apiServerFlags() {
        return List.of(
                "--etcd-servers=http://127.0.0.1:" + etcdPort,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + port,
                "--cert-dir=" + directory.resolve("certificates"),
                "--authorization-mode=RBAC",
                "--token-auth-file=" + directory.resolve("tokens.csv"),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + directory.resolve("sa.key"),
                "--service-account-signing-key-file=" + directory.resolve("sa.key"),
                "--disable-admission-plugins=ServiceAccount",
                "--endpoint-reconciler-type=none",
                "--service-cluster-ip-range=10.0.0.0/24");
    }

    private Process start(String program, List<String> flags) {
        var command = new ArrayList<>(List.of(
                "sh", "-c", DIES_WITH_US, "sh", programs.resolve(program).toString()));
        command.addAll(flags);
        var log = directory.resolve(program + ".log").toFile();
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().put("PID_FILE", new File(directory.toFile(), program + ".pid").getPath());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(Process process) {
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String serviceAccountKey() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var encoded = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
            return "-----BEGIN PRIVATE KEY-----\n" + encoded + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A TLS context that trusts exactly the certificates of one PEM text. */
    private static final class Trust {

        static SSLContext in(String pem) throws IOException {
            try {
                var store = java.security.KeyStore.getInstance(java.security.KeyStore.getDefaultType());
                store.load(null, null);
                var factory = java.security.cert.CertificateFactory.getInstance("X.509");
                var bytes = new java.io.ByteArrayInputStream(pem.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                var number = 0;
                for (var certificate : factory.generateCertificates(bytes)) {
                    store.setCertificateEntry("c" + number++, certificate);
                }
                var trust = javax.net.ssl.TrustManagerFactory.getInstance(
                        javax.net.ssl.TrustManagerFactory.getDefaultAlgorithm());
                trust.init(store);
                var context = SSLContext.getInstance("TLS");
                context.init(null, trust.getTrustManagers(), null);
                return context;
            } catch (java.security.GeneralSecurityException e) {
                throw new IOException(e);
            }
        }
    }
}
