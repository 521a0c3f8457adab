/**
 * What the region wants of its replicas, and what it knows of its collections: read holds and sinces ({@link
 * dev.mizu.controller.Collections}), dataflows and peeks per cluster ({@link dev.mizu.controller.ComputeController}),
 * ingestions ({@link dev.mizu.controller.StorageController}). A replica that connects is told the reduced history of
 * commands; all replicas of a cluster get all commands and the first answer wins. How a replica comes to life is the
 * business of a {@link dev.mizu.controller.ReplicaOrchestrator}.
 */
@NullMarked
package dev.mizu.controller;

import org.jspecify.annotations.NullMarked;
