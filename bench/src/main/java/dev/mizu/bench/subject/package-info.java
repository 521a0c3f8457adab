/** The programs that are measured, as processes of their own: a region started as users start it, a PostgreSQL. */
@NullMarked
package dev.mizu.bench.subject;

import org.jspecify.annotations.NullMarked;
