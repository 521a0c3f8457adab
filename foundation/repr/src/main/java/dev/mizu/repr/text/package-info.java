/**
 * Values as the text that SQL shows and reads: the output and input functions of every type, as PostgreSQL has them.
 * Enter at {@link dev.mizu.repr.text.DatumText}; a type with a grammar of its own has a class of its own. Pure
 * functions of text and value; names from a catalog (what a regclass is called) never belong here.
 */
@NullMarked
package dev.mizu.repr.text;

import org.jspecify.annotations.NullMarked;
