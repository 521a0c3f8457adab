package dev.mizu.testkit.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The words that start a region in a process of its own. Environment variable {@code MIZU_UP} holds those of
 * {@code ./mizu up}, one a line, with its start-up cache; without it a region runs from this program's class path, with
 * the same settings but for the cache, which knows only jars.
 */
public final class RegionCommand {
    private static final String MAIN_CLASS = "dev.mizu.standalone.Main";

    private RegionCommand() {}

    /** Up to and with the main class; {@code jvmOptions} go to Java, after its own. */
    public static List<String> words(String... jvmOptions) {
        List<String> words = new ArrayList<>(given());
        words.addAll(words.indexOf("-cp"), Arrays.asList(jvmOptions));
        return words;
    }

    private static List<String> given() {
        String given = System.getenv().getOrDefault("MIZU_UP", "");
        if (!given.isBlank()) {
            return given.lines().toList();
        }
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseG1GC", "-XX:+UseTransparentHugePages", "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-cp", System.getProperty("java.class.path"), MAIN_CLASS);
    }
}
