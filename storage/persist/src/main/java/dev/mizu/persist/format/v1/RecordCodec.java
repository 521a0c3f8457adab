package dev.mizu.persist.format.v1;

import dev.mizu.persist.state.Batch;
import dev.mizu.persist.state.Part;
import dev.mizu.persist.state.Run;
import dev.mizu.persist.state.ShardState;
import dev.mizu.persist.state.StateChange;
import dev.mizu.persist.state.Trace;
import dev.mizu.persist.update.CorruptionException;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** Records of a shard's history as bytes. */
public final class RecordCodec {
    private static final int VERSION = 1;
    private static final int HEADER = 5;

    private RecordCodec() {}

    /**
     * A record.
     *
     * @param rollup the state before it, when it carries one
     */
    public record StateRecord(Token token, Optional<ShardState> rollup, List<StateChange> changes) {}

    /** Tells a writer its own record from another's. */
    public record Token(long writer, long count) {}

    /** The value at sequence number {@code seqno} of {@code shard}. */
    public static byte[] encode(ShardId shard, long seqno, StateRecord stateRecord) {
        ByteSink sink = new ByteSink(256);
        sink.u8(VERSION);
        sink.fixed32(0);
        sink.fixed64(stateRecord.token().writer());
        sink.fixed64(stateRecord.token().count());
        sink.u8(stateRecord.rollup().isPresent() ? 1 : 0);
        stateRecord.rollup().ifPresent(state -> state(state, sink));
        sink.varint(stateRecord.changes().size());
        for (StateChange change : stateRecord.changes()) {
            change(change, sink);
        }
        sink.overwrite32(1, crc(shard, seqno, sink.array(), sink.size()));
        return sink.toBytes();
    }

    /** @throws CorruptionException when the bytes are not what was written for this shard and sequence number */
    public static StateRecord decode(ShardId shard, long seqno, byte[] value) {
        String place = "record " + seqno;
        if (value.length < HEADER + 17) {
            throw new CorruptionException(shard.value(), place, "it is too short");
        }
        if (value[0] != VERSION) {
            throw new CorruptionException(shard.value(), place, "its format version " + value[0] + " is unknown");
        }
        ByteSource source = new ByteSource(value, 1, value.length);
        if (source.fixed32() != crc(shard, seqno, value, value.length)) {
            throw new CorruptionException(shard.value(), place, "its checksum is wrong");
        }
        try {
            return body(shard, seqno, source);
        } catch (MalformedException e) {
            throw new CorruptionException(shard.value(), place, String.valueOf(e.getMessage()));
        }
    }

