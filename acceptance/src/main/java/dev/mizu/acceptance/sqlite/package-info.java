/**
 * Random SQL in the manner of SQLite's corpora: chains of signs, NULLs in every place, joins of many tables, compound
 * queries, views and writes in between; {@code SqliteScript} writes it, {@code SqliteComparison} plays it on two
 * databases and compares the answers.
 */
@NullMarked
package dev.mizu.acceptance.sqlite;

import org.jspecify.annotations.NullMarked;
