/** Golden runner, seeds, fakes for tests. */
@NullMarked
package dev.mizu.testkit;

import org.jspecify.annotations.NullMarked;
