/** Text: code points, LIKE patterns, regular expressions, names. Nothing here knows of functions. */
@NullMarked
package dev.mizu.expr.text;

import org.jspecify.annotations.NullMarked;
