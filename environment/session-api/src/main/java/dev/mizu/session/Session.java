package dev.mizu.session;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlState;
import dev.mizu.repr.Datum;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One client's conversation. Methods are called by one thread at a time and block until they have an answer; all
 * throw {@link dev.mizu.base.error.SqlException} for the user's errors, after which the transaction is failed as
 * PostgreSQL's rules say. {@link #close} rolls back what is open; any thread may call it.
 */
public interface Session extends AutoCloseable {
    int connectionId();

    int secretKey();

    TransactionStatus transactionStatus();

    /**
     * How long the client may stay silent now; then the door ends the session with {@link #IDLE_TOO_LONG}. Empty = as
     * long as it likes.
     */
    Optional<Duration> idleLimit();

    /** Why a session ends whose client was silent for too long in a transaction. */
    SqlError IDLE_TOO_LONG = SqlError.of(
            SqlState.IDLE_IN_TRANSACTION, "terminating connection due to idle-in-transaction timeout");

    /** The parameters that a client is told of at startup, in order. */
    List<ParameterStatus> parameters();

    /** Notices since the last call, in order. */
    List<Notice> drainNotices();

    /** Reported parameters that changed since the last call. */
    List<ParameterStatus> drainParameterChanges();

    /** Starts a string of statements in one implicit transaction; parse errors are thrown here. */
    SimpleQuery simpleQuery(String sql);

    /**
     * Parses and plans a statement under a name ({@code ""} is replaced silently, another existing name is an error).
     *
     * @param parameterOids declared parameter types, 0 or absent = inferred
     */
    void prepare(String name, String sql, List<Integer> parameterOids);

    StatementDescription describeStatement(String name);

    /** Binds parameter values, already decoded to the described types, to a portal. */
    void bind(String portal, String statement, List<Datum> parameters);

    /** The rows a portal will give; empty when it gives none. */
    Optional<dev.mizu.repr.RelationDesc> describePortal(String portal);

    /**
     * Runs a portal to its result. A door that suspends keeps the {@link RowStream} and pulls on; executing a portal
     * whose rows are all read gives {@code SELECT 0}.
     */
    StatementResult execute(String portal);

    void closeStatement(String name);

    void closePortal(String name);

    /** Ends the implicit transaction of the extended protocol: commits it, or rolls back after an error. */
    void sync();

    /** Tells the session that the door met an error of its own while sending or decoding. */
    void fail();

    @Override
    void close();
}
