package com.hyperanna.autodeploy.http;

import static com.hyperanna.autodeploy.http.HttpFixture.NEW;
import static com.hyperanna.autodeploy.http.HttpFixture.NEXT;
import static com.hyperanna.autodeploy.http.HttpFixture.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalVersion;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hyperanna.autodeploy.crd.v1alpha1.DeploymentScheduleSpec;
import com.hyperanna.autodeploy.fleet.Fleet;
import com.hyperanna.autodeploy.testing.MovableClock;
import com.hyperanna.autodeploy.testing.RawHttp;
import com.hyperanna.autodeploy.testing.RawHttp.Reply;
import com.hyperanna.autodeploy.testing.WithoutCluster;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(WithoutCluster.class)
class HttpApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RELEASE = "/api/v1/environments/Grapes/release";
    private static final String REPORTS = "/api/v1/environments/Grapes/reports";
    private static final String HOSTILE = " %/?&=;:\"\\\0\u00ff{}[],+.~9a";
    private static final String TOKEN = "grapes-token";

    private static final List<Reply> beforeAllWasSeen = new ArrayList<>();

    @Inject
    Fleet fleet;

    @Inject
    MovableClock clock;

    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource("/")
    URI root;

    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource(value = "/", management = true)
    URI management;

    @BeforeEach
    void declareEnvironments() throws IOException {
        fleet.put(HttpFixture.environment("grapes", "Grapes", "Australia/Sydney", TOKEN));
        fleet.put(HttpFixture.alwaysOpen("acai", "Açaí", "acai-token"));
        fleet.put(HttpFixture.alwaysOpen("prod-sg", "Prod SG", "prod-token"));
        fleet.put(HttpFixture.alwaysOpen("closed", "Closed", null));
        fleet.put(HttpFixture.object(
                "broken",
                new DeploymentScheduleSpec(
                        "Broken",
                        "Mars/Base\n\u0085One",
                        null,
                        null,
                        null,
                        null,
                        null,
                        HttpFixture.alwaysOpen("b", "B", "broken-token")
                                .getSpec()
                                .clientAuth())));
        if (!fleet.isComplete()) {
            beforeAllWasSeen.add(get(RELEASE, TOKEN));
            beforeAllWasSeen.add(get("/api/v1/nothing", "x"));
            beforeAllWasSeen.add(ask("PUT", REPORTS));
        }
        fleet.complete();
        clock.setTo(Instant.parse("2020-12-17T00:00:00Z"));
    }

    private Reply ask(String method, String target, String... headers) throws IOException {
        return send(method + " " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n", "", headers);
    }

    private Reply get(String target, String token, String... headers) throws IOException {
        var all = new ArrayList<>(List.of("Authorization: Bearer " + token));
        all.addAll(List.of(headers));
        return ask("GET", target, all.toArray(String[]::new));
    }

    private Reply post(String target, String token, String body, String... headers) throws IOException {
        var all = new ArrayList<>(List.of("Authorization: Bearer " + token));
        all.addAll(List.of(headers));
        var bytes = new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return send(
                "POST " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " + bytes.length()
                        + "\r\n",
                bytes,
                all.toArray(String[]::new));
    }

    private Reply report(String body) throws IOException {
        return post(REPORTS, TOKEN, body, "Content-Type: application/json");
    }

    private Reply send(String head, String body, String... headers) throws IOException {
        var lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return RawHttp.send(root.getPort(), head + lines + "\r\n" + body);
    }

    private static List<String> fields(Reply reply) throws IOException {
        return StreamSupport.stream(JSON.readTree(reply.body()).path("errors").spliterator(), false)
                .map(error -> error.path("field").asText())
                .toList();
    }

    private static void isProblem(Reply reply, int status) throws IOException {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
        JsonNode problem = JSON.readTree(reply.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotEmpty();
        assertThat(problem.path("detail").asText()).isNotEmpty();
        assertThat(problem.path("type").asText()).isNotEmpty();
    }

    @Test
    void aLookupIsAnsweredAsPublished() throws IOException {
        var reply = get(RELEASE + "?current=" + OLD + "&unknown=%FF", TOKEN);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body())
                .isEqualTo("{\"environment\":\"Grapes\",\"timeZone\":\"Australia/Sydney\",\"deploy\":false,"
                        + "\"release\":\"" + NEW + "\",\"reason\":\"OutsideWindow\",\"message\":\"" + NEW
                        + " waits for the window that opens 2020-12-17 18:00 +11:00 (2020-12-17T07:00:00Z).\","
                        + "\"nextChangeTime\":\"2020-12-17T07:00:00Z\",\"upcoming\":{\"release\":\"" + NEXT
                        + "\",\"notBeforeTime\":\"2020-12-20T07:00:00Z\"},\"pollSeconds\":300}");
        assertThat(reply.header("content-type")).isEqualTo("application/json");
        assertThat(reply.header("vary")).isEqualTo("Accept");
        assertThat(reply.header("cache-control")).isEqualTo("private, no-cache");
        assertThat(reply.header("date")).isEqualTo("Thu, 17 Dec 2020 00:00:00 GMT");
        assertThat(reply.header("etag")).matches("\"[^\"]+\"");
    }

    @Test
    void aShellGetsLines() throws IOException {
        var reply = get(RELEASE, TOKEN, "Accept: text/plain");
        assertThat(reply.header("content-type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(reply.body())
                .isEqualTo("deploy=false\nrelease=" + NEW
                        + "\nreason=OutsideWindow\nnext_change=2020-12-17T07:00:00Z\npoll_seconds=300\nmessage=" + NEW
                        + " waits for the window that opens 2020-12-17 18:00 +11:00 (2020-12-17T07:00:00Z).\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2020-12-15T00:00:00Z | UpToDate",
                "2020-12-16T18:00:00%2B11:00 | Due",
                "2020-12-16T18:00:00+11:00 | Due",
                "2020-12-16T18:00:00.5+11:00 | Due",
                "2020-12-16T22:00:00%2b11:00 | OutsideWindow",
                "0000-01-01T00:00:00Z | UpToDate",
                "9999-12-31T23:59:59Z | OutsideWindow",
            })
    void theAnswerOfAnotherInstantCanBeAsked(String at, String reason) throws IOException {
        var reply = get(RELEASE + "?current=" + OLD + "&at=" + at.strip(), TOKEN);
        assertThat(JSON.readTree(reply.body()).path("reason").asText()).isEqualTo(reason);
    }

    @Test
    void aBrokenDeclarationIsAnsweredOnOneLine() throws IOException {
        var reply = get("/api/v1/environments/Broken/release", "broken-token", "Accept: text/plain");
        assertThat(reply.body())
                .startsWith("deploy=false\nrelease=\nreason=InvalidSchedule\nnext_change=\npoll_seconds=300\nmessage=")
                .contains("timeZone")
                .endsWith("\n")
                .satisfies(body -> assertThat(body.split("\n", -1)).hasSize(7));
        var json = get("/api/v1/environments/Broken/release", "broken-token").body();
        assertThat(JSON.readTree(json).path("timeZone").asText()).isEqualTo("Mars/Base\n\u0085One");
    }

    @ParameterizedTest
    @CsvSource({
        "A%C3%A7a%C3%AD, acai-token",
        "Ac%CC%A7ai%CC%81, acai-token",
        "Prod%20SG, prod-token",
        "%50rod%20SG, prod-token",
    })
    void namesAreFoundHoweverTheyAreEncoded(String segment, String token) throws IOException {
        assertThat(get("/api/v1/environments/" + segment + "/release", token).status())
                .isEqualTo(200);
        var utf8 = "/api/v1/environments/"
                + new String("Açaí".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1) + "/release";
        assertThat(get(utf8, "acai-token").status()).isEqualTo(200);
    }

    static List<String> hostileNames() {
        return List.of(
                "Nowhere",
                "",
                ".",
                "..",
                "%2e%2e",
                "%2E",
                "%2F",
                "Grapes%2F",
                "%2fGrapes",
                "..%2fGrapes",
                "%00",
                "%C0%80",
                "%ED%A0%80",
                "%F8%88%80%80%80",
                "%FF",
                "%0d%0aX: y",
                "%0D%0A",
                "Grapes%00",
                "grapes",
                "Grapes%20",
                "%20Grapes",
                "Grapes;x=y",
                "Grapes;",
                "Gr+apes",
                "%F0%9F%8D%87",
                "x".repeat(7000),
                "%41".repeat(2000),
                "%25",
                "%252F",
                "%7B%7D",
                "%5C",
                "~",
                "*",
                "Closed");
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void nobodyLearnsWhichNamesThereAre(String name) throws IOException {
        var asked = name.contains(" ") ? name.replace(" ", "%20") : name;
        var expected = get(RELEASE, "wrong").withoutDate();
        isProblem(expected, 401);
        assertThat(expected.header("www-authenticate")).isEqualTo("Bearer");
        assertThat(get("/api/v1/environments/" + asked + "/release", TOKEN).withoutDate())
                .isEqualTo(expected);
        assertThat(post("/api/v1/environments/" + asked + "/reports", TOKEN, "{}")
                        .withoutDate())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "%+1", "{}", "\\"})
    void whatIsNoUrlIsRefusedWhateverItNames(String broken) throws IOException {
        for (var target : List.of("/api/v1/environments/" + broken + "/release", RELEASE + "?current=" + broken)) {
            var refused = get(target, TOKEN).withoutDate();
            assertThat(refused.status()).isEqualTo(400);
            assertThat(get(target, "wrong").withoutDate()).isEqualTo(refused);
        }
    }

    @Test
    void nothingIsAnsweredBeforeAllSchedulesWereSeen() throws IOException {
        assertThat(beforeAllWasSeen).hasSize(3);
        for (var reply : beforeAllWasSeen) {
            isProblem(reply, 503);
            assertThat(reply.header("retry-after")).isEqualTo("5");
        }
    }

    @Test
    void everyMissingRightIsTheSame401() throws IOException {
        var expected = get("/api/v1/environments/Nowhere/release", TOKEN).withoutDate();
        assertThat(List.of(
                        ask("GET", RELEASE),
                        ask("GET", RELEASE, "Authorization: " + TOKEN),
                        ask("GET", RELEASE, "Authorization:"),
                        ask("GET", RELEASE, "Authorization: Bearer"),
                        ask("GET", RELEASE, "Authorization: Bearer " + TOKEN + " x"),
                        ask("GET", RELEASE, "Authorization: Basic eDpncmFwZXMtdG9rZW4="),
                        ask("GET", RELEASE, "Authorization: Bearer " + TOKEN, "Authorization: Bearer " + TOKEN),
                        ask("GET", RELEASE + "?host=&at=x", "Authorization: Bearer x"),
                        ask("GET", RELEASE, "Authorization: Bearer x", "Accept: image/png"),
                        ask("GET", RELEASE, "Authorization: Bearer \u00e9\u00ff"),
                        get(RELEASE, "acai-token"),
                        get("/api/v1/environments/Closed/release", ""),
                        post(REPORTS, WithoutCluster.VIEWER_TOKEN, "{}", "Content-Type: application/json"),
                        post(REPORTS, "x", "{".repeat(70_000))))
                .allSatisfy(reply -> assertThat(reply.withoutDate()).isEqualTo(expected));
    }

    @Test
    void theSchemeIsReadInAnyCase() throws IOException {
        assertThat(ask("GET", RELEASE, "authorization: bEARER  " + TOKEN).status())
                .isEqualTo(200);
    }

    @Test
    void viewersReadEveryEnvironment() throws IOException {
        for (var name : List.of("Grapes", "Prod%20SG", "Closed", "Broken")) {
            assertThat(get("/api/v1/environments/" + name + "/release", WithoutCluster.VIEWER_TOKEN)
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api",
                "/api/v1",
                "/api/v1/",
                "/api/v1/environments",
                "/api/v1/environments/",
                "/favicon.ico",
                "/api/v1/environments/Grapes",
                "/api/v1/environments/Grapes/",
                "/api/v1/environments/Grapes/release/",
                "/api/v1/environments/Grapes/releases",
                "/api/v1/environments/a/b/release",
                "//api/v1/environments",
                "/api/v2/environments/Grapes/release",
                "/x/../api/v1/environments/Grapes/release",
                "/q/../api/v1/environments/Grapes/release",
                "/q/%2e%2e/api/v1/environments/Grapes/release",
                "/q/nothing",
                "/api/v1/environments/Grapes/release;x",
                "/api/v1/environments/Grapes/%ff",
                "/q",
                "/q/openapi/",
                "*",
                "/index.html",
                "/q/health",
                "/q/metrics",
                "/q/swagger-ui"
            })
    void whatIsNotThereIsAProblemToo(String path) throws IOException {
        var reply = get(path, TOKEN);
        isProblem(reply, 404);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, release, 'GET, HEAD'",
        "OPTIONS, release, 'GET, HEAD'",
        "PUT, release, 'GET, HEAD'",
        "TRACE, release, 'GET, HEAD'",
        "BREW, release, 'GET, HEAD'",
        "GET, reports, POST",
        "HEAD, reports, POST",
        "OPTIONS, reports, POST",
        "DELETE, reports, POST",
    })
    void otherMethodsAreRefusedBeforeTheTokenIsRead(String method, String endpoint, String allowed) throws IOException {
        var reply = ask(method, "/api/v1/environments/Nowhere/" + endpoint);
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("allow")).isEqualTo(allowed);
    }

    @Test
    void headIsAGetWithoutBody() throws IOException {
        var get = get(RELEASE, TOKEN);
        var head = ask("HEAD", RELEASE, "Authorization: Bearer " + TOKEN);
        assertThat(head.body()).isEmpty();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.headers()).isEqualTo(get.headers());
        assertThat(ask("HEAD", RELEASE).status()).isEqualTo(401);
        assertThat(ask("HEAD", RELEASE).body()).isEmpty();
    }

    @Test
    void whatTheClientHasIsNotSentAgain() throws IOException {
        var tag = get(RELEASE, TOKEN).header("etag");
        assertThat(get(RELEASE, TOKEN, "Accept: text/plain").header("etag")).isNotEqualTo(tag);
        for (var known : List.of(tag, "W/" + tag, "\"x\", " + tag, "*", "\"a,b\",W/" + tag + " , \"y\"")) {
            var reply = get(RELEASE, TOKEN, "If-None-Match: " + known);
            assertThat(reply.status()).as(known).isEqualTo(304);
            assertThat(reply.body()).isEmpty();
            assertThat(reply.header("etag")).isEqualTo(tag);
            assertThat(reply.header("vary")).isEqualTo("Accept");
            assertThat(reply.header("cache-control")).isEqualTo("private, no-cache");
            assertThat(reply.header("date")).isNotEmpty();
        }
        for (var other : List.of("\"x\"", tag.replace("\"", ""), "", ",,", "\"")) {
            assertThat(get(RELEASE, TOKEN, "If-None-Match: " + other).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | application/json",
                "application/json | application/json",
                "text/plain | text/plain;charset=UTF-8",
                "TEXT/Plain; charset=utf-8 | text/plain;charset=UTF-8",
                "text/* | text/plain;charset=UTF-8",
                "text/plain, application/json | application/json",
                "text/plain, application/json;q=0.9 | text/plain;charset=UTF-8",
                "text/plain;q=0, */* | application/json",
                "application/json;q=0, */*;q=0.1 | text/plain;charset=UTF-8",
                "text/html, application/xhtml+xml, */*;q=0.8 | application/json",
                "image/png | 406",
                "application/json;q=0 | 406",
                "nonsense | 406",
                "application/json;q=2 | 406",
                ";;;,,/ | 406",
            })
    void theClientChoosesTheForm(String accept, String expected) throws IOException {
        var reply = get(RELEASE, TOKEN, "Accept: " + accept);
        if (expected.equals("406")) {
            isProblem(reply, 406);
        } else {
            assertThat(reply.header("content-type")).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "current= | current",
                "current | current",
                "host= | host",
                "at= | at",
                "current=a&current=a | current",
                "host=a&host=b | host",
                "at=2020-12-16T18:00:00Z&at=2020-12-16T18:00:00Z | at",
                "current=-x | current",
                "current=a%20b | current",
                "current=%C3%A9 | current",
                "current=a%0Ab | current",
                "current=a%00 | current",
                "current=%ff | current",
                "host=-a | host",
                "host=a- | host",
                "host=a_b | host",
                "host=%D9%A1 | host",
                "at=now | at",
                "at=2020-12-16 | at",
                "at=2020-12-16T18:00 | at",
                "at=2020-12-16T18:00:00 | at",
                "at=2020-02-30T18:00:00Z | at",
                "at=2020-12-16T24:00:00Z | at",
                "at=2020-12-16T18:00:00%2B24:00 | at",
                "at=%2B10000-12-16T18:00:00Z | at",
                "at=1608102000 | at",
                "at=9999-12-31T23:59:59-01:00 | at",
                "current=&host=&at= | current host at",
                "current=a%20b&host=_&at=x | current host at",
            })
    void badQueriesNameEveryField(String query, String names) throws IOException {
        var reply = get(RELEASE + "?" + query, TOKEN);
        isProblem(reply, 400);
        assertThat(fields(reply)).containsExactly(names.split(" ", -1));
    }

    @Test
    void longNamesAreRefusedAtTheirBound() throws IOException {
        assertThat(get(RELEASE + "?current=" + "a".repeat(128) + "&host=" + "b".repeat(253), TOKEN)
                        .status())
                .isEqualTo(200);
        assertThat(fields(get(RELEASE + "?current=" + "a".repeat(129) + "&host=" + "b".repeat(254), TOKEN)))
                .containsExactly("current", "host");
    }

    @Test
    void requestLinesMayHaveEightKibibytes() throws IOException {
        var most = RELEASE + "?" + "x".repeat(8192 - "GET  HTTP/1.1".length() - RELEASE.length() - 1);
        assertThat(get(most, TOKEN).status()).isEqualTo(200);
        assertThat(get(most + "xxxx", TOKEN).status()).isEqualTo(414);
        assertThat(get(RELEASE, "x".repeat(100_000)).status()).isEqualTo(431);
    }

    @Test
    void aReportIsConfirmed() throws IOException {
        var body =
                "{\"id\":\"r1\",\"host\":\"anna02\",\"release\":\"" + OLD + "\",\"outcome\":\"Started\",\"new\":[{}]}";
        var stored = report(body);
        assertThat(stored.status()).isEqualTo(201);
        assertThat(stored.body()).isEqualTo("{\"id\":\"r1\",\"outcome\":\"Started\"}");
        assertThat(stored.header("content-type")).isEqualTo("application/json");
        assertThat(stored.header("date")).isEqualTo("Thu, 17 Dec 2020 00:00:00 GMT");
        var again = post(
                REPORTS,
                TOKEN,
                body,
                "Content-Type: Application/JSON; charset=\"utf-8\"",
                "Accept: text/plain",
                "Expect: 100-continue");
        assertThat(again.body()).endsWith("id=r1\noutcome=Started\n");
        var other = report(body.replace("anna02", "anna03"));
        isProblem(other, 400);
        assertThat(fields(other)).containsExactly("id");
    }

    @Test
    void aSuccessWithUnhealthyContainersIsConfirmedAsFailed() throws IOException {
        var reply = report("{\"id\":\"r2\",\"host\":\"anna02\",\"release\":\"" + OLD
                + "\",\"outcome\":\"Succeeded\",\"healthOutput\":\"[]\"}");
        assertThat(reply.body()).isEqualTo("{\"id\":\"r2\",\"outcome\":\"Failed\"}");
    }

    @ParameterizedTest
    @CsvSource({"too-many, 429, 2", "unreachable, 503, 1"})
    void whatIsNotStoredTellsWhenToComeAgain(String id, int status, String retryAfter) throws IOException {
        var reply = report("{\"id\":\"" + id + "\",\"host\":\"a\",\"release\":\"R\",\"outcome\":\"Failed\"}");
        isProblem(reply, status);
        assertThat(reply.header("retry-after")).isEqualTo(retryAfter);
    }

    @Test
    void anEnvironmentThatIsGoneMeanwhileIsUnknown() throws IOException {
        var reply = report("{\"id\":\"gone\",\"host\":\"a\",\"release\":\"R\",\"outcome\":\"Failed\"}");
        assertThat(reply.withoutDate()).isEqualTo(ask("GET", RELEASE).withoutDate());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/jsonx",
                "application/problem+json",
                "application/json; charset=latin-1",
                "application/json, application/json",
                "*/*",
                "",
                "application/json/x"
            })
    void onlyJsonIsTaken(String type) throws IOException {
        isProblem(post(REPORTS, TOKEN, "{}", "Content-Type: " + type), 415);
        isProblem(post(REPORTS, TOKEN, "{}"), 415);
        isProblem(post(REPORTS, TOKEN, "{}", "Content-Type: application/json", "Content-Encoding: gzip"), 415);
        isProblem(post(REPORTS, TOKEN, "{}", "Content-Type: application/json", "Accept: text/html"), 406);
    }

    @Test
    void bodiesAreBounded() throws IOException {
        var start = "{\"id\":\"big\",\"host\":\"a\",\"release\":\"R\",\"outcome\":\"Failed\",\"x\":\"";
        var most = start + "x".repeat(65_536 - start.length() - 2) + "\"}";
        assertThat(report(most).status()).isEqualTo(201);
        isProblem(report(most + " "), 413);
        isProblem(post(REPORTS, TOKEN, "x".repeat(3_000_000), "Content-Type: text/plain", "Accept: x/y"), 413);
        var chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
        isProblem(
                send(
                        "POST " + REPORTS + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n",
                        chunk + chunk + chunk + "0\r\n\r\n",
                        "Authorization: Bearer " + TOKEN,
                        "Transfer-Encoding: chunked",
                        "Content-Type: application/json"),
                413);
        isProblem(
                send(
                        "POST " + REPORTS + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n",
                        "",
                        "Authorization: Bearer " + TOKEN,
                        "Content-Length: 99999999999"),
                413);
        isProblem(
                send(
                        "POST " + REPORTS + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n",
                        "",
                        "Authorization: Bearer " + TOKEN,
                        "Expect: 100-continue",
                        "Content-Length: 70000"),
                413);
    }

    static List<String[]> badReports() {
        var rows = new ArrayList<String[]>();
        rows.add(new String[] {"", "body"});
        rows.add(new String[] {" ", "body"});
        rows.add(new String[] {"{", "body"});
        rows.add(new String[] {"[]", "body"});
        rows.add(new String[] {"null", "body"});
        rows.add(new String[] {"\"x\"", "body"});
        rows.add(new String[] {"5", "body"});
        rows.add(new String[] {"{}x", "body"});
        rows.add(new String[] {"{} {}", "body"});
        rows.add(new String[] {"{'id':1}", "body"});
        rows.add(new String[] {"{\"id\":\"a\",}", "body"});
        rows.add(new String[] {"// c\n{}", "body"});
        rows.add(new String[] {"{\"x\":NaN}", "body"});
        rows.add(new String[] {"{\"x\":\"\t\"}", "body"});
        rows.add(new String[] {"{\"x\":\"\\q\"}", "body"});
        rows.add(new String[] {"\ufeff{}", "body"});
        rows.add(new String[] {"{\"x\":" + "[".repeat(20_000), "body"});
        rows.add(new String[] {"{}", "id host release outcome"});
        rows.add(with("id", "1", "id"));
        rows.add(with("id", "null", "id"));
        rows.add(with("id", "\"\"", "id"));
        rows.add(with("id", "\"a b\"", "id"));
        rows.add(with("id", "\"a/b\"", "id"));
        rows.add(with("id", "\"é\"", "id"));
        rows.add(with("id", "\"" + "a".repeat(65) + "\"", "id"));
        rows.add(with("id", "\"a\\n\"", "id"));
        rows.add(with("host", "\"-a\"", "host"));
        rows.add(with("host", "[\"a\"]", "host"));
        rows.add(with("host", "\"" + "a".repeat(254) + "\"", "host"));
        rows.add(with("release", "\"a b\"", "release"));
        rows.add(with("release", "2020", "release"));
        rows.add(with("release", "\"\"", "release"));
        rows.add(with("outcome", "\"Done\"", "outcome"));
        rows.add(with("outcome", "\"failed\"", "outcome"));
        rows.add(with("outcome", "\"Contradicted\"", "outcome"));
        rows.add(with("outcome", "true", "outcome"));
        rows.add(with("time", "\"yesterday\"", "time"));
        rows.add(with("time", "1607671513", "time"));
        rows.add(with("time", "null", "time"));
        rows.add(with("time", "\"2020-12-11T07:25:13\"", "time"));
        rows.add(with("time", "\"2020-02-30T07:25:13Z\"", "time"));
        rows.add(with("message", "5", "message"));
        rows.add(with("message", "{}", "message"));
        rows.add(with("message", "\"" + "x".repeat(1025) + "\"", "message"));
        rows.add(with("message", "\"\\ud800\"", "message"));
        rows.add(with("containers", "{}", "containers"));
        rows.add(with("containers", "\"[]\"", "containers"));
        rows.add(with("containers", "[" + "{},".repeat(64) + "{}]", "containers"));
        rows.add(with("containers", "[5]", "containers[0]"));
        rows.add(with("containers", "[{}]", "containers[0].subjectName containers[0].checks"));
        rows.add(with(
                "containers", "[{\"subjectName\":1,\"checks\":[]}]", "containers[0].subjectName containers[0].checks"));
        rows.add(with(
                "containers",
                "[{\"subjectName\":\"" + "x".repeat(254) + "\",\"checks\":{}}]",
                "containers[0].subjectName"));
        rows.add(with(
                "containers",
                "[{\"subjectName\":\"a\",\"checks\":{}},{\"subjectName\":\"a\",\"checks\":{\"healthy\":null}}]",
                "containers[1].checks.healthy"));
        rows.add(with(
                "containers",
                "[{\"subjectName\":\"a\",\"checks\":{\"healthy\":{},\"msg\":[]}}]",
                "containers[0].checks.healthy containers[0].checks.msg"));
        rows.add(with(
                "containers",
                "[{\"subjectName\":\"a\",\"checks\":{\"" + "k".repeat(64) + "\":1}}]",
                "containers[0].checks"));
        rows.add(with(
                "containers",
                "[{\"subjectName\":\"a\",\"checks\":{"
                        + "\"k0\":1,\"k1\":1,\"k2\":1,\"k3\":1,\"k4\":1,\"k5\":1,\"k6\":1,\"k7\":1,\"k8\":1,\"k9\":1,"
                        + "\"ka\":1,\"kb\":1,\"kc\":1,\"kd\":1,\"ke\":1,\"kf\":1,\"kg\":1}}]",
                "containers[0].checks"));
        rows.add(with("healthOutput", "[]", "healthOutput"));
        rows.add(with("healthOutput", "null", "healthOutput"));
        rows.add(with("healthOutput", "\"" + "x".repeat(49_153) + "\"", "healthOutput"));
        rows.add(with("healthOutput", "\"[]\",\"containers\":[]", "containers healthOutput"));
        rows.add(with("id", "\"a\",\"id\":\"a\"", "id"));
        rows.add(with("extra", "{\"a\":[{\"b\":1,\"b\":2}]}", "extra.a[0].b"));
        rows.add(with(
                "containers",
                "[{\"subjectName\":\"a\",\"subjectName\":\"b\",\"checks\":{}}]",
                "containers[0].subjectName"));
        return rows;
    }

    private static String[] with(String field, String json, String names) {
        var members = new ArrayList<String>();
        for (var member : List.of("id \"x1\"", "host \"anna02\"", "release \"R1\"", "outcome \"Failed\"")) {
            if (!member.startsWith(field + " ")) {
                members.add("\"" + member.replaceFirst(" ", "\":"));
            }
        }
        members.add("\"" + field + "\":" + json);
        return new String[] {"{" + String.join(",", members) + "}", names};
    }

    @ParameterizedTest
    @MethodSource("badReports")
    void badReportsNameEveryField(String body, String names) throws IOException {
        var reply = report(body);
        isProblem(reply, 400);
        assertThat(fields(reply)).containsExactlyInAnyOrder(names.split(" ", -1));
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() throws IOException {
        var reply = send(
                "POST " + REPORTS + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 9\r\n",
                "{\"a\":\"\u00ff\"}",
                "Authorization: Bearer " + TOKEN,
                "Content-Type: application/json");
        isProblem(reply, 400);
    }

    @Test
    void noMutilatedRequestIsTheServersFault() throws IOException {
        var random = new Random(20201216);
        var seeds = List.of(
                "GET " + RELEASE + "?current=a&host=b&at=2020-12-16T18:00:00Z HTTP/1.1\r\nHost: x\r\n"
                        + "Authorization: Bearer " + TOKEN + "\r\nAccept: text/plain;q=0.5, */*\r\n"
                        + "If-None-Match: W/\"x\", \"y\"\r\nConnection: close\r\n\r\n",
                "POST " + REPORTS + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TOKEN
                        + "\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: 75\r\n"
                        + "Connection: close\r\n\r\n"
                        + "{\"id\":\"f1\",\"host\":\"a\",\"release\":\"R\",\"outcome\":\"Failed\",\"healthOutput\":\"[]\"}");
        for (var i = 0; i < 400; i++) {
            var bytes = seeds.get(i % 2).getBytes(StandardCharsets.ISO_8859_1);
            var end = Math.max(1, seeds.get(i % 2).indexOf("\r\nConnection: close"));
            for (var j = 0; j <= random.nextInt(4); j++) {
                bytes[random.nextInt(end)] = (byte) HOSTILE.charAt(random.nextInt(HOSTILE.length()));
            }
            var text = new String(bytes, StandardCharsets.ISO_8859_1);
            if (text.contains("Content-Length: 75") || i % 2 == 0) {
                assertThat(RawHttp.send(root.getPort(), text).status()).as(text).isBetween(200, 499);
            }
        }
    }

    @Test
    void tooManyReportsInASecondAreToldSoBeforeTheyAreRead() throws IOException {
        var statuses = new HashSet<Integer>();
        for (var i = 0; i < 2_000 && !statuses.contains(429); i++) {
            var reply = post("/api/v1/environments/Prod%20SG/reports", "prod-token", "{", "Content-Type: text/plain");
            statuses.add(reply.status());
            if (reply.status() == 429) {
                isProblem(reply, 429);
                assertThat(reply.header("retry-after")).isEqualTo("1");
            }
        }
        assertThat(statuses).contains(415);
    }

    @Test
    void theCalendarTellsOpeningsAndReleases() throws IOException {
        var reply = get("/api/v1/environments/Grapes/calendar?days=4", TOKEN);
        assertThat(reply.body())
                .startsWith("{\"environment\":\"Grapes\",\"timeZone\":\"Australia/Sydney\","
                        + "\"fromTime\":\"2020-12-17T00:00:00Z\",\"toTime\":\"2020-12-21T00:00:00Z\",\"openings\":["
                        + "{\"opensTime\":\"2020-12-17T07:00:00Z\",\"closesTime\":\"2020-12-17T11:00:00Z\","
                        + "\"opensLocal\":\"2020-12-17T18:00+11:00\",\"closesLocal\":\"2020-12-17T22:00+11:00\"},")
                .endsWith(
                        "],\"releases\":[{\"release\":\"" + NEXT + "\",\"notBeforeTime\":\"2020-12-20T07:00:00Z\"}]}");
        assertThat(JSON.readTree(reply.body()).path("openings")).hasSize(4);
        assertThat(get("/api/v1/environments/Broken/calendar", "broken-token").body())
                .endsWith("\"openings\":[],\"releases\":[]}");
    }

    @Test
    void calendarProgramsSubscribeWithAPassword() throws IOException {
        var basic = "Authorization: Basic "
                + Base64.getEncoder().encodeToString(("any:" + TOKEN).getBytes(StandardCharsets.UTF_8));
        var path = "/api/v1/environments/Grapes/calendar.ics?days=4";
        assertThat(ask("GET", path).header("www-authenticate")).isEqualTo("Bearer, Basic realm=\"auto-deploy\"");
        var reply = ask("GET", path, basic);
        assertThat(reply.header("content-type")).isEqualTo("text/calendar;charset=UTF-8");
        assertThat(reply.body())
                .startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
                .contains("DTSTART:20201217T070000Z\r\n", "DTEND:20201217T110000Z\r\n", "DTSTART:20201220T070000Z\r\n")
                .containsPattern("UID:[0-9a-f-]{36}")
                .endsWith("END:VCALENDAR\r\n");
        assertThat(reply.body().split("BEGIN:VEVENT", -1)).hasSize(6);
        assertThat(Biweekly.parse(reply.body())
                        .first()
                        .validate(ICalVersion.V2_0)
                        .isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "days=0 | days",
                "days=401 | days",
                "days=-1 | days",
                "days=1.5 | days",
                "days= | days",
                "days=1&days=2 | days",
                "days=%D9%A1 | days",
                "days=x&at=x | days at",
                "days=99999999999 | days",
                "at=9999-12-30T00:00:00Z | at",
                "at=0000-01-02T00:00:00Z | at",
                "at= | at"
            })
    void badCalendarQueriesNameEveryField(String query, String names) throws IOException {
        for (var calendar : List.of("calendar", "calendar.ics")) {
            var reply = get("/api/v1/environments/Grapes/" + calendar + "?" + query, TOKEN);
            isProblem(reply, 400);
            assertThat(fields(reply)).containsExactly(names.split(" ", -1));
        }
    }

    @Test
    void healthAndMetricsAreOnTheManagementPort() throws IOException {
        get(RELEASE, TOKEN);
        var ready = sendTo(management.getPort(), "/q/health/ready");
        assertThat(ready.body()).contains("schedules", "UP");
        assertThat(sendTo(management.getPort(), "/q/metrics").body())
                .contains("auto_deploy_lookups_total{reason=\"OutsideWindow\"}")
                .contains("auto_deploy_reports_total{outcome=\"Started\"}")
                .doesNotContain("Grapes", "Nowhere");
    }

    private static Reply sendTo(int port, String path) throws IOException {
        return RawHttp.send(port, "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }

    @Test
    void theDescriptionOfTheApiIsServedOnThePublicPort() throws IOException {
        var reply = get("/q/openapi", TOKEN);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body())
                .contains("/api/v1/environments/{environment}/release")
                .doesNotContain("swagger-ui");
    }
}
