/**
 * Queries from syntax to HIR: FROM, SELECT blocks, set operations, CTEs, expressions. Enter at
 * {@link dev.mizu.sqlplanner.query.QueryPlanner}. A planner object lives for one statement, on one thread.
 */
@NullMarked
package dev.mizu.sqlplanner.query;

import org.jspecify.annotations.NullMarked;
