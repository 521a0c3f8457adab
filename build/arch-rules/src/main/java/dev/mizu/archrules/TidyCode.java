package dev.mizu.archrules;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import dev.mizu.archrules.JavaSources.Source;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/**
 * Sizes, names and bans of Java files. A line that must break a ban says why beside it or in a comment above:
 * {@code // tidy-allow: <rule>, <reason>}.
 */
public final class TidyCode {
    static final int FILE_LINES = 600;
    static final int METHOD_LINES = 70;
    static final int LINE_LENGTH = 120;
    static final int PACKAGE_FILES = 30;
    static final int PARAMETERS = 5;
    static final int MAIN_FILE_LINES = 300;

    private static final Set<String> LAST_WORDS = Set.of(
            "Manager", "Helper", "Helpers", "Util", "Utils", "Impl", "Base", "Data", "Info", "Processor", "Misc");
    private static final Set<String> FIRST_WORDS = Set.of("Base", "Abstract", "Misc");
    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern GETTER = Pattern.compile("get[A-Z].*");
    private static final Set<String> MAIN_MODULES = Set.of("environmentd", "clusterd", "standalone");

    private final House house;
    private final List<Finding> findings = new ArrayList<>();

    private TidyCode(House house) {
        this.house = house;
    }

    /** Everything that {@code house}'s Java files do wrong. */
    public static List<Finding> check(House house) {
        TidyCode tidy = new TidyCode(house);
        Map<Path, Integer> packages = new TreeMap<>();
        for (Source source : JavaSources.parse(house.javaFiles())) {
            tidy.sizes(source);
            new Scan(tidy, source).scan(source.unit(), null);
            packages.merge(source.file().getParent(), 1, Integer::sum);
        }
        packages.forEach((folder, files) -> {
            if (files > PACKAGE_FILES) {
                tidy.findings.add(new Finding("package-size", house.name(folder), 0,
                        files + " files in a package, more than " + PACKAGE_FILES + ": split it by concern"));
            }
        });
        return List.copyOf(tidy.findings);
    }

    private void sizes(Source source) {
        List<String> lines = source.lines();
        if (lines.size() > FILE_LINES && !source.generatedTable()) {
            say("file-size", source, 0,
                    lines.size() + " lines, more than " + FILE_LINES + ": split it by concern (aim at 300)");
        }
        if (source.inMain() && lines.size() > MAIN_FILE_LINES && MAIN_MODULES.contains(moduleName(source))) {
            say("main-size", source, 0,
                    lines.size() + " lines in a module that only wires, more than " + MAIN_FILE_LINES);
        }
        for (int i = 0; i < lines.size(); i++) {
            int length = lines.get(i).codePointCount(0, lines.get(i).length());
            boolean excused = lines.get(i).startsWith("import ") || source.generatedTable();
            if (length > LINE_LENGTH && !excused) {
                say("line-length", source, i + 1, length + " characters, more than " + LINE_LENGTH);
            }
        }
    }

    private String moduleName(Source source) {
        return house.modules().entrySet().stream()
                .filter(module -> source.file().startsWith(module.getValue()))
                .map(Map.Entry::getKey).findFirst().orElse("");
    }

    private void say(String rule, Source source, long line, String complaint) {
        findings.add(new Finding(rule, house.name(source.file()), line, complaint));
    }

    /** Walks one file. */
    private static final class Scan extends TreeScanner<Void, Void> {
        private final TidyCode tidy;
        private final Source source;
        private final Deque<ClassTree> enclosing = new ArrayDeque<>();

        Scan(TidyCode tidy, Source source) {
            this.tidy = tidy;
            this.source = source;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            String[] words = WORD_START.split(type.getSimpleName());
            if (FIRST_WORDS.contains(words[0]) && words.length > 1 || LAST_WORDS.contains(words[words.length - 1])) {
                say("name", type, "'" + type.getSimpleName() + "' says nothing: name it after what it does");
            }
            enclosing.push(type);
            super.visitClass(type, unused);
            enclosing.pop();
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            long length = source.lastLine(method) - source.firstLine(method) + 1;
            if (method.getBody() != null && length > METHOD_LINES && !source.generatedTable()) {
                say("method-length", method, method.getName() + " has " + length + " lines, more than " + METHOD_LINES);
            }
            if (source.inMain()) {
                mainMethod(method);
            }
            return super.visitMethod(method, unused);
        }

        private void mainMethod(MethodTree method) {
            boolean overrides = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation -> annotation.getAnnotationType().toString().endsWith("Override"));
            if (method.getParameters().size() > PARAMETERS && !overrides && !constructsRecord(method)) {
                say("parameters", method, method.getName() + " takes " + method.getParameters().size()
                        + " parameters, more than " + PARAMETERS + ": make them a record");
            }
            String name = method.getName().toString();
            if (GETTER.matcher(name).matches() && method.getParameters().isEmpty() && hidesField(name)) {
                say("getter", method, name + ": accessors carry no 'get'");
            }
            if (method.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)) {
                say("synchronized", method, Ban.LOCK_ADVICE);
            }
        }

        // A record's constructor takes as many parameters as the record has parts.
        private boolean constructsRecord(MethodTree method) {
            return method.getName().contentEquals("<init>") && enclosing.peek() instanceof ClassTree type
                    && type.getKind() == Tree.Kind.RECORD;
        }

        private boolean hidesField(String getter) {
            String field = getter.substring(3, 4).toLowerCase(Locale.ROOT) + getter.substring(4);
            return enclosing.peek() instanceof ClassTree type && type.getMembers().stream()
                    .anyMatch(member -> member instanceof VariableTree v && v.getName().contentEquals(field));
        }

        @Override
        public Void visitVariable(VariableTree variable, Void unused) {
            if (source.inMain() && variable.getModifiers().getFlags().contains(Modifier.VOLATILE)) {
                say("volatile", variable, Ban.LOCK_ADVICE);
            }
            return super.visitVariable(variable, unused);
        }

        @Override
        public Void visitSynchronized(SynchronizedTree block, Void unused) {
            if (source.inMain()) {
                say("synchronized", block, Ban.LOCK_ADVICE);
            }
            return super.visitSynchronized(block, unused);
        }

        @Override
        public Void visitImport(ImportTree imported, Void unused) {
            ban(imported.getQualifiedIdentifier().toString(), imported);
            return null;
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree select, Void unused) {
            ban(select.toString(), select);
            return super.visitMemberSelect(select, unused);
        }

        private void ban(String text, Tree where) {
            for (Ban ban : Ban.ALL) {
                if (source.inMain() && ban.refuses(text)) {
                    say(ban.rule(), where, text + ": " + ban.instead());
                }
            }
        }

        private void say(String rule, Tree where, String complaint) {
            long line = source.firstLine(where);
            if (!source.allows(rule, line) && !Ban.excused(rule, source.file())) {
                tidy.say(rule, source, line, complaint);
            }
        }
    }
}
