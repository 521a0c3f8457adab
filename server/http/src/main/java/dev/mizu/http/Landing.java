package dev.mizu.http;

import io.helidon.webserver.http.ServerResponse;

/** The page of someone who comes with a browser. */
final class Landing {
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Mizu</title></head>
            <body>
            <h1>Mizu</h1>
            <p>A streaming SQL database. Connect with any PostgreSQL client, or send SQL here:</p>
            <pre>curl -H 'content-type: application/json' -d '{"query": "select 1"}' /api/sql</pre>
            <ul>
            <li><a href="/api/livez">liveness</a></li>
            <li><a href="/api/readyz">readiness</a></li>
            <li><a href="/metrics">metrics</a></li>
            </ul>
            </body>
            </html>
            """;

    private Landing() {}

    static void send(ServerResponse response) {
        response.header("Content-Type", "text/html; charset=utf-8").send(PAGE);
    }
}
