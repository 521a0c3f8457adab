package dev.mizu.coordinator.session;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.GlobalId;
import dev.mizu.coordinator.groupcommit.RowUpdates;
import dev.mizu.coordinator.timestamp.ReadTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a session's open transaction has done so far. Owned by the session's thread. */
public final class Transaction {
    private final Map<GlobalId, RowUpdates> writes = new LinkedHashMap<>();
    private Kind kind = Kind.UNDECIDED;
    private Optional<ReadTime> readTime = Optional.empty();
    private Set<GlobalId> domain = Set.of();
    private Optional<Runnable> deferred = Optional.empty();
    private boolean explicit;
    private boolean failed;
    private boolean readOnly;

    /** What the first statement that counts made of it. */
    public enum Kind {
        UNDECIDED,
        READ,
        WRITE,
        SUBSCRIBE,
        SINGLE_STATEMENT
    }

    /** Whether BEGIN started it. */
    public boolean explicit() {
        return explicit;
    }

    public void makeExplicit() {
        explicit = true;
    }

    public boolean failed() {
        return failed;
    }

    public void fail() {
        failed = true;
    }

    public boolean readOnly() {
        return readOnly;
    }

    public void setReadOnly(boolean only) {
        readOnly = only;
    }

    public Kind kind() {
        return kind;
    }

    /** A statement of this kind runs: the transaction becomes, or is, of that kind, or refuses. */
    public void enter(Kind wanted) {
        if (wanted != Kind.READ && wanted != Kind.SUBSCRIBE && readOnly) {
            throw new SqlException(SqlState.READ_ONLY_TRANSACTION, "transaction in read-only mode");
        }
        switch (kind) {
            case UNDECIDED -> kind = wanted;
            case READ -> refuseUnless(wanted == Kind.READ, wanted == Kind.SUBSCRIBE
                    ? SqlState.INVALID_TRANSACTION_STATE : SqlState.READ_ONLY_TRANSACTION,
                    wanted == Kind.SUBSCRIBE ? "SUBSCRIBE in transactions must be the only read statement"
                            : "transaction in read-only mode");
            case WRITE -> refuseUnless(wanted == Kind.WRITE, SqlState.INVALID_TRANSACTION_STATE,
                    "transaction in write-only mode");
            case SUBSCRIBE -> refuseUnless(false, SqlState.INVALID_TRANSACTION_STATE,
                    "SUBSCRIBE in transactions must be the only read statement");
            case SINGLE_STATEMENT -> refuseUnless(false, SqlState.INVALID_TRANSACTION_STATE,
                    "this transaction can only execute a single statement");
        }
    }

    private static void refuseUnless(boolean allowed, String code, String message) {
        if (!allowed) {
            throw new SqlException(code, message);
        }
    }

    /** The time of all reads of an explicit transaction, once the first has run. */
    public Optional<ReadTime> readTime() {
        return readTime;
    }

    /** The collections that may be read at that time. */
    public Set<GlobalId> domain() {
        return domain;
    }

    public void fixReadTime(ReadTime time, Set<GlobalId> collections) {
        readTime = Optional.of(time);
        domain = Set.copyOf(collections);
    }

    /** Rows to be written to a table at commit. */
    public RowUpdates writesOf(GlobalId table) {
        return writes.computeIfAbsent(table, id -> new RowUpdates());
    }

    public Map<GlobalId, RowUpdates> writes() {
        return writes;
    }

    /** A statement that was acknowledged and runs at commit. */
    public void defer(Runnable statement) {
        deferred = Optional.of(statement);
    }

    public Optional<Runnable> deferred() {
        return deferred;
    }

    /** Lets go of what it holds. */
    public void close() {
        readTime.ifPresent(ReadTime::close);
        readTime = Optional.empty();
        writes.clear();
    }
}
