/**
 * What PostgreSQL calls our types: OIDs, catalog names, lengths and modifiers, in one table
 * ({@link dev.mizu.repr.pg.PgType}) that doors, catalog and planner share. How values look on the wire belongs to
 * interchange.
 */
@NullMarked
package dev.mizu.repr.pg;

import org.jspecify.annotations.NullMarked;
