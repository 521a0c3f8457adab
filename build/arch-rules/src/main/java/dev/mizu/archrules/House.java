package dev.mizu.archrules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The source tree: its root and its modules, as the root pom lists them, by short name ({@code sql-parser}). */
public record House(Path root, Map<String, Path> modules) {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    /** Finds the tree that the working directory belongs to. */
    public static House here() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("mizu")) && Files.exists(at.resolve("ARCHITECTURE.md"))) {
                return at(at);
            }
        }
        throw new IllegalStateException("not inside the source tree: " + Path.of("").toAbsolutePath());
    }

    /** Reads the tree under {@code root}. */
    public static House at(Path root) {
        Map<String, Path> modules = new LinkedHashMap<>();
        Matcher matcher = MODULE.matcher(read(root.resolve("pom.xml")));
        while (matcher.find()) {
            Path path = root.resolve(matcher.group(1));
            modules.put(path.getFileName().toString(), path);
        }
        return new House(root, modules);
    }

    /** The module that a class file or jar under {@code path} was built from. */
    public Optional<String> moduleOf(Path path) {
        return modules.entrySet().stream()
                .filter(module -> path.startsWith(module.getValue().resolve("target")))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Every Java file of the modules, main and test. */
    public List<Path> javaFiles() {
        List<Path> files = new ArrayList<>();
        for (Path module : modules.values()) {
            files.addAll(under(module.resolve("src/main/java"), ".java"));
            files.addAll(under(module.resolve("src/test/java"), ".java"));
        }
        return files;
    }

    /** The files under {@code folder} whose name ends in {@code suffix}, sorted; none when there is no such folder. */
    public static List<Path> under(Path folder, String suffix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> file.getFileName().toString().endsWith(suffix)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of {@code file}. */
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How {@code file} is named in a message: relative to the root. */
    public String name(Path file) {
        return root.relativize(file).toString();
    }
}
