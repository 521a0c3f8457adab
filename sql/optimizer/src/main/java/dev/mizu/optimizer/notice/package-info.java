/** What the optimizer has to tell the user, as records of ids: names are the catalog's business. */
@NullMarked
package dev.mizu.optimizer.notice;

import org.jspecify.annotations.NullMarked;
