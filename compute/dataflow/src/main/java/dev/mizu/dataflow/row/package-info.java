/**
 * Rows as words: how a row of typed columns becomes a fixed number of 64-bit words, how such rows are hashed, compared
 * and ordered, and the pages they live in. Nothing here knows keys over time or operators.
 */
@NullMarked
package dev.mizu.dataflow.row;

import org.jspecify.annotations.NullMarked;
