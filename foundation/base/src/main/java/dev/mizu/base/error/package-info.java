/** The four kinds of error that may cross a module: the user's, the world's, ours; a row's error is data and lives in {@code repr}. */
@NullMarked
package dev.mizu.base.error;

import org.jspecify.annotations.NullMarked;
