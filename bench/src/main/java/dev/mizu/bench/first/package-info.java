/**
 * The first benchmark of a region: a join kept up to date, how soon a commit is seen, point reads beside PostgreSQL,
 * start-up, memory of an index. {@link dev.mizu.bench.first.First} is the order of its phases.
 */
@NullMarked
package dev.mizu.bench.first;

import org.jspecify.annotations.NullMarked;
