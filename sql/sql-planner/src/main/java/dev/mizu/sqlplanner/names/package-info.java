/**
 * From written names to things: items, schemas, clusters, roles and types by the session's search path
 * ({@link dev.mizu.sqlplanner.names.NameResolver}), columns by the scope of a query
 * ({@link dev.mizu.sqlplanner.names.Scope}).
 */
@NullMarked
package dev.mizu.sqlplanner.names;

import org.jspecify.annotations.NullMarked;
