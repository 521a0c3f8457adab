package dev.mizu.coordinator.session;

import dev.mizu.sqlparser.ast.Statement;
import dev.mizu.sqlplanner.plan.StatementDesc;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A statement with a name. Keeps its plan while the catalog and the session's settings are those that it was made
 * with. Owned by the session's thread.
 */
public final class PreparedStatement {
    private final Optional<Statement> statement;
    private final String sql;
    private final StatementDesc desc;
    private Optional<Kept> kept = Optional.empty();

    /** What the plan depends on, by revision. */
    public record Ground(long catalog, long settings) {}

    private record Kept(Ground ground, Optional<PreparedRead> read) {}

    /** {@code statement} is empty for the empty string. */
    public PreparedStatement(Optional<Statement> statement, String sql, StatementDesc desc) {
        this.statement = statement;
        this.sql = sql;
        this.desc = desc;
    }

    public Optional<Statement> statement() {
        return statement;
    }

    public String sql() {
        return sql;
    }

    public StatementDesc desc() {
        return desc;
    }

    /** The kept plan, made anew when the ground has changed; empty for a statement that has none to keep. */
    public Optional<PreparedRead> read(Ground ground, Supplier<Optional<PreparedRead>> plan) {
        if (kept.filter(known -> known.ground().equals(ground)).isEmpty()) {
            kept = Optional.of(new Kept(ground, plan.get()));
        }
        return kept.get().read();
    }
}
