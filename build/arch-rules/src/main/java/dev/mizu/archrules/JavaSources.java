package dev.mizu.archrules;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Java files parsed (not attributed) by the JDK's own compiler, so that the checks see what the language sees. */
final class JavaSources {
    private JavaSources() {}

    /** One parsed file. */
    record Source(Path file, List<String> lines, CompilationUnitTree unit, SourcePositions positions) {
        private static final Pattern GENERATED = Pattern.compile("(//|\\*) Generated table\\b.*");

        private static final int SHORTEST_REASON = 8;

        long firstLine(Tree tree) {
            return unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
        }

        long lastLine(Tree tree) {
            return unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree));
        }

        boolean inMain() {
            return file.toString().contains("/src/main/");
        }

        /** A file of rows rather than of code says so in its first lines and may be long. */
        boolean generatedTable() {
            return lines.stream().limit(40).anyMatch(line -> GENERATED.matcher(line.strip()).matches());
        }

        /** Whether line {@code number}, or the comment above it, carries {@code tidy-allow: rule, reason}. */
        boolean allows(String rule, long number) {
            return marks(rule, line(number))
                    || marks(rule, line(number - 1)) && line(number - 1).strip().startsWith("//");
        }

        private static boolean marks(String rule, String line) {
            String mark = "tidy-allow: " + rule + ", ";
            int at = line.indexOf(mark);
            return at >= 0 && line.length() > at + mark.length() + SHORTEST_REASON;
        }

        private String line(long number) {
            return number >= 1 && number <= lines.size() ? lines.get((int) (number - 1)) : "";
        }
    }

    static List<Source> parse(List<Path> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(null, manager, diagnostic -> {}, List.of("-proc:none"), null,
                    manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            List<Source> sources = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                Path file = Path.of(unit.getSourceFile().toUri());
                sources.add(new Source(file, House.read(file).lines().toList(), unit, positions));
            }
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
