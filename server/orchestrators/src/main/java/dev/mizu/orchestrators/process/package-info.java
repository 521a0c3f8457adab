/**
 * Replicas as local processes. {@link dev.mizu.orchestrators.process.ProcessOrchestrator} listens on loopback and
 * supervises one process for each replica; the process dials in, proves who it is and is told what to do. It watches
 * its standard input, which ends when the region's process does. Never put here what commands mean.
 */
@NullMarked
package dev.mizu.orchestrators.process;

import org.jspecify.annotations.NullMarked;
