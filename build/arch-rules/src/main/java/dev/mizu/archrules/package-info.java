/** The walls, as tests. */
@NullMarked
package dev.mizu.archrules;

import org.jspecify.annotations.NullMarked;
