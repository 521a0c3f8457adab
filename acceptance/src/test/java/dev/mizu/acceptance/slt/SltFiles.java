package dev.mizu.acceptance.slt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The {@code .slt} files of the source tree, as tests. {@code -Dslt.file} picks one, {@code -Dslt.rewrite} writes. */
final class SltFiles {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private SltFiles() {}

    /** The files that acceptance owns: plain PostgreSQL SQL, true on both databases. */
    static List<Path> shared() {
        return find(ROOT.resolve("acceptance/src/test/resources/slt"));
    }

    /** The files of every module, each beside what it is about. */
    static List<Path> all() {
        return find(ROOT);
    }

    private static List<Path> find(Path folder) {
        String one = System.getProperty("slt.file", "");
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".slt"))
                    .filter(file -> file.toString().contains("/src/test/resources/"))
                    .filter(file -> one.isEmpty() || file.startsWith(Path.of(one)))
                    .sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<DynamicTest> tests(List<Path> files, Supplier<SltTarget> target) {
        return files.stream().map(file -> DynamicTest.dynamicTest(
                ROOT.relativize(file).toString(), file.toUri(), () -> play(file, target.get())));
    }

    private static void play(Path file, SltTarget target) {
        SltRunner.Report report = SltRunner.run(file, target);
        if (Boolean.getBoolean("slt.rewrite")) {
            SltRunner.rewrite(file, report.mismatches());
            return;
        }
        assertThat(report.mismatches()).as("%s, %d records", ROOT.relativize(file), report.played()).isEmpty();
    }
}
