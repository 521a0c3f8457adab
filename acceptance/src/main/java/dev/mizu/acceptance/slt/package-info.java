/**
 * Files of SQL with expected answers, in the sqllogictest manner: {@code SltParser} reads a file into records,
 * {@code SltRunner} plays them on a database and compares. The file format is described at {@code SltParser}.
 */
@NullMarked
package dev.mizu.acceptance.slt;

import org.jspecify.annotations.NullMarked;
