package dev.mizu.http;

import dev.mizu.base.metrics.MetricsRegistry;
import dev.mizu.session.SessionClient;
import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.websocket.WsRouting;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.logging.Level;
// tidy-allow: logger, the server logs through java.util.logging, and only there is its level set
import java.util.logging.Logger;

/**
 * The HTTP door: {@code /api/sql}, {@code /query}, {@code /api/experimental/sql} (WebSocket), probes, metrics and a
 * landing page. Each request has a virtual thread. Any thread may close it.
 */
public final class HttpDoor implements AutoCloseable {
    static final int MAX_BODY = 5 << 20;
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration READY_POLL = Duration.ofMillis(50);
    private static final Duration READY_PATIENCE = Duration.ofMinutes(10);
    /** Held here, for a logger that nobody holds forgets its level. */
    private static final Logger SERVER_LOG = Logger.getLogger("io.helidon");

    private final HttpDoorConfig config;
    private final SessionClient client;
    private final MetricsRegistry metrics;
    private final WebServer server;

    private HttpDoor(HttpDoorConfig config, SessionClient client, MetricsRegistry metrics) {
        this.config = config;
        this.client = client;
        this.metrics = metrics;
        this.server = server();
    }

    /** Listens; throws what the server throws when the address cannot be had. */
    public static HttpDoor start(HttpDoorConfig config, SessionClient client, MetricsRegistry metrics) {
        SERVER_LOG.setLevel(Level.WARNING);
        HttpDoor door = new HttpDoor(config, client, metrics);
        door.server.start();
        return door;
    }

    private WebServer server() {
        Identity identity = new Identity(config.authenticator());
        SqlEndpoint sql = new SqlEndpoint(config, client, identity, metrics);
        HttpRouting.Builder http = HttpRouting.builder()
                .addFilter((chain, request, response) -> {
                    allowOrigin(request, response);
                    chain.proceed();
                })
                .route(Method.OPTIONS, "/api/sql", HttpDoor::preflight)
                .route(Method.OPTIONS, "/query", HttpDoor::preflight)
                .post("/api/sql", sql::api)
                .post("/query", sql::query)
                .get("/api/livez", (request, response) -> response.send("Liveness check successful!\n"))
                .get("/api/readyz", this::ready)
                .get("/metrics", this::metrics)
                .get("/", (request, response) -> Landing.send(response));
        WebServerConfig.Builder builder = WebServer.builder()
                .address(config.bind().getAddress())
                .port(config.bind().getPort())
                .maxPayloadSize(MAX_BODY)
                .shutdownHook(false)
                .shutdownGracePeriod(GRACE)
                .addRouting(http)
                .addRouting(WsRouting.builder().endpoint("/api/experimental/sql",
                        () -> new WebSocketDoor(config, client, identity)));
        config.tls().ifPresent(context -> builder.tls(Tls.builder().sslContext(context).build()));
        return builder.build();
    }

    /** Where it listens, with the port that was found free. */
    public InetSocketAddress address() {
        return new InetSocketAddress(config.bind().getAddress(), server.port());
    }

    private void allowOrigin(ServerRequest request, ServerResponse response) {
        request.headers().first(HeaderNames.ORIGIN)
                .filter(origin -> config.corsOrigins().contains("*") || config.corsOrigins().contains(origin))
                .ifPresent(origin -> {
                    response.header("Access-Control-Allow-Origin", origin);
                    response.header("Vary", "Origin");
                });
    }

    private static void preflight(ServerRequest request, ServerResponse response) {
        response.header("Access-Control-Allow-Methods", "*");
        response.header("Access-Control-Allow-Headers", "authorization, content-type, x-materialize-version");
        response.header("Access-Control-Max-Age", "3600");
        response.status(200).send();
    }

    private void ready(ServerRequest request, ServerResponse response) throws InterruptedException {
        boolean wait = request.query().first("wait").asOptional().filter("true"::equals).isPresent();
        long deadline = System.nanoTime() + READY_PATIENCE.toNanos();
        while (wait && !client.ready() && System.nanoTime() < deadline) {
            // tidy-allow: sleep, the request has a virtual thread to itself, and readiness is asked for, not announced
            Thread.sleep(READY_POLL);
        }
        boolean ready = client.ready();
        response.status(ready ? 200 : 503).send(ready ? "ready\n" : "not ready\n");
    }

    private void metrics(ServerRequest request, ServerResponse response) {
        response.header("Content-Type", "text/plain; version=0.0.4; charset=utf-8").send(metrics.print());
    }

    @Override
    public void close() {
        server.stop();
    }
}
