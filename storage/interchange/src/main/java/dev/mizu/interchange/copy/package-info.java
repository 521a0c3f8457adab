/**
 * COPY's file formats: text, CSV and PGCOPY binary. A {@link dev.mizu.interchange.copy.CopyDecoder} takes chunks cut
 * anywhere and gives rows; a {@link dev.mizu.interchange.copy.CopyEncoder} writes one row at a time. Where the bytes
 * come from and go to is the caller's affair.
 */
@NullMarked
package dev.mizu.interchange.copy;

import org.jspecify.annotations.NullMarked;
