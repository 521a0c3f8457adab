/**
 * What window functions mean: values for every row of a partition, from all its rows in their order. Enter at
 * {@link dev.mizu.expr.window.WindowEvaluator}; how partitions are kept and found is not known here.
 */
@NullMarked
package dev.mizu.expr.window;

import org.jspecify.annotations.NullMarked;
