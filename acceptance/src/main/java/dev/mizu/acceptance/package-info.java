/** SQL corpora, drivers, systems and kills against a whole region. */
@NullMarked
package dev.mizu.acceptance;

import org.jspecify.annotations.NullMarked;
