package dev.mizu.sqlparser.ast;

import java.util.Optional;

/** One item of ORDER BY. Without {@code nullsFirst}: nulls come last ascending, first descending. */
public record OrderBy(Expr expr, boolean descending, Optional<Boolean> nullsFirst, int position) {}
