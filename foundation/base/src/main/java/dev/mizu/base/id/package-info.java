/** Names that machines use: ids of collections, clusters, replicas. They say nothing of what they name. */
@NullMarked
package dev.mizu.base.id;

import org.jspecify.annotations.NullMarked;
