package dev.mizu.persist.location;

import dev.mizu.base.error.ExternalException;
import dev.mizu.persist.update.CorruptionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A look at SQLite's write-ahead log before SQLite opens it. SQLite takes the first frame with a wrong checksum for the
 * torn end of an unfinished commit and drops the rest. Commits are synced one after the other, so that a whole commit
 * of the same log behind the broken one proves that the broken one was durable: then bytes have changed since, and
 * opening would forget what was acknowledged. No older torn end can lie there, since opening empties the log. The
 * format is that of section 4 of SQLite's "Database File Format".
 */
final class SqliteLog {
    private static final int HEADER_BYTES = 32;
    private static final int FRAME_HEADER_BYTES = 24;
    private static final int MAGIC = 0x377f0682;
    private static final int PAGE_BYTES_MAX = 65_536;

    private final Path log;
    private final ByteBuffer frame;
    private final int saltOne;
    private final int saltTwo;
    private final ByteOrder order;
    private int sumOne;
    private int sumTwo;

    private SqliteLog(Path log, ByteBuffer header) {
        this.log = log;
        this.frame = ByteBuffer.allocate(FRAME_HEADER_BYTES + header.getInt(8));
        this.saltOne = header.getInt(16);
        this.saltTwo = header.getInt(20);
        this.order = (header.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** @throws CorruptionException when bytes of {@code database}'s log changed after they were written */
    static void check(Path database) {
        Path log = database.resolveSibling(database.getFileName() + "-wal");
        if (!Files.exists(log)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
            if (!filled(channel, header) || !known(header)) {
                // Nothing was committed in it: it is shorter than any commit, or of a version SQLite refuses itself.
                return;
            }
            new SqliteLog(log, header).check(channel, header);
        } catch (IOException e) {
            throw ExternalException.retryable("cannot read " + log + ": " + e.getMessage(), e);
        }
    }

    private static boolean known(ByteBuffer header) {
        int page = header.getInt(8);
        return (header.getInt(0) & ~1) == MAGIC && page >= 512 && page <= PAGE_BYTES_MAX && page % 8 == 0;
    }

    private static boolean filled(FileChannel channel, ByteBuffer buffer) throws IOException {
        buffer.clear();
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // Read on.
        }
        return !buffer.hasRemaining();
    }

    private void check(FileChannel channel, ByteBuffer header) throws IOException {
        add(header, 0, FRAME_HEADER_BYTES);
        boolean whole = sumOne == header.getInt(24) && sumTwo == header.getInt(28);
        long broken = whole ? -1 : 0;
        int commitsAfter = 0;
        for (long at = HEADER_BYTES; filled(channel, frame); at += frame.capacity()) {
            if (frame.getInt(8) != saltOne || frame.getInt(12) != saltTwo) {
                // Left over from an earlier round of the log, or broken itself.
                broken = broken < 0 ? at : broken;
                continue;
            }
            add(frame, 0, 8);
            add(frame, FRAME_HEADER_BYTES, frame.capacity());
            boolean right = sumOne == frame.getInt(16) && sumTwo == frame.getInt(20);
            if (!right) {
                broken = broken < 0 ? at : broken;
                // What follows is chained to the stored sum.
                sumOne = frame.getInt(16);
                sumTwo = frame.getInt(20);
            }
            boolean commit = frame.getInt(4) != 0;
            commitsAfter += right && broken >= 0 && commit ? 1 : 0;
        }
        // The first commit may end the one that is torn.
        if (broken >= 0 && commitsAfter > 1) {
            throw new CorruptionException("(all)", log.toString(), "the checksum of the frame at byte " + broken
                    + " is wrong, and whole commits follow it");
        }
    }

    private void add(ByteBuffer bytes, int from, int to) {
        bytes.order(order);
        for (int at = from; at < to; at += 8) {
            sumOne += bytes.getInt(at) + sumTwo;
            sumTwo += bytes.getInt(at + 4) + sumOne;
        }
        bytes.order(ByteOrder.BIG_ENDIAN);
    }
}
