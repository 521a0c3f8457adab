/**
 * The transforms: tree in, tree out, one class each, with a golden file of the same name among the test resources.
 * Each keeps the rows and raises no error that the tree before would not; it may drop errors of rows and columns that
 * nobody sees. For which rows a join's key is computed, and may fail, is not fixed.
 */
@NullMarked
package dev.mizu.optimizer.transform;

import org.jspecify.annotations.NullMarked;
