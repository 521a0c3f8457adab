/** Figures: samples with their percentiles, and the table in which a benchmark reports. */
@NullMarked
package dev.mizu.bench.measure;

import org.jspecify.annotations.NullMarked;
