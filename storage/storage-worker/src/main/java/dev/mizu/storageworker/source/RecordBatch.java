package dev.mizu.storageworker.source;

import java.util.List;

/**
 * What one poll gave.
 *
 * @param records ascending in each partition
 * @param positions after these records, for every partition that upstream is known to have
 * @param knownEnd the ends of all partitions added up, as far as they are known
 */
public record RecordBatch(List<SourceRecord> records, Positions positions, long knownEnd) {}
