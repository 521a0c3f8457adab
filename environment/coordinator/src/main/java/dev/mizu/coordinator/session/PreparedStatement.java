package dev.mizu.coordinator.session;

import dev.mizu.sqlparser.ast.Statement;
import dev.mizu.sqlplanner.StatementDesc;
import java.util.Optional;

/** A statement with a name; {@code statement} is empty for the empty string. */
public record PreparedStatement(Optional<Statement> statement, String sql, StatementDesc desc) {}
