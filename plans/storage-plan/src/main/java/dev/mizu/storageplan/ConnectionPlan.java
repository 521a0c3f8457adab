package dev.mizu.storageplan;

/** How to reach an outside system: what CREATE CONNECTION stores. */
public sealed interface ConnectionPlan permits KafkaConnection {}
