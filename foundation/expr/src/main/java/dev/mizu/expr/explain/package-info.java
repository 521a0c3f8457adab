/** How trees are shown to people: the text of EXPLAIN, stable, indented by two, the same as the golden files use. */
@NullMarked
package dev.mizu.expr.explain;

import org.jspecify.annotations.NullMarked;
