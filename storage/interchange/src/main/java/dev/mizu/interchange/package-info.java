/** Bytes to rows and back: pgformat, csv, json, text. */
@NullMarked
package dev.mizu.interchange;

import org.jspecify.annotations.NullMarked;
