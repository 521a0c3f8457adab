/**
 * The operators, one class each: a step takes a tick's updates of the inputs and gives the updates of the output, rows
 * and errors side by side. Expressions come in as functions on batches. Operators know arrangements, not the graph.
 */
@NullMarked
package dev.mizu.dataflow.operator;

import org.jspecify.annotations.NullMarked;
