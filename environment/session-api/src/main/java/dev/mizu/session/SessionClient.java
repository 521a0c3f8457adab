package dev.mizu.session;

/** The region as a door sees it. Any thread. */
public interface SessionClient {
    /** Opens a session for an authenticated user; throws {@link dev.mizu.base.error.SqlException} when refused. */
    Session open(StartupRequest request);

    /** Cancels what a session is running, if the secret is right; otherwise does nothing, silently. */
    void cancel(int connectionId, int secretKey);

    /** Whether statements can be served. */
    boolean ready();
}
