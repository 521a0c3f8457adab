package dev.mizu.computeworker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.base.error.ExternalException;
import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.computeplan.DataflowDescription.Export;
import dev.mizu.computeplan.DataflowDescription.ShardImport;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.computeworker.shard.ShardAccess;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.persist.PersistClient;
import dev.mizu.persist.PersistOptions;
import dev.mizu.persist.TableShards;
import dev.mizu.persist.Writer;
import dev.mizu.persist.location.Blob;
import dev.mizu.persist.location.MemoryBlob;
import dev.mizu.persist.location.MemoryConsensus;
import dev.mizu.persist.location.PersistLocation;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import dev.mizu.protocol.ComputeCommand;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.codec.RowCodec;
import dev.mizu.repr.time.Timestamps;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A store that cannot be read for a while holds changes up, however often it is asked; it loses none. */
final class FeedFailureTest {
    private static final RelationType TYPE = RelationType.of(SimpleType.INT8.notNull());
    private static final GlobalId SOURCE = GlobalId.user(1);
    private static final GlobalId INDEX = GlobalId.user(2);
    private static final ShardId SHARD = new ShardId("ssource");
    /** More than a feed has credits. */
    private static final int FAILURES = 7;
    private static final int TICKS = 12;

    @Test
    void changesGoOnWhenTheStoreIsBack() {
        Unsteady blob = new Unsteady();
        PersistOptions shipped = PersistOptions.DEFAULT;
        PersistOptions nothingInline = new PersistOptions(shipped.clock(), 0, shipped.partBytesTarget(),
                shipped.blockBytesTarget(), shipped.lease(), shipped.grace(), 0);
        try (PersistClient client = PersistClient.open(
                new PersistLocation.Custom(blob, new MemoryConsensus(), false), nothingInline)) {
            TableShards tables = TableShards.open(client, new ShardId("stxns"));
            Writer writer = client.openWriter(SHARD);
            client.openCriticalSince(SHARD, "controller", 1);
            append(writer, 0);
            try (ReplicaFixture replica = new ReplicaFixture(
                    new ShardAccess.Locations(client, tables, client, tables))) {
                replica.send(new ComputeCommand.CreateDataflow(new DataflowDescription("index",
                        Map.of(SOURCE, new ShardImport(
                                new ShardRef(SHARD.toString(), ShardRef.Location.DURABLE, false), TYPE)),
                        Map.of(), List.of(),
                        Map.of(INDEX, new Export.Index(SOURCE, List.of(new ScalarExpr.Column(0)), TYPE)),
                        0, Timestamps.CLOSED)));
                replica.awaitUpper(INDEX, 1);
                blob.failures.set(FAILURES);
                for (int time = 1; time < TICKS; time++) {
                    append(writer, time);
                }
                replica.awaitUpper(INDEX, TICKS);
                assertThat(blob.failures).hasNonPositiveValue();
                assertThat(ReplicaFixture.counted(replica.peek(INDEX, Optional.empty(), TICKS - 1, 1)))
                        .hasSize(TICKS);
            }
        }
    }

    private static void append(Writer writer, long time) {
        writer.compareAndAppend(
                Updates.of(RowCodec.encode(Row.of(Datum.of(time))), time, 1), time, time + 1);
    }

    /** Memory whose reads fail so many times. */
    private static final class Unsteady implements Blob {
        final AtomicInteger failures = new AtomicInteger();
        private final Blob inner = new MemoryBlob();

        private void stumble() {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw ExternalException.retryable("the store is away", new IOException("for a test"));
            }
        }

        @Override
        public Optional<byte[]> get(String key) {
            stumble();
            return inner.get(key);
        }

        @Override
        public Optional<byte[]> get(String key, long offset, int length) {
            stumble();
            return inner.get(key, offset, length);
        }

        @Override
        public void put(String key, byte[] value) {
            inner.put(key, value);
        }

        @Override
        public Upload upload(String key) {
            return inner.upload(key);
        }

        @Override
        public void delete(String key) {
            inner.delete(key);
        }

        @Override
        public List<String> list(String prefix) {
            return inner.list(prefix);
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
