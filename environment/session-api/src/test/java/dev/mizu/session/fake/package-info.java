/** A region that a door can be tested against: it knows a handful of statements and remembers what it was asked. */
@NullMarked
package dev.mizu.session.fake;

import org.jspecify.annotations.NullMarked;
