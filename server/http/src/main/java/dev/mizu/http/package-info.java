/**
 * SQL over HTTP and WebSocket, health and metrics. {@link dev.mizu.http.HttpDoor} listens; a request becomes a
 * {@code SqlRequest}, {@code SqlRunner} runs it on a session and tells a {@code ResultSink} what happens, and the two
 * sinks write JSON: whole for HTTP, a message at a time for WebSocket. Nothing here knows SQL.
 */
@NullMarked
package dev.mizu.http;

import org.jspecify.annotations.NullMarked;
