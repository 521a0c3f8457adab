/** JSON values: access, containment, change, and how SQL values become JSON. */
@NullMarked
package dev.mizu.expr.json;

import org.jspecify.annotations.NullMarked;
