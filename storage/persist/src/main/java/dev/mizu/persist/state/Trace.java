package dev.mizu.persist.state;

import dev.mizu.base.Check;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The batches of a shard in time order, without gaps, oldest first. Immutable. Compaction keeps it short (tens of
 * batches), so that copying the array of references per append costs less than anything cleverer.
 */
public final class Trace {
    public static final Trace EMPTY = new Trace(new Batch[0]);

    private final Batch[] batches;
    private final long inlineBytes;
    private final long bytes;

    private Trace(Batch[] batches) {
        this.batches = batches;
        long inline = 0;
        long all = 0;
        for (Batch batch : batches) {
            inline += batch.inlineBytes();
            all += batch.bytes();
        }
        this.inlineBytes = inline;
        this.bytes = all;
    }

    public static Trace of(List<Batch> batches) {
        return new Trace(batches.toArray(Batch[]::new));
    }

    public int size() {
        return batches.length;
    }

    public Batch get(int i) {
        return batches[i];
    }

    public List<Batch> batches() {
        return List.of(batches);
    }

    /** Bytes of updates that ride in the state. */
    public long inlineBytes() {
        return inlineBytes;
    }

    /** Bytes of all parts. */
    public long bytes() {
        return bytes;
    }

    /** The index of the first batch whose upper is above {@code time}; the size if there is none. */
    public int firstBeyond(long time) {
        int i = batches.length;
        while (i > 0 && batches[i - 1].upper() > time) {
            i--;
        }
        return i;
    }

    /** Without runs the last batch is only extended: time that passes idly costs no state. */
    Trace appended(Batch batch) {
        int n = batches.length;
        if (n > 0 && batch.runs().isEmpty()) {
            Batch[] extended = batches.clone();
            extended[n - 1] = batches[n - 1].extendedTo(batch.upper());
            return new Trace(extended);
        }
        Batch[] longer = Arrays.copyOf(batches, n + 1);
        longer[n] = batch;
        return new Trace(longer);
    }

    /** Where the neighbours from id {@code first} to id {@code last} are, empty when they are not all there. */
    public Optional<Range> find(long first, long last) {
        int from = -1;
        for (int i = 0; i < batches.length; i++) {
            if (batches[i].id() == first) {
                from = i;
            }
            if (batches[i].id() == last) {
                return from < 0 ? Optional.empty() : Optional.of(new Range(from, i + 1));
            }
        }
        return Optional.empty();
    }

    Trace replaced(Range range, long id, List<Run> runs) {
        Check.that(range.from() < range.to(), "empty range of batches");
        Batch[] shorter = new Batch[batches.length - (range.to() - range.from()) + 1];
        System.arraycopy(batches, 0, shorter, 0, range.from());
        long lower = batches[range.from()].lower();
        long upper = batches[range.to() - 1].upper();
        shorter[range.from()] = Batch.of(id, lower, upper, runs);
        System.arraycopy(batches, range.to(), shorter, range.from() + 1, batches.length - range.to());
        return new Trace(shorter);
    }

    /** Indexes {@code [from, to)}. */
    public record Range(int from, int to) {}
}
