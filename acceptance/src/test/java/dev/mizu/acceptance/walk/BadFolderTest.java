package dev.mizu.acceptance.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mizu.acceptance.Sql;
import dev.mizu.acceptance.region.RegionProcess;
import dev.mizu.testkit.process.Processes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders and ports that a region cannot work with: it says which and why, ends, and serves nothing that is wrong. */
final class BadFolderTest {
    private static final String FILL = "INSERT INTO t SELECT i, md5((i * 1000003::bigint + %1$d)::text) "
            + "|| md5((i * 77::bigint + %1$d)::text) FROM generate_series(1, 10000) AS i";
    private static final String COUNT = "SELECT count(*) FROM t";

    @TempDir
    Path folder;

    @Test
    void aFolderOrPortInUseIsRefused() {
        try (RegionProcess region = RegionProcess.start(folder.resolve("data"))) {
            assertThatThrownBy(() -> RegionProcess.start(folder.resolve("data")))
                    .hasMessageContaining("ended with 1")
                    .hasMessageContaining("folder " + folder.resolve("data") + " is in use by process "
                            + region.processId());
            assertThatThrownBy(() -> RegionProcess.start(folder.resolve("other"),
                    "--sql-port", Integer.toString(region.sqlPort())))
                    .hasMessageContaining("ended with 1")
                    .hasMessageContaining("cannot listen on /127.0.0.1:" + region.sqlPort());
        }
    }

    @Test
    void aFolderThatIsNoneIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> RegionProcess.startIn(file, folder.resolve("log")))
                .hasMessageContaining("ended with 1").hasMessageContaining(file + ": it is not a folder");
        Path readOnly = Path.of("/proc/1");
        assertThatThrownBy(() -> RegionProcess.startIn(readOnly, folder.resolve("log")))
                .hasMessageContaining("ended with 1").hasMessageContaining("cannot lock folder " + readOnly);
    }

    @Test
    void aFolderOfANewerVersionIsRefused() throws Exception {
        Path data = folder.resolve("data");
        try (RegionProcess region = RegionProcess.start(data)) {
            Sql.run(region, "CREATE TABLE t (a int)");
        }
        // The place of SQLite's user version in the header of its file.
        write(data.resolve("consensus.sqlite"), 60, new byte[] {0, 0, 0, 99});
        assertThatThrownBy(() -> RegionProcess.start(data)).hasMessageContaining("ended with 1")
                .hasMessageContaining("folder " + data + " has format 99");
    }

    @Test
    void aBrokenBlobIsNeverServed() throws Exception {
        Path data = folder.resolve("data");
        try (RegionProcess region = RegionProcess.start(data)) {
            Sql.run(region, "CREATE TABLE t (a int, b text)", "CREATE TABLE good (a int)",
                    "INSERT INTO good VALUES (7)");
            for (int i = 0; i < 5; i++) {
                Sql.run(region, FILL.formatted(i));
            }
            assertThat(Sql.one(region, COUNT)).isEqualTo("50000");
            region.kill();
            List<Path> blobs = blobs(data);
            assertThat(blobs).isNotEmpty();
            for (Path blob : blobs) {
                flip(blob, Files.size(blob) / 2);
            }
            region.restart();
            assertThatThrownBy(() -> Sql.one(region, COUNT)).isInstanceOf(SQLException.class)
                    .satisfies(e -> assertThat(blobs).anyMatch(
                            blob -> e.getMessage().contains(blob.getFileName() + " is corrupt")));
            assertThat(Sql.one(region, "SELECT a FROM good")).isEqualTo("7");
        }
    }

    @Test
    void aBrokenConsensusIsNeverServed() throws Exception {
        Path data = folder.resolve("data");
        try (RegionProcess region = RegionProcess.start(data)) {
            Sql.run(region, "CREATE TABLE t (a int, b text)");
            Sql.run(region, FILL.formatted(1));
        }
        Path file = data.resolve("consensus.sqlite");
        // Closed in order, so all is in the one file.
        assertThat(data.resolve("consensus.sqlite-wal")).satisfiesAnyOf(
                wal -> assertThat(wal).doesNotExist(), wal -> assertThat(wal).isEmptyFile());
        // Close enough to each other that some are in what the pages hold, not in what they have free.
        for (long at = 4096 + 50; at < Files.size(file); at += 200) {
            flip(file, at);
        }
        assertThatThrownBy(() -> RegionProcess.start(data)).hasMessageContaining("ended with 1")
                .hasMessageContaining("is corrupt");
    }

    @Test
    void aBrokenLogOfConsensusIsNeverServed() throws Exception {
        Path data = folder.resolve("data");
        try (RegionProcess region = RegionProcess.start(data)) {
            Sql.run(region, "CREATE TABLE t (a int, b text)");
            for (int i = 0; i < 20; i++) {
                Sql.run(region, "INSERT INTO t VALUES (" + i + ", 'x')");
            }
            region.kill();
            Path log = data.resolve("consensus.sqlite-wal");
            flip(log, Files.size(log) / 2);
            assertThatThrownBy(region::restart).hasMessageContaining("ended with 1")
                    .hasMessageContaining(log.toString()).hasMessageContaining("is corrupt");
        }
    }

    @Test
    void aFullDiskStopsTheRegionAndLosesNothing() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(mounted(disk), "no file system of a limited size can be mounted here");
        try (RegionProcess region = RegionProcess.start(disk.resolve("data"))) {
            Sql.run(region, "CREATE TABLE t (a int, b text)",
                    "CREATE MATERIALIZED VIEW v AS SELECT count(*) AS n FROM t");
            Path filler = disk.resolve("filler");
            Files.write(filler, new byte[30 << 20]);
            long acknowledged = 0;
            String failure = "";
            for (int i = 0; i < 100 && failure.isEmpty(); i++) {
                try {
                    Sql.run(region, FILL.formatted(i));
                    acknowledged += 10_000;
                } catch (SQLException e) {
                    failure = String.valueOf(e.getMessage());
                }
            }
            assertThat(failure).contains(disk.resolve("data").toString());
            region.kill();
            Files.delete(filler);
            region.restart();
            assertThat(Sql.one(region, COUNT)).isEqualTo(Long.toString(acknowledged));
            assertThat(Sql.one(region, "SELECT n FROM v")).isEqualTo(Long.toString(acknowledged));
            Sql.run(region, FILL.formatted(1000));
        } finally {
            Processes.run(List.of("umount", disk.toString()), folder.resolve("umount.log"), Duration.ofSeconds(20));
        }
    }

    private boolean mounted(Path disk) {
        try {
            Processes.run(List.of("mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", disk.toString()),
                    folder.resolve("mount.log"), Duration.ofSeconds(20));
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static List<Path> blobs(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("blob"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] bytes = new byte[8];
            open.seek(at);
            int read = open.read(bytes);
            for (int i = 0; i < read; i++) {
                bytes[i] ^= 0x55;
            }
            open.seek(at);
            open.write(bytes, 0, read);
        }
    }

    private static void write(Path file, long at, byte[] bytes) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            open.write(bytes);
        }
    }
}
