/**
 * The syntax tree: sealed interfaces of records without behaviour. Start at {@code Statement}, {@code Query} and
 * {@code Expr}. Names are already folded and unquoted, aliases of built-in types are already canonical, brackets are
 * gone. Every {@code position} is the 1-based code point offset of the node's first character in the text given to
 * the parser. Never put names' meaning, types of expressions or printing here.
 */
@NullMarked
package dev.mizu.sqlparser.ast;

import org.jspecify.annotations.NullMarked;
