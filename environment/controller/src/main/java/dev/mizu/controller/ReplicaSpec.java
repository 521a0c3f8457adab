package dev.mizu.controller;

import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.ReplicaId;

/** A replica to bring to life. {@code memoryLimitBytes} 0 = none of its own. */
public record ReplicaSpec(
        ClusterId cluster, ReplicaId replica, String name, String size, int workers, long memoryLimitBytes) {}
