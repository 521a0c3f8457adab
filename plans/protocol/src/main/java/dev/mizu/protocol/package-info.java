/** Commands and responses between the brain and a replica. */
@NullMarked
package dev.mizu.protocol;

import org.jspecify.annotations.NullMarked;
