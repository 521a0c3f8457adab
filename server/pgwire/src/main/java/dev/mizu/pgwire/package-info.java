/**
 * The PostgreSQL wire protocol, version 3.0. {@link dev.mizu.pgwire.PgServer} accepts; each connection has one thread
 * that blocks ({@code Connection}), greets the client ({@code Handshake}), then answers messages
 * ({@code Conversation}) by calling a {@link dev.mizu.session.Session}. Rows go from the session's stream into one
 * reused buffer ({@code MessageWriter}) and from there to the socket. Nothing here knows SQL.
 */
@NullMarked
package dev.mizu.pgwire;

import org.jspecify.annotations.NullMarked;
