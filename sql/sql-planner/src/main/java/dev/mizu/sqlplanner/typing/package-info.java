/**
 * PostgreSQL's typing rules: operands whose type the context decides, common types, casts in their contexts, the
 * choice among overloads. Enter at {@link dev.mizu.sqlplanner.typing.Coercion} and
 * {@link dev.mizu.sqlplanner.typing.OverloadResolution}. Nothing here knows names of tables or syntax.
 */
@NullMarked
package dev.mizu.sqlplanner.typing;

import org.jspecify.annotations.NullMarked;
