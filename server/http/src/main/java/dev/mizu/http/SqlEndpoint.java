package dev.mizu.http;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.metrics.Counter;
import dev.mizu.base.metrics.MetricsRegistry;
import dev.mizu.session.Session;
import dev.mizu.session.SessionClient;
import dev.mizu.session.StartupRequest;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** SQL in the body of a POST: a session for each request. */
final class SqlEndpoint {
    private static final String JSON = "application/json";

    private final HttpDoorConfig config;
    private final SessionClient client;
    private final Identity identity;
    private final Counter requests;

    SqlEndpoint(HttpDoorConfig config, SessionClient client, Identity identity, MetricsRegistry metrics) {
        this.config = config;
        this.client = client;
        this.identity = identity;
        this.requests = metrics.counter("mizu_http_sql_requests_total", "requests to run SQL over HTTP");
    }

    /** {@code POST /api/sql}: JSON in, an object with {@code results} out. */
    void api(ServerRequest request, ServerResponse response) throws IOException {
        answer(request, response, new Envelope("{\"results\":[", "]}"), () -> {
            if (!isJson(request)) {
                throw new BadRequest(BadRequest.UNSUPPORTED_MEDIA_TYPE,
                        "expected request with `content-type: application/json`");
            }
            return SqlRequest.of(SqlRequest.json(body(request)));
        });
    }

    /** {@code POST /query}: the SQL itself, or JSON with {@code query}, in; a bare array out. */
    void query(ServerRequest request, ServerResponse response) throws IOException {
        answer(request, response, new Envelope("[", "]"), () -> {
            String body = body(request);
            return isJson(request) ? SqlRequest.of(SqlRequest.json(body)) : new SqlRequest.Simple(body);
        });
    }

    /** What stands around the results. */
    private record Envelope(String before, String after) {}

    /** Reads a request; throws {@link BadRequest}. */
    @FunctionalInterface
    private interface Decoder {
        SqlRequest decode() throws IOException;
    }

    private void answer(ServerRequest request, ServerResponse response, Envelope envelope, Decoder decoder)
            throws IOException {
        requests.increment();
        SqlRequest sql;
        Session session;
        try {
            String role = identity.ofHeaders(request.headers().first(HeaderNames.AUTHORIZATION),
                    request.headers().first(HeaderNames.create("x-materialize-user")));
            Map<String, String> settings = settings(request);
            sql = decoder.decode();
            session = client.open(
                    new StartupRequest(role, config.internal(), settings, request.remotePeer().host()));
        } catch (BadRequest e) {
            response.status(e.status()).send(e.getMessage());
            return;
        } catch (SqlException e) {
            refused(response, e.error());
            return;
        }
        response.header("Content-Type", JSON);
        try (session; Writer out = new BufferedWriter(
                new OutputStreamWriter(response.outputStream(), StandardCharsets.UTF_8))) {
            out.write(envelope.before());
            new SqlRunner(session, new JsonResults(out)).run(sql);
            out.write(envelope.after());
        }
    }

    private static void refused(ServerResponse response, SqlError error) {
        StringBuilder body = new StringBuilder();
        Wire.error(error, body);
        boolean forbidden = error.code().equals("MZ010") || error.code().equals("MZ011");
        response.status(forbidden ? BadRequest.FORBIDDEN : 500).header("Content-Type", JSON).send(body.toString());
    }

    private static boolean isJson(ServerRequest request) {
        return request.headers().contentType().map(type -> type.mediaType().text().equals(JSON)).orElse(false);
    }

    private static Map<String, String> settings(ServerRequest request) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("welcome_message", "off");
        Optional<String> options = request.query().first("options").asOptional();
        if (options.isPresent()) {
            JsonNode map = SqlRequest.json(options.get());
            settings.putAll(SqlRequest.settings(map));
        }
        return settings;
    }

    private static String body(ServerRequest request) throws IOException {
        if (!request.content().hasEntity()) {
            return "";
        }
        try (InputStream in = request.content().inputStream()) {
            byte[] bytes = in.readNBytes(HttpDoor.MAX_BODY + 1);
            if (bytes.length > HttpDoor.MAX_BODY) {
                throw new BadRequest(BadRequest.TOO_LARGE, "length limit exceeded");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
