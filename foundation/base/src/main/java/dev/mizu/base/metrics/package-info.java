/**
 * Numbers for whoever runs the service: {@link dev.mizu.base.metrics.MetricsRegistry} and its text form. Not for users
 * of the database, who find theirs in the catalog.
 */
@NullMarked
package dev.mizu.base.metrics;

import org.jspecify.annotations.NullMarked;
