/** Lexer, parser, syntax tree and printer. */
@NullMarked
package dev.mizu.sqlparser;

import org.jspecify.annotations.NullMarked;
