/** What storage is told, as values. */
@NullMarked
package dev.mizu.storageplan;

import org.jspecify.annotations.NullMarked;
