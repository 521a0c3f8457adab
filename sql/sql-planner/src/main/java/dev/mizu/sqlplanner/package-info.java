/**
 * From syntax trees to plans: names, types, decorrelation, and one planner per statement family. Enter at
 * {@link dev.mizu.sqlplanner.Planner}. No input or output, no clock: what a plan depends on arrives as a
 * {@link dev.mizu.sqlplanner.catalog.SessionCatalog} and {@link dev.mizu.sqlplanner.catalog.SessionFacts}.
 */
@NullMarked
package dev.mizu.sqlplanner;

import org.jspecify.annotations.NullMarked;
