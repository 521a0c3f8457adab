/**
 * One pipeline for each kind of statement: tree in, plan and notices out. A pipeline is a list of transforms, then
 * lowering; {@link dev.mizu.optimizer.pipeline.Phases} holds the lists.
 */
@NullMarked
package dev.mizu.optimizer.pipeline;

import org.jspecify.annotations.NullMarked;
