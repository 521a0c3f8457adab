/**
 * Random schemas, data and queries, asked of two databases after every round of changes; a difference is
 * reduced before it is reported.
 */
@NullMarked
package dev.mizu.acceptance.compare;

import org.jspecify.annotations.NullMarked;
