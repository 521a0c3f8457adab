/**
 * Text to tokens. Enter at {@code Lexer}; {@code Identifiers} says which words are reserved and how names are quoted,
 * for whoever prints SQL. Nothing here knows a statement.
 */
@NullMarked
package dev.mizu.sqlparser.lex;

import org.jspecify.annotations.NullMarked;
