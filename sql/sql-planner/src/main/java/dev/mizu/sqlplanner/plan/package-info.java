/**
 * What a statement asks to be done, as values: enter at {@link dev.mizu.sqlplanner.plan.Plan}, one sealed interface
 * per family below it. Names are resolved to ids, expressions are typed and decorrelated. Nothing here acts.
 */
@NullMarked
package dev.mizu.sqlplanner.plan;

import org.jspecify.annotations.NullMarked;
