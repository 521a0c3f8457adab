/** What a dataflow gives to others: indexes, materialized views, subscribes; each tells its frontiers. */
@NullMarked
package dev.mizu.computeworker.export;

import org.jspecify.annotations.NullMarked;
