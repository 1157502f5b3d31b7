package com.hyperanna.autodeploy.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** HTTP over a bare socket: HTTP clients tidy up what they send, hostile ones do not. */
public final class RawHttp {

    private RawHttp() {}

    /** An answer; the names of headers are in lower case. */
    public record Reply(int status, Map<String, String> headers, String body) {

        public Reply withoutDate() {
            var rest = new TreeMap<>(headers);
            rest.remove("date");
            return new Reply(status, rest, body);
        }

        public String header(String name) {
            return Optional.ofNullable(headers.get(name)).orElse("");
        }
    }

    /** Sends the bytes as they are and reads one answer; the request should say {@code Connection: close}. */
    public static Reply send(int port, byte[] request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            var answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return parse(answer.toString(StandardCharsets.UTF_8));
        }
    }

    public static Reply send(int port, String request) throws IOException {
        return send(port, request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Reply parse(String answer) {
        var end = answer.indexOf("\r\n\r\n");
        var lines = answer.substring(0, end).split("\r\n", -1);
        var headers = new TreeMap<String, String>();
        for (var i = 1; i < lines.length; i++) {
            var colon = lines[i].indexOf(':');
            headers.merge(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip(),
                    (a, b) -> a + " AND " + b);
        }
        return new Reply(Integer.parseInt(lines[0].split(" ", -1)[1]), headers, answer.substring(end + 4));
    }
}
