package dev.mizu.persist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.persist.location.Consensus.Change;
import dev.mizu.persist.location.Consensus.Entry;
import dev.mizu.persist.location.MemoryBlob;
import dev.mizu.persist.location.MemoryConsensus;
import dev.mizu.persist.location.PersistLocation;
import dev.mizu.persist.update.CorruptionException;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import dev.mizu.persist.update.UpdatesBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Any flipped bit and any cut of stored bytes is found, and reported with the place. */
class CorruptionTest {
    private final ShardId shard = new ShardId("scorrupt");

    private static Updates rows(int count, long time) {
        UpdatesBuilder rows = Updates.builder();
        for (int i = 0; i < count; i++) {
            rows.add(("row number " + i).getBytes(StandardCharsets.UTF_8), time, 1 + i % 3);
        }
        return rows.build();
    }

    @Test
    void everyByteOfABlobCounts() {
        MemoryBlob blob = new MemoryBlob();
        MemoryConsensus consensus = new MemoryConsensus();
        PersistLocation location = new PersistLocation.Custom(blob, consensus, false);
        try (PersistClient client = PersistClient.open(location, ShardModelTest.TINY)) {
            Writer writer = client.openWriter(shard);
            assertThat(writer.compareAndAppend(rows(60, 0), 0, 1).accepted()).isTrue();
            String key = blob.list("").getFirst();
            byte[] good = blob.get(key).orElseThrow();
            Reader reader = client.openReader(shard, "test");
            Map<String, Long> rows = CollectionModel.read(reader, 0);
            assertThat(rows).hasSize(60);
            for (int i = 0; i < good.length; i++) {
                byte[] flipped = good.clone();
                flipped[i] ^= (byte) (1 << i % 8);
                blob.put(key, flipped);
                assertCorrupt(reader, key);
            }
            for (int length = 0; length < good.length; length += 7) {
                blob.put(key, Arrays.copyOf(good, length));
                assertCorrupt(reader, key);
            }
            blob.delete(key);
            assertCorrupt(reader, key);
            blob.put(key, good);
            assertThat(CollectionModel.read(reader, 0)).isEqualTo(rows);
        }
    }

    private void assertCorrupt(Reader reader, String key) {
        assertThatThrownBy(() -> CollectionModel.read(reader, 0))
                .isInstanceOf(CorruptionException.class)
                .hasMessageContaining(shard.value())
                .hasMessageContaining(key);
        Listen listen = reader.listenFrom(0);
        assertThatThrownBy(listen::pollBatch).isInstanceOf(CorruptionException.class);
        listen.close();
    }

    @Test
    void everyByteOfARecordCounts() {
        MemoryConsensus written = new MemoryConsensus();
        try (PersistClient client =
                PersistClient.open(new PersistLocation.Custom(new MemoryBlob(), written, false))) {
            client.openWriter(shard).compareAndAppend(rows(3, 0), 0, 1);
            client.openWriter(shard).compareAndAppend(rows(2, 5), 1, 7);
        }
        List<Entry> entries = written.scan(shard.value(), 0, 10);
        assertThat(entries).hasSize(2);
        for (int victim = 0; victim < 2; victim++) {
            byte[] good = entries.get(victim).value();
            for (int i = 0; i < good.length; i++) {
                byte[] flipped = good.clone();
                flipped[i] ^= (byte) (1 << i % 8);
                assertRecordCorrupt(entries, victim, flipped);
            }
            for (int length = 0; length < good.length; length++) {
                assertRecordCorrupt(entries, victim, Arrays.copyOf(good, length));
            }
        }
        assertRecordCorrupt(entries, 1, entries.get(0).value());
    }

    private void assertRecordCorrupt(List<Entry> entries, int victim, byte[] value) {
        MemoryConsensus copy = new MemoryConsensus();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = i == victim ? new Entry(i + 1, value) : entries.get(i);
            copy.compareAndSet(List.of(new Change(shard.value(), entry)));
        }
        try (PersistClient client =
                PersistClient.open(new PersistLocation.Custom(new MemoryBlob(), copy, false))) {
            assertThatThrownBy(() -> client.openWriter(shard))
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageContaining(shard.value())
                    .hasMessageContaining("record " + (victim + 1));
        }
    }
}