    private static int crc(ShardId shard, long seqno, byte[] value, int length) {
        byte[] name = shard.value().getBytes(StandardCharsets.UTF_8);
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(9 + name.length).put((byte) name.length).put(name).putLong(seqno).flip());
        crc.update(value, HEADER, length - HEADER);
        return (int) crc.getValue();
    }

    private static StateRecord body(ShardId shard, long seqno, ByteSource source) {
        Token token = new Token(source.fixed64(), source.fixed64());
        Optional<ShardState> rollup =
                source.u8() == 1 ? Optional.of(state(shard, seqno - 1, source)) : Optional.empty();
        int count = source.count();
        List<StateChange> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.add(change(source));
        }
        return new StateRecord(token, rollup, changes);
    }

    private static void change(StateChange change, ByteSink sink) {
        switch (change) {
            case StateChange.Append append -> {
                sink.u8(1);
                sink.varint(append.newUpper());
                runs(append.runs(), sink);
            }
            case StateChange.Compact compact -> {
                sink.u8(2);
                sink.varint(compact.first());
                sink.varint(compact.last());
                runs(compact.runs(), sink);
            }
            case StateChange.AdvanceSince advance -> {
                sink.u8(3);
                sink.varint(advance.since());
            }
            case StateChange.PutCritical put -> {
                sink.u8(4);
                critical(put.name(), put.hold(), sink);
            }
            case StateChange.PutLease put -> {
                sink.u8(5);
                lease(put.reader(), put.lease(), sink);
            }
            case StateChange.DropLease drop -> {
                sink.u8(6);
                sink.text(drop.reader());
            }
            case StateChange.Tombstone ignored -> sink.u8(7);
        }
    }

    private static StateChange change(ByteSource source) {
        int kind = source.u8();
        return switch (kind) {
            case 1 -> new StateChange.Append(source.varint(), runs(source));
            case 2 -> new StateChange.Compact(source.varint(), source.varint(), runs(source));
            case 3 -> new StateChange.AdvanceSince(source.varint());
            case 4 -> new StateChange.PutCritical(source.text(), critical(source));
            case 5 -> new StateChange.PutLease(source.text(), lease(source));
            case 6 -> new StateChange.DropLease(source.text());
            case 7 -> new StateChange.Tombstone();
            default -> throw new MalformedException("change kind " + kind + " is unknown");
        };
    }

    private static void critical(String name, StateChange.Critical hold, ByteSink sink) {
        sink.text(name);
        sink.fixed64(hold.token());
        sink.varint(hold.since());
    }

    private static StateChange.Critical critical(ByteSource source) {
        return new StateChange.Critical(source.fixed64(), source.varint());
    }

    private static void lease(String reader, StateChange.Lease lease, ByteSink sink) {
        sink.text(reader);
        sink.varint(lease.since());
        sink.varint(lease.expiresAtMillis());
    }

    private static StateChange.Lease lease(ByteSource source) {
        return new StateChange.Lease(source.varint(), source.varint());
    }

    private static void runs(List<Run> runs, ByteSink sink) {
        sink.varint(runs.size());
        for (Run run : runs) {
            sink.varint(run.parts().size());
            for (Part part : run.parts()) {
                part(part, sink);
            }
        }
    }

    private static List<Run> runs(ByteSource source) {
        int count = source.count();
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int size = source.count();
            List<Part> parts = new ArrayList<>();
            for (int j = 0; j < size; j++) {
                parts.add(part(source));
            }
            runs.add(new Run(parts));
        }
        return runs;
    }

    private static void part(Part part, ByteSink sink) {
        switch (part) {
            case Part.Inline inline -> {
                ByteSink updates = new ByteSink(inline.updates().heapBytes() + 64);
                UpdatesCodec.encode(inline.updates(), updates);
                sink.u8(0);
                sink.varint(updates.size());
                sink.raw(updates.array(), 0, updates.size());
            }
            case Part.Stored stored -> {
                sink.u8(1);
                sink.text(stored.key());
                sink.varint(stored.count());
                sink.varint(stored.bytes());
                sink.varint(stored.footerBytes());
                sink.varint(stored.storedMaxTime());
                sink.varint(stored.floor());
            }
        }
    }

    private static Part part(ByteSource source) {
        int kind = source.u8();
        return switch (kind) {
            case 0 -> {
                // A copy of its own, so that a small part does not keep a whole rollup in memory.
                int length = source.count();
                int start = source.position();
                source.skip(length);
                byte[] copy = Arrays.copyOfRange(source.array(), start, start + length);
                Updates updates = UpdatesCodec.decode(new ByteSource(copy, 0, length));
                yield new Part.Inline(updates);
            }
            case 1 -> new Part.Stored(
                    source.text(), source.varint(), source.varint(), source.count(), source.varint(), source.varint());
            default -> throw new MalformedException("part kind " + kind + " is unknown");
        };
    }

    private static void state(ShardState state, ByteSink sink) {
        sink.varint(state.since());
        sink.varint(state.upper());
        sink.u8(state.finalized() ? 1 : 0);
        sink.varint(state.trace().size());
        for (Batch batch : state.trace().batches()) {
            sink.varint(batch.id());
            sink.varint(batch.lower());
            sink.varint(batch.upper());
            runs(batch.runs(), sink);
        }
        sink.varint(state.criticals().size());
        state.criticals().forEach((name, hold) -> critical(name, hold, sink));
        sink.varint(state.leases().size());
        state.leases().forEach((reader, lease) -> lease(reader, lease, sink));
    }

    private static ShardState state(ShardId shard, long seqno, ByteSource source) {
        long since = source.varint();
        long upper = source.varint();
        boolean finalized = source.u8() == 1;
        List<Batch> batches = new ArrayList<>();
        for (int count = source.count(); count > 0; count--) {
            batches.add(Batch.of(source.varint(), source.varint(), source.varint(), runs(source)));
        }
        Map<String, StateChange.Critical> criticals = new TreeMap<>();
        for (int count = source.count(); count > 0; count--) {
            criticals.put(source.text(), critical(source));
        }
        Map<String, StateChange.Lease> leases = new TreeMap<>();
        for (int count = source.count(); count > 0; count--) {
            leases.put(source.text(), lease(source));
        }
        return new ShardState(
                shard,
                seqno,
                since,
                upper,
                Trace.of(batches),
                Map.copyOf(criticals),
                Map.copyOf(leases),
                finalized);
    }
}
