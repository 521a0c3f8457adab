/** Names, types, HIR and its lowering to MIR; statement planners. */
@NullMarked
package dev.mizu.sqlplanner;

import org.jspecify.annotations.NullMarked;
