/** Benchmarks that print ratios. */
@NullMarked
package dev.mizu.bench;

import org.jspecify.annotations.NullMarked;
