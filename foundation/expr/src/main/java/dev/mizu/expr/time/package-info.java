/** Dates, timestamps and intervals: their fields, arithmetic, truncation, zones and formatting. */
@NullMarked
package dev.mizu.expr.time;

import org.jspecify.annotations.NullMarked;
