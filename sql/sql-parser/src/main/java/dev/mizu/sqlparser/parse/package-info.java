/**
 * Tokens to trees by recursive descent, one class of static methods per family, all over one {@code Cursor}. Enter at
 * {@code StatementParser}, {@code ExprParser} and {@code TypeParser}; everyone outside enters at
 * {@code dev.mizu.sqlparser.Parser}. No meaning of names is known here.
 */
@NullMarked
package dev.mizu.sqlparser.parse;

import org.jspecify.annotations.NullMarked;
