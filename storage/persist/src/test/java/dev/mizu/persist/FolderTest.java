package dev.mizu.persist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.base.error.ExternalException;
import dev.mizu.persist.location.FileBlob;
import dev.mizu.persist.location.PersistLocation;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import dev.mizu.persist.update.UpdatesBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real folders and real processes. */
class FolderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ShardId SHARD = new ShardId("schild");

    @TempDir
    Path folder;

    /** The other process: appends rows 0, 1, 2, .. for ever and prints each number once it is acknowledged. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            PersistClient client = PersistClient.open(new PersistLocation.Folder(Path.of(arguments[0])));
            Writer writer = client.openWriter(SHARD);
            CriticalSince critical = client.openCriticalSince(SHARD, "child", 1);
            for (long t = writer.upper(); ; t++) {
                UpdatesBuilder rows = Updates.builder();
                // Every 50th append is large and goes to a blob.
                int copies = t % 50 == 49 ? 5000 : 1;
                for (int i = 0; i < copies; i++) {
                    rows.add(String.format("%08d/%05d", t, i).getBytes(StandardCharsets.UTF_8), t, 1);
                }
                if (!writer.compareAndAppend(rows.build(), t, t + 1).accepted()) {
                    throw new IllegalStateException("another writer");
                }
                if (t % 20 == 0) {
                    critical.downgrade(Math.max(0, t - 10));
                }
                System.out.println(t);
            }
        }
    }

    private Process child(Path printed) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString())
                .redirectOutput(printed.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void whatAKilledProcessAcknowledgedIsThere() throws IOException, InterruptedException {
        long acknowledged = -1;
        for (int life = 0; life < 3; life++) {
            Path printed = folder.resolve("printed-" + life);
            Process child = child(printed);
            try {
                long enough = acknowledged + 40;
                long deadline = System.nanoTime() + PATIENCE.toNanos();
                while (lastNumber(printed).orElse(-1L) < enough && System.nanoTime() < deadline) {
                    Thread.sleep(20);
                }
                if (life == 0) {
                    assertThatThrownBy(() -> PersistClient.open(new PersistLocation.Folder(folder)))
                            .isInstanceOf(ExternalException.class)
                            .hasMessageContaining(folder.toString())
                            .hasMessageContaining("process " + child.pid());
                }
            } finally {
                child.destroyForcibly().waitFor();
            }
            acknowledged = check(lastNumber(printed).orElseThrow());
        }
        assertThat(acknowledged).isGreaterThanOrEqualTo(119);
    }

    /** The number in the last whole line. */
    private static Optional<Long> lastNumber(Path printed) throws IOException {
        String text = Files.readString(printed);
        int end = text.lastIndexOf('\n');
        int start = text.lastIndexOf('\n', end - 1) + 1;
        return end < 0 ? Optional.empty() : Optional.of(Long.parseLong(text.substring(start, end)));
    }

    /** Exactly the rows 0 .. upper - 1, each once; at most one append beyond the acknowledged ones. */
    private long check(long acknowledged) {
        try (PersistClient client = PersistClient.open(new PersistLocation.Folder(folder))) {
            long upper = client.upper(SHARD);
            assertThat(upper).isBetween(acknowledged + 1, acknowledged + 2);
            Map<String, Long> rows = CollectionModel.read(client.openReader(SHARD, "check"), upper - 1);
            assertThat(rows.values()).containsOnly(1L);
            long large = upper / 50;
            assertThat(rows).hasSize((int) (upper - large + large * 5000));
            return upper - 1;
        }
    }

    @Test
    void oneOwnerAtATime() {
        PersistLocation location = new PersistLocation.Folder(folder);
        try (PersistClient ignored = PersistClient.open(location)) {
            assertThat(ignored.upper(SHARD)).isZero();
            assertThatThrownBy(() -> PersistClient.open(location))
                    .isInstanceOf(ExternalException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        PersistClient.open(location).close();
    }

    @Test
    void aBrokenFolderFailsTheAppendAndNamesItself() throws IOException {
        Path blobs = folder.resolve("blob");
        try (PersistClient client = PersistClient.open(new PersistLocation.Folder(folder))) {
            Writer writer = client.openWriter(SHARD);
            assertThat(writer.compareAndAppend(Updates.of(new byte[] {1}, 0, 1), 0, 1).accepted()).isTrue();
            // A file in the place of the folder: no blob can be written, even by root.
            Files.delete(blobs);
            Files.writeString(blobs, "in the way");
            Updates large = Updates.of(new byte[1 << 20], 1, 1);
            assertThatThrownBy(() -> writer.compareAndAppend(large, 1, 2))
                    .isInstanceOf(ExternalException.class)
                    .hasMessageContaining(blobs.toString());
            assertThat(writer.upper()).isEqualTo(1);
            assertThat(writer.compareAndAppend(Updates.of(new byte[] {2}, 1, 1), 1, 2).accepted()).isTrue();
            Files.delete(blobs);
            assertThat(writer.compareAndAppend(large.forwardedTo(2), 2, 3).accepted()).isTrue();
            assertThat(CollectionModel.read(client.openReader(SHARD, "check"), 2)).hasSize(3);
        }
    }

    @Test
    void finalizedShardsLeaveNothing() throws IOException {
        PersistLocation location = new PersistLocation.Folder(folder);
        try (PersistClient client = PersistClient.open(location)) {
            Writer writer = client.openWriter(SHARD);
            writer.compareAndAppend(Updates.of(new byte[1 << 20], 0, 1), 0, 1);
            Reader reader = client.openReader(SHARD, "test");
            assertThat(client.shards()).containsExactly(SHARD);
            client.finalizeShard(SHARD);
            client.finalizeShard(SHARD);
            assertThat(client.shards()).isEmpty();
            assertThat(reader.upper()).isEqualTo(Long.MAX_VALUE);
            assertThat(writer.compareAndAppend(Updates.EMPTY, 1, 2))
                    .isEqualTo(new AppendResult.UpperMismatch(SHARD, Long.MAX_VALUE));
        }
        assertThat(new FileBlob(folder.resolve("blob")).list("")).isEmpty();
        try (PersistClient client = PersistClient.open(location)) {
            assertThat(client.upper(SHARD)).isEqualTo(Long.MAX_VALUE);
            assertThat(client.shards()).isEmpty();
        }
    }

    @Test
    void leftoversOfUnfinishedWorkAreRemoved() throws IOException, InterruptedException {
        PersistLocation location = new PersistLocation.Folder(folder);
        try (PersistClient client = PersistClient.open(location)) {
            BatchBuilder builder = client.openWriter(SHARD).batchBuilder();
            builder.add(new byte[1 << 20], 0, 1);
            builder.finish();
        }
        Path unfinished = folder.resolve("blob").resolve("half.1.tmp");
        Files.writeString(unfinished, "half");
        FileBlob blobs = new FileBlob(folder.resolve("blob"));
        assertThat(unfinished).doesNotExist();
        assertThat(blobs.list("")).hasSize(1);
        try (PersistClient client = PersistClient.open(location)) {
            assertThat(client.upper(SHARD)).isZero();
            for (int i = 0; i < 200 && !blobs.list("").isEmpty(); i++) {
                Thread.sleep(10);
            }
            assertThat(blobs.list("")).isEmpty();
        }
    }

    @Test
    void blobsKeepTheirBytes() {
        FileBlob blobs = new FileBlob(folder);
        byte[] value = "0123456789".getBytes(StandardCharsets.US_ASCII);
        blobs.put("s1/a-1", value);
        blobs.put("s1/a-1", value);
        blobs.put("s2/b", value);
        assertThat(blobs.get("s1/a-1")).hasValueSatisfying(whole -> assertThat(whole).isEqualTo(value));
        assertThat(blobs.get("s1/a-1", 8, 10)).hasValueSatisfying(tail -> assertThat(tail).hasSize(2));
        assertThat(blobs.list("s1/")).containsExactly("s1/a-1");
        assertThat(blobs.list("")).containsExactlyInAnyOrder("s1/a-1", "s2/b");
        blobs.delete("s1/a-1");
        blobs.delete("s1/a-1");
        assertThat(blobs.get("s1/a-1")).isEmpty();
        assertThat(blobs.get("s1/a-1", 0, 1)).isEmpty();
    }
}
