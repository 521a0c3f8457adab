/**
 * The kinds of error that may cross a module: the user's, the world's, ours. A row's error is data and lives in
 * {@code expr}.
 */
@NullMarked
package dev.mizu.base.error;

import org.jspecify.annotations.NullMarked;
