package dev.mizu.persist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.persist.location.MemoryBlob;
import dev.mizu.persist.location.MemoryConsensus;
import dev.mizu.persist.location.PersistLocation;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A shard that is appended to without end stays small: in batches, in records, in blobs. */
class SteadyStateTest {
    private static final int APPENDS = 60_000;

    private final MemoryBlob blob = new MemoryBlob();
    private final MemoryConsensus consensus = new MemoryConsensus();
    private final ShardId shard = ShardId.of(UUID.randomUUID());

    @Test
    void tinyAppendsForLong() throws InterruptedException {
        PersistLocation location = new PersistLocation.Custom(blob, consensus, false);
        int batchesMax = 0;
        try (PersistClient client = PersistClient.open(location)) {
            Writer writer = client.openWriter(shard);
            CriticalSince critical = client.openCriticalSince(shard, "controller", 1);
            Reader reader = client.openReader(shard, "test");
            Listen listen = reader.listen(0);
            for (int i = 0; i < APPENDS; i++) {
                byte[] row = ("counter " + i % 10).getBytes(StandardCharsets.UTF_8);
                assertThat(writer.compareAndAppend(Updates.of(row, i, 1), i, i + 1).accepted()).isTrue();
                listen.pollBatch();
                batchesMax = Math.max(batchesMax, client.machine(shard).state().trace().size());
                if (i % 1000 == 999) {
                    critical.downgrade(i - 100);
                    reader.downgradeSince(i - 100);
                    // A busy machine may starve the background thread; the appends wait for it, as clients would.
                    awaitFewerBatches(client, 1_000);
                }
            }
            awaitFewerBatches(client, 24);
            assertThat(batchesMax).isLessThan(3000);
            assertThat(client.machine(shard).state().trace().size()).isLessThan(60);
            assertThat(consensus.scan(shard.value(), 0, Integer.MAX_VALUE)).hasSizeLessThan(1200);
            assertThat(client.storedBytes(shard)).isLessThan(100_000);
            assertThat(blob.list("")).hasSizeLessThan(60);
        }
        try (PersistClient client = PersistClient.open(location)) {
            Map<String, Long> rows = CollectionModel.read(client.openReader(shard, "test"), APPENDS - 1);
            assertThat(rows).hasSize(10).containsEntry("counter 3", APPENDS / 10L);
        }
    }

    @Test
    void idleTimeCostsNoBatches() {
        try (PersistClient client = PersistClient.open(new PersistLocation.Custom(blob, consensus, false))) {
            Writer writer = client.openWriter(shard);
            for (int i = 0; i < 1000; i++) {
                assertThat(writer.compareAndAppend(Updates.EMPTY, i, i + 1).accepted()).isTrue();
            }
            assertThat(client.machine(shard).state().trace().size()).isEqualTo(1);
            assertThat(consensus.scan(shard.value(), 0, Integer.MAX_VALUE)).hasSizeLessThan(200);
        }
    }

    private void awaitFewerBatches(PersistClient client, int batches) throws InterruptedException {
        for (int i = 0; i < 1_000 && client.machine(shard).state().trace().size() >= batches; i++) {
            Thread.sleep(10);
        }
    }
}
