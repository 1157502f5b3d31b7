package com.hyperanna.autodeploy.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A scheduler on loopback that answers whatever a test wants, byte by byte, and remembers what it was told. */
final class FakeScheduler implements AutoCloseable {

    /** How one request is answered. */
    @FunctionalInterface
    interface Answer {
        void to(Request request, OutputStream out) throws IOException;
    }

    /** One request as it came over the wire. */
    record Request(String method, String target, Map<String, String> headers, String body) {

        boolean isReport() {
            return method.equals("POST");
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(body, e);
            }
        }

        String field(String name) {
            return json().path(name).asText("");
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServerSocket socket;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> stored = new LinkedHashMap<>();
    private volatile Answer toQuestions = decision(false, "NothingScheduled", "");
    private volatile Answer toReports = this::store;

    FakeScheduler() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    FakeScheduler answersQuestions(Answer answer) {
        toQuestions = answer;
        return this;
    }

    FakeScheduler answersReports(Answer answer) {
        toReports = answer;
        return this;
    }

    FakeScheduler isDue(String release) {
        return answersQuestions(decision(true, "Due", release));
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    List<Request> questions() {
        return requests.stream().filter(request -> !request.isReport()).toList();
    }

    List<Request> reports() {
        return requests.stream().filter(Request::isReport).toList();
    }

    /** What the reports said, in order, tries of the same report included. */
    List<String> outcomes() {
        return reports().stream().map(report -> report.field("outcome")).toList();
    }

    /** Outcomes as stored, in order, by report id. */
    synchronized Map<String, String> stored() {
        return new LinkedHashMap<>(stored);
    }

    void store(Request request, OutputStream out) throws IOException {
        storeAs(request.field("outcome"), request, out);
    }

    synchronized void storeAs(String outcome, Request request, OutputStream out) throws IOException {
        var id = request.field("id");
        var known = stored.putIfAbsent(id, outcome);
        var told = known == null ? outcome : known;
        write(out, known == null ? 201 : 200, "text/plain", "id=" + id + "\noutcome=" + told + "\n");
    }

    synchronized void keep(Request request) {
        stored.putIfAbsent(request.field("id"), request.field("outcome"));
    }

    static Answer decision(boolean deploy, String reason, String release) {
        return text("deploy=" + deploy + "\nrelease=" + release + "\nreason=" + reason
                + "\nnext_change=2026-12-17T07:00:00Z\npoll_seconds=300\nmessage=" + reason + " it is.\n");
    }

    static Answer text(String body) {
        return (request, out) -> write(out, 200, "text/plain;charset=UTF-8", body);
    }

    static Answer status(int code, String... headers) {
        return (request, out) -> write(out, code, "application/problem+json", "{\"detail\":\"no\"}", headers);
    }

    /** Says nothing and closes the door. */
    static Answer nothing() {
        return (request, out) -> {};
    }

    static void write(OutputStream out, int code, String type, String body, String... headers) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder("HTTP/1.1 " + code + " X\r\nContent-Type: " + type + "\r\nContent-Length: "
                + bytes.length + "\r\nConnection: close\r\n");
        for (var header : headers) {
            head.append(header).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        out.write(bytes);
        out.flush();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                daemon(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            var request = read(connection.getInputStream());
            requests.add(request);
            (request.isReport() ? toReports : toQuestions).to(request, connection.getOutputStream());
        } catch (IOException e) {
            // The client went away, which several tests make it do.
            return;
        }
    }

    private static Request read(InputStream in) throws IOException {
        var first = line(in).split(" ", 3);
        Map<String, String> headers = new LinkedHashMap<>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        var length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Request(first[0], first[1], headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the client stopped in a line");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "fake scheduler");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
