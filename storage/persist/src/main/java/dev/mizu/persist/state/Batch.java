package dev.mizu.persist.state;

import java.util.ArrayList;
import java.util.List;

/**
 * All updates of a shard with times in {@code [lower, upper)}; compaction may have advanced times below since to since.
 *
 * @param id unique in the shard: twice the sequence number of the record that brought it, plus one when it came out of
 * a     compaction, because one record may carry both an append and a compaction
 * @param runs at least one unless nothing happened in the interval
 */
public record Batch(long id, long lower, long upper, List<Run> runs, long count, long bytes, long inlineBytes) {

    /** Computes the sums. */
    public static Batch of(long id, long lower, long upper, List<Run> runs) {
        long count = 0;
        long bytes = 0;
        long inlineBytes = 0;
        for (Run run : runs) {
            for (Part part : run.parts()) {
                count += part.count();
                bytes += part.bytes();
                inlineBytes += part instanceof Part.Inline ? part.bytes() : 0;
            }
        }
        return new Batch(id, lower, upper, List.copyOf(runs), count, bytes, inlineBytes);
    }

    Batch extendedTo(long newUpper) {
        return new Batch(id, lower, newUpper, runs, count, bytes, inlineBytes);
    }

    /** The keys of its blobs. */
    public List<String> blobKeys() {
        List<String> keys = new ArrayList<>();
        for (Run run : runs) {
            for (Part part : run.parts()) {
                if (part instanceof Part.Stored stored) {
                    keys.add(stored.key());
                }
            }
        }
        return keys;
    }
}
