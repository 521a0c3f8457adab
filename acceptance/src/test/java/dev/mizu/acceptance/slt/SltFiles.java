package dev.mizu.acceptance.slt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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

    /** The records that a region still owes, as {@code path:line}; see {@code slt-owed.txt}. */
    static Set<String> owed() {
        try (Stream<String> lines = Files.lines(ROOT.resolve("acceptance/src/test/resources/slt-owed.txt"))) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#")).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param owed records that may fail */
    static Stream<DynamicTest> tests(List<Path> files, Supplier<SltTarget> target, Set<String> owed) {
        return files.stream().map(file -> DynamicTest.dynamicTest(
                ROOT.relativize(file).toString(), file.toUri(), () -> play(file, target.get(), owed)));
    }

    private static void play(Path file, SltTarget target, Set<String> owed) {
        SltRunner.Report report = SltRunner.run(file, target);
        if (Boolean.getBoolean("slt.rewrite")) {
            SltRunner.rewrite(file, report.mismatches());
            return;
        }
        String path = ROOT.relativize(file).toString();
        List<SltMismatch> surprises = report.mismatches().stream()
                .filter(mismatch -> !owed.contains(path + ":" + mismatch.line())).toList();
        assertThat(surprises).as("%s, %d records", path, report.played()).isEmpty();
    }
}
