/**
 * The standalone region as a library. Enter at {@link dev.mizu.embedded.Mizu}; sessions are reached through the SQL
 * port it opens on loopback, or directly.
 */
@NullMarked
package dev.mizu.embedded;

import org.jspecify.annotations.NullMarked;
