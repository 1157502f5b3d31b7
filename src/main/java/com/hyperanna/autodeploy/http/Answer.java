package com.hyperanna.autodeploy.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A whole answer, ready to be sent. */
public record Answer(int status, Map<String, String> headers, byte[] body) {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    public static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, Map.of("Content-Type", contentType), body);
    }

    /** A refusal as RFC 9457 wants it. */
    public static Answer problem(int status, String title, String detail) {
        return problem(status, title, detail, List.of());
    }

    public static Answer problem(int status, String title, String detail, List<FieldProblem> errors) {
        var json = new JsonText()
                .open('{')
                .member("type", "about:blank")
                .member("title", title)
                .member("status", status)
                .member("detail", detail);
        if (!errors.isEmpty()) {
            json.open("errors", '[');
            for (var error : errors) {
                json.open('{')
                        .member("field", error.field())
                        .member("message", error.message())
                        .close('}');
            }
            json.close(']');
        }
        return of(status, "application/problem+json", json.close('}').bytes()).with("Cache-Control", "no-store");
    }

    public static Answer badRequest(List<FieldProblem> errors) {
        return problem(400, "Bad Request", "The fields named in errors are not as they must be.", errors);
    }

    /** The one answer to all who may not know whether the environment exists. */
    public static Answer unauthorized() {
        return problem(401, "Unauthorized", "A bearer token that opens this environment is needed.")
                .with("WWW-Authenticate", "Bearer");
    }

    public Answer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }

    public Answer at(Instant now) {
        return with("Date", HTTP_DATE.format(now));
    }

    public Response toResponse() {
        var response = Response.status(status);
        headers.forEach(response::header);
        return status == 304
                ? response.build()
                : response.header("Content-Length", body.length).entity(body).build();
    }

    void send(HttpServerResponse response) {
        if (response.ended() || response.headWritten()) {
            return;
        }
        response.setStatusCode(status);
        headers.forEach(response::putHeader);
        response.end(Buffer.buffer(body));
    }
}
