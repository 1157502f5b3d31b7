package com.hyperanna.autodeploy.story;

import static org.awaitility.Awaitility.await;

import com.hyperanna.autodeploy.testing.ClusterUnderTest;
import com.hyperanna.autodeploy.testing.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The packaged operator, run as {@code dev/up} runs it: with nothing but the rights of {@code deploy/}. */
final class OperatorProcess implements AutoCloseable {

    static final String VIEWER_TOKEN = "viewer-of-the-stories";
    private static final Duration START = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final int port = freePort();
    private final int managementPort = freePort();
    private final Path scheduleFile;
    private final Path log;
    private Process process;

    OperatorProcess(Path directory) {
        this.scheduleFile = directory.resolve("deployment_schedule.json");
        this.log = directory.resolve("operator.log");
        writeScheduleFile("[]");
        process = start();
    }

    private Process start() {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                Path.of(System.getProperty("basedir", ""), "target", "quarkus-app", "quarkus-run.jar")
                        .toAbsolutePath()
                        .toString());
        var environment = builder.environment();
        environment.put(
                "KUBECONFIG", ClusterUnderTest.running().operatorKubeconfig().toString());
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        environment.put("AUTO_DEPLOY_SCHEDULE_FILE", scheduleFile.toString());
        environment.put("AUTO_DEPLOY_VIEWER_TOKEN_SHA256", Tokens.digest(VIEWER_TOKEN));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            process = builder.start();
            await().atMost(START).ignoreExceptions().until(() -> isReady());
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isReady() throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready");
        return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                        .statusCode()
                == 200;
    }

    /** Ends it as a crash would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void restart() {
        process = start();
    }

    void writeScheduleFile(String text) {
        try {
            Files.writeString(scheduleFile, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** GET as a host of the environment would. */
    HttpResponse<String> ask(String environment, String token, String query) throws IOException, InterruptedException {
        return HTTP.send(
                request(environment, "release" + query, token)
                        .header("Accept", "text/plain")
                        .build(),
                BodyHandlers.ofString());
    }

    /** The reason of the answer that a host would get. */
    String reason(String environment, String token, String query) throws IOException, InterruptedException {
        return ask(environment, token, query)
                .body()
                .lines()
                .filter(line -> line.startsWith("reason="))
                .map(line -> line.substring("reason=".length()))
                .findFirst()
                .orElse("");
    }

    HttpResponse<String> report(String environment, String token, String json)
            throws IOException, InterruptedException {
        return HTTP.send(reportRequest(environment, token, json), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> reportAsync(String environment, String token, String json) {
        return HTTP.sendAsync(reportRequest(environment, token, json), BodyHandlers.ofString());
    }

    private HttpRequest reportRequest(String environment, String token, String json) {
        return request(environment, "reports", token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    private HttpRequest.Builder request(String environment, String rest, String token) {
        var name = URLEncoder.encode(environment, StandardCharsets.UTF_8).replace("+", "%20");
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/environments/" + name + "/" + rest))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
