/** Following a SUBSCRIBE: {@link dev.mizu.acceptance.feed.ChangeFeed} collects what a region pushes, in order. */
@NullMarked
package dev.mizu.acceptance.feed;

import org.jspecify.annotations.NullMarked;
