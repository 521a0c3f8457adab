package dev.mizu.orchestrators.process;

import dev.mizu.persist.location.Blob;
import dev.mizu.persist.location.SharedConsensus;
import dev.mizu.storageplan.SecretReader;

/** What replicas are served from. Blobs of the durable location they read themselves. */
public record Stores(SharedConsensus durable, SharedConsensus memory, Blob memoryBlob, SecretReader secrets) {}
