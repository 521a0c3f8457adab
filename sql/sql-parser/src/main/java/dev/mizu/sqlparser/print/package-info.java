/**
 * Trees to canonical SQL text, one class per family behind {@code SqlPrinter}. What is printed parses back to an equal
 * tree but for positions; brackets stand only where precedence needs them, quotes only where names need them.
 */
@NullMarked
package dev.mizu.sqlparser.print;

import org.jspecify.annotations.NullMarked;
