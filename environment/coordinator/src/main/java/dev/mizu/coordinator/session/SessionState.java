package dev.mizu.coordinator.session;

import dev.mizu.base.concurrent.Exclusive;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.RoleId;
import dev.mizu.base.id.SchemaId;
import dev.mizu.coordinator.settings.NameLists;
import dev.mizu.session.Notice;
import dev.mizu.session.TransactionStatus;
import dev.mizu.sqlplanner.catalog.SessionFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * What a session is: who, its variables, its transaction, its statements and cursors. Owned by the session's thread;
 * only {@link #cancel} may come from elsewhere.
 */
public final class SessionState {
    /** Notices of severity INFO are what was asked for. */
    private static final int ALWAYS = 6;

    private final Identity identity;
    private final SessionSettings settings;
    private final List<Notice> notices = new ArrayList<>();
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private final Map<String, Portal> portals = new HashMap<>();
    private final Exclusive cancelSection = new Exclusive();
    private Optional<Transaction> transaction = Optional.empty();
    private Optional<Runnable> onCancel = Optional.empty();
    private boolean cancelled;
    private boolean followed;
    private OptionalLong deadline = OptionalLong.empty();
    private Optional<KnownFacts> facts = Optional.empty();

    private record KnownFacts(long revision, SessionFacts facts) {}

    /** Who the session is. */
    public record Identity(
            int connectionId, int secretKey, UUID sessionId, RoleId role, String user, String clientAddress,
            long startMillis) {
        private static final Set<String> INTERNAL = Set.of("mz_system", "mz_support");

        /** Whether it is the system's own, which come in by the door for them. */
        public boolean internal() {
            return INTERNAL.contains(user);
        }
    }

    public SessionState(Identity identity, SessionSettings settings) {
        this.identity = identity;
        this.settings = settings;
    }

    public Identity identity() {
        return identity;
    }

    /** The schema that only this session has. */
    public SchemaId temporarySchema() {
        return SchemaId.temporary(identity.connectionId());
    }

    public SessionSettings settings() {
        return settings;
    }

    public Map<String, PreparedStatement> prepared() {
        return prepared;
    }

    /** Portals and cursors, by name: one space. */
    public Map<String, Portal> portals() {
        return portals;
    }

    public void notice(Notice notice) {
        notices.add(notice);
    }

    /** The notices since the last call that the client wants to hear. */
    public List<Notice> drainNotices() {
        if (notices.isEmpty()) {
            return List.of();
        }
        int least = rank(settings.get("client_min_messages"));
        List<Notice> drained = notices.stream().filter(n -> rank(n.severity()) >= least).toList();
        notices.clear();
        return drained;
    }

    private static int rank(Notice.Severity severity) {
        return severity == Notice.Severity.INFO ? ALWAYS : rank(severity.name().toLowerCase(Locale.ROOT));
    }

    private static int rank(String setting) {
        return switch (setting) {
            case "info" -> 1;
            case "log" -> 2;
            case "notice" -> 3;
            case "warning" -> 4;
            case "error" -> 5;
            default -> 0;
        };
    }

    /** What planning needs to know. */
    public SessionFacts facts() {
        if (facts.filter(known -> known.revision() == settings.revision()).isEmpty()) {
            facts = Optional.of(new KnownFacts(settings.revision(), new SessionFacts(settings.get("database"),
                    NameLists.parse(settings.get("search_path")), settings.get("cluster"), identity.role(),
                    identity.user(), settings.all())));
        }
        return facts.get().facts();
    }

    public Optional<Transaction> transaction() {
        return transaction;
    }

    /** The open transaction, or a new implicit one. */
    public Transaction enterTransaction() {
        if (transaction.isEmpty()) {
            transaction = Optional.of(new Transaction());
        }
        return transaction.get();
    }

    /** BEGIN: what the string of statements did before it belongs to the transaction. */
    public void begin() {
        enterTransaction().makeExplicit();
    }

    /** Ends the transaction; cursors and unnamed portals go with it. */
    public void endTransaction() {
        transaction.ifPresent(Transaction::close);
        transaction = Optional.empty();
        portals.values().forEach(Portal::close);
        portals.clear();
    }

    public TransactionStatus status() {
        return transaction.filter(Transaction::explicit)
                .map(t -> t.failed() ? TransactionStatus.FAILED : TransactionStatus.IN_TRANSACTION)
                .orElse(TransactionStatus.IDLE);
    }

    /** Says what to do when the running statement is cancelled; throws at once when it was already. */
    public void onCancel(Runnable action) {
        boolean already = cancelSection.get(() -> {
            onCancel = Optional.of(action);
            return cancelled;
        });
        if (already) {
            action.run();
            throw cancelledException();
        }
    }

    /** Whether the running statement is followed by others of one string, which share its transaction. */
    public boolean followed() {
        return followed;
    }

    public void followedByMore(boolean more) {
        followed = more;
    }

    /** When the running statement must be over, by the clock's nanoseconds; empty = never. */
    public OptionalLong deadline() {
        return deadline;
    }

    public void endBy(OptionalLong nanoTime) {
        deadline = nanoTime;
    }

    /** A statement starts: cancels that came before are void. */
    public void startStatement() {
        deadline = OptionalLong.empty();
        cancelSection.run(() -> {
            cancelled = false;
            onCancel = Optional.empty();
        });
    }

    /** Any thread. */
    public void cancel() {
        cancelSection.get(() -> {
            cancelled = true;
            return onCancel;
        }).ifPresent(Runnable::run);
    }

    public boolean cancelled() {
        return cancelSection.get(() -> cancelled);
    }

    public static SqlException cancelledException() {
        return new SqlException(SqlState.QUERY_CANCELED, "canceling statement due to user request");
    }
}
