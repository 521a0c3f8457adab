/** Plans made into operators: one rendering for each kind of LIR node, on the kernel's builder. Runs on the loop. */
@NullMarked
package dev.mizu.computeworker.render;

import org.jspecify.annotations.NullMarked;
