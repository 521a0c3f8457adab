/** The runner of golden files. */
@NullMarked
package dev.mizu.testkit;

import org.jspecify.annotations.NullMarked;
