/**
 * One planner per statement family, from syntax to {@link dev.mizu.sqlplanner.plan.Plan}. They share a
 * {@link dev.mizu.sqlplanner.statement.StatementContext}; queries inside of statements are the business of
 * {@code query}.
 */
@NullMarked
package dev.mizu.sqlplanner.statement;

import org.jspecify.annotations.NullMarked;
