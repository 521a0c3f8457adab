/**
 * Who a client is: {@link dev.mizu.auth.Authenticator} says how a door asks, SCRAM and stored verifiers answer for
 * passwords, {@link dev.mizu.auth.PemIdentity} for the server itself. What a user may do belongs to the planner.
 * Passwords and keys never reach a message or a log.
 */
@NullMarked
package dev.mizu.auth;

import org.jspecify.annotations.NullMarked;
