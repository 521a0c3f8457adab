package dev.mizu.storageplan;

/** What a source reads. */
public sealed interface SourcePlan permits KafkaSourcePlan, LoadGeneratorPlan {}
