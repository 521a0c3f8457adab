/**
 * A PostgreSQL server of our own, to compare answers with and to be an upstream.
 */
@NullMarked
package dev.mizu.acceptance.postgres;

import org.jspecify.annotations.NullMarked;
