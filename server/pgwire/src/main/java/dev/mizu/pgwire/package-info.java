/** The PostgreSQL wire protocol. */
@NullMarked
package dev.mizu.pgwire;

import org.jspecify.annotations.NullMarked;
