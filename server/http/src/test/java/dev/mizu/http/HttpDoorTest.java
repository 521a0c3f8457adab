package dev.mizu.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.auth.Authenticator;
import dev.mizu.base.metrics.MetricsRegistry;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.Json;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.session.fake.FakeRegion;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpDoorTest {
    private final FakeRegion region = new FakeRegion();
    private final List<HttpDoor> doors = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        doors.forEach(HttpDoor::close);
    }

    private HttpDoor door(HttpDoorConfig config) {
        HttpDoor door = HttpDoor.start(config, region, new MetricsRegistry());
        doors.add(door);
        return door;
    }

    private HttpDoor door() {
        return door(HttpDoorConfig.loopback(0));
    }

    private static URI uri(HttpDoor door, String path) {
        return URI.create("http://127.0.0.1:" + door.address().getPort() + path);
    }

    private HttpResponse<String> post(HttpDoor door, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(door, path)).POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String sql(HttpDoor door, String json) throws Exception {
        HttpResponse<String> response = post(door, "/api/sql", json, "Content-Type", "application/json");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        return response.body();
    }

    @Test
    void simpleForm() throws Exception {
        HttpDoor door = door();
        assertThat(sql(door, "{\"query\": \"select 1; notice; set TimeZone = Mars; boom; select 2\"}")).isEqualTo(
                "{\"results\":["
                + "{\"desc\":{\"columns\":[{\"name\":\"?column?\",\"type_oid\":23,\"type_len\":4,\"type_mod\":-1}]},"
                + "\"rows\":[[\"1\"]],\"tag\":\"SELECT 1\",\"notices\":[]},"
                + "{\"ok\":\"RAISE\",\"notices\":[{\"message\":\"take note\",\"code\":\"01000\","
                + "\"severity\":\"warning\"}]},"
                + "{\"ok\":\"SET\",\"notices\":[],\"parameters\":[{\"name\":\"TimeZone\",\"value\":\"Mars\"}]},"
                + "{\"error\":{\"message\":\"column \\\"boom\\\" does not exist\",\"code\":\"42703\","
                + "\"detail\":\"a detail\",\"hint\":\"a hint\",\"position\":8},\"notices\":[]}]}");
        assertThat(sql(door, "{\"query\": \"\"}")).isEqualTo("{\"results\":[]}");
        assertThat(sql(door, "{\"query\": \"subscribe\"}")).contains("\"code\":\"0A000\"");
        assertThat(sql(door, "{\"query\": \"bug\"}")).contains("\"code\":\"XX000\"");
        assertThat(region.openSessions()).isZero();
        assertThat(region.requests().getFirst().parameters()).containsEntry("welcome_message", "off");
    }

    @Test
    void extendedForm() throws Exception {
        HttpDoor door = door();
        assertThat(sql(door, "{\"queries\": [{\"query\": \"echo 23 25 25\", \"params\": [\"7\", \"x\", null]},"
                + "{\"query\": \"select 3\"}]}")).contains("\"rows\":[[\"7\",\"x\",null]]", "\"rows\":[[\"3\"]]");
        assertThat(sql(door, "{\"queries\": [{\"query\": \"echo 23\", \"params\": [\"x\"]},"
                + "{\"query\": \"select 3\"}]}"))
                .isEqualTo("{\"results\":[{\"error\":{\"message\":\"invalid input syntax for type integer: \\\"x\\\"\","
                        + "\"code\":\"22P02\"},\"notices\":[]}]}");
        assertThat(sql(door, "{\"queries\": [{\"query\": \"echo 23\"}]}")).contains("08P01");
    }

    @Test
    void valuesOfEveryKind() throws Exception {
        ScalarType point = new ScalarType.Record(List.of(new ScalarType.Field("x", SimpleType.INT4.nullable())));
        region.define("t", new RelationDesc(RelationType.of(SimpleType.BOOL.nullable(), SimpleType.FLOAT8.nullable(),
                ScalarType.NUMERIC.nullable(), ScalarType.TIMESTAMP.nullable(), SimpleType.BYTEA.nullable(),
                SimpleType.JSONB.nullable(), SimpleType.JSONB.nullable(),
                new ScalarType.Array(SimpleType.INT4).nullable(),
                new ScalarType.ListOf(SimpleType.TEXT).nullable(), point.nullable(),
                new ScalarType.MapOf(SimpleType.INT8).nullable(), SimpleType.DATE.nullable()),
                List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l")),
                List.of(Row.of(Datum.TRUE, Datum.of(1e20), Datum.of(Decimal.of(new BigDecimal("1E+2"))),
                Datum.of(1_700_000_000_123_456L), new Datum.Bytes(new byte[] {1, -1}),
                new Datum.JsonDatum(new Json.Num(Decimal.of(5))), new Datum.JsonDatum(new Json.Arr(List.of(
                        new Json.Num(Decimal.of(5)), Json.Null.INSTANCE))),
                new Datum.Array(List.of(new Datum.Dim(1, 2), new Datum.Dim(1, 1)), List.of(Datum.of(1), Datum.NULL)),
                new Datum.ListDatum(List.of(Datum.of("x\"y"))), new Datum.Record(List.of(Datum.of(3))),
                new Datum.MapDatum(new java.util.TreeMap<>(java.util.Map.of("k", Datum.of(4)))), Datum.of(0))));
        assertThat(sql(door(), "{\"query\": \"table t\"}")).contains("\"rows\":[[true,\"1e+20\",\"100\","
                + "\"1700000000123.456\",[1,255],\"5\",[5,null],[[\"1\"],[null]],[\"x\\\"y\"],{\"x\":\"3\"},"
                + "{\"k\":\"4\"},\"1970-01-01\"]]");
    }

    @Test
    void bareForm() throws Exception {
        HttpDoor door = door();
        assertThat(post(door, "/query", "select 4").body())
                .startsWith("[{\"desc\":").contains("[[\"4\"]]").endsWith("]");
        assertThat(post(door, "/query", "{\"query\":\"begin; commit\"}", "Content-Type", "application/json").body())
                .isEqualTo("[{\"ok\":\"BEGIN\",\"notices\":[]},{\"ok\":\"COMMIT\",\"notices\":[]}]");
    }

    @Test
    void badRequests() throws Exception {
        HttpDoor door = door();
        String[] json = {"Content-Type", "application/json"};
        assertThat(post(door, "/api/sql", "{\"query\":\"select 1\"}").statusCode()).isEqualTo(415);
        assertThat(post(door, "/api/sql", "{", json).statusCode()).isEqualTo(400);
        assertThat(post(door, "/api/sql", "{\"sql\":1}", json).statusCode()).isEqualTo(422);
        assertThat(post(door, "/api/sql", "{\"queries\":[{\"query\":\"echo 23\",\"params\":[1]}]}", json).statusCode())
                .isEqualTo(422);
        assertThat(post(door, "/api/sql?options=nonsense", "{\"query\":\"select 1\"}", json).statusCode())
                .isEqualTo(400);
        assertThat(post(door, "/api/sql", " ".repeat(HttpDoor.MAX_BODY + 1), json).statusCode()).isEqualTo(413);
        assertThat(post(door, "/nowhere", "").statusCode()).isEqualTo(404);
    }

    @Test
    void whoIsAsking() throws Exception {
        String[] json = {"Content-Type", "application/json"};
        HttpDoor open = door();
        String options = URLEncoder.encode("{\"cluster\":\"c1\"}", StandardCharsets.UTF_8);
        assertThat(post(open, "/api/sql?options=" + options, "{\"query\":\"select 1\"}", "Content-Type",
                "application/json", "Authorization", basic("alice", "")).statusCode()).isEqualTo(200);
        assertThat(region.requests().getLast().user()).isEqualTo("alice");
        assertThat(region.requests().getLast().parameters()).containsEntry("cluster", "c1");
        post(open, "/api/sql", "{\"query\":\"select 1\"}", json);
        assertThat(region.requests().getLast().user()).isEqualTo("anonymous_http_user");
        HttpDoor guarded = door(HttpDoorConfig.loopback(0).withAuthenticator(new Authenticator.Cleartext(
                (user, secret) -> {
                    if (!secret.equals("s3cret")) {
                        throw Authenticator.wrongPassword(user);
                    }
                    return user.isEmpty() ? "token-owner" : user;
                })));
        HttpResponse<String> refused = post(guarded, "/api/sql", "{\"query\":\"select 1\"}", json);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).isEqualTo("unauthorized");
        assertThat(post(guarded, "/query", "select 1", "Authorization", basic("bob", "wrong")).statusCode())
                .isEqualTo(401);
        assertThat(post(guarded, "/query", "select 1", "Authorization", basic("bob", "s3cret")).statusCode())
                .isEqualTo(200);
        assertThat(post(guarded, "/query", "select 1", "Authorization", "Bearer s3cret").statusCode()).isEqualTo(200);
        assertThat(region.requests().getLast().user()).isEqualTo("token-owner");
        assertThat(post(open, "/query", "select 1", "Authorization", basic("nobody", "")).statusCode()).isEqualTo(500);
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void probesAndMetrics() throws Exception {
        HttpDoor door = door(HttpDoorConfig.loopback(0).withCorsOrigins(Set.of("http://console")));
        assertThat(get(door, "/api/livez").statusCode()).isEqualTo(200);
        assertThat(get(door, "/").body()).contains("Mizu");
        region.becomeReady(false);
        assertThat(get(door, "/api/readyz").statusCode()).isEqualTo(503);
        Thread.ofVirtual().start(() -> region.becomeReady(true));
        assertThat(get(door, "/api/readyz?wait=true").statusCode()).isEqualTo(200);
        post(door, "/query", "select 1");
        HttpResponse<String> metrics = get(door, "/metrics");
        assertThat(metrics.body()).contains("# TYPE mizu_http_sql_requests_total counter",
                "mizu_http_sql_requests_total 1\n");
        HttpResponse<String> called = http.send(HttpRequest.newBuilder(uri(door, "/query"))
                .header("Origin", "http://console").POST(HttpRequest.BodyPublishers.ofString("select 1")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(called.headers().firstValue("Access-Control-Allow-Origin")).contains("http://console");
    }

    private HttpResponse<String> get(HttpDoor door, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(door, path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
