package dev.mizu.catalog;

/**
 * Where an item's rows are.
 *
 * @param durable in the region's durable location, else in memory only (builtin tables)
 * @param table whether its upper follows the common one of all tables, else its own
 */
public record StoredShard(String shardId, boolean durable, boolean table) {}
