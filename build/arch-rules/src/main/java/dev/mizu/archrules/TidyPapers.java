package dev.mizu.archrules;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Poms, READMEs and package signs: they must exist, agree with each other and with {@link ImportTable}. */
public final class TidyPapers {
    static final String RULE = "papers";

    private static final List<String> HEADINGS =
            List.of("What lives here", "Enter at", "May import", "Never", "Tests");
    private static final Pattern OUR_DEPENDENCY =
            Pattern.compile("<dependency>(?:(?!</dependency>).)*?<artifactId>mizu-([a-z-]+)</artifactId>"
                    + "((?:(?!</dependency>).)*)</dependency>", Pattern.DOTALL);
    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");
    private static final Pattern REASON = Pattern.compile("<!--\\s*\\S.{3,}?-->", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern QUALIFIED = Pattern.compile("dev\\.mizu(\\.[a-z0-9]+)*(\\.[A-Z]\\w*)?");

    /** A type by its name alone or within its package, perhaps followed by a member. */
    private static final Pattern TYPE = Pattern.compile("(?:[a-z][a-z0-9]*\\.)*([A-Z][A-Z]?[a-z]\\w*)(?:[.(].*)?");
    /** Types without a file of their own: commands to replicas. */
    private static final Set<String> NESTED = Set.of("CreateDataflow", "Peek");

    private final House house;
    private final Set<String> types;
    private final List<Finding> findings = new ArrayList<>();

    private TidyPapers(House house) {
        this.house = house;
        this.types = new TreeSet<>(NESTED);
        house.javaFiles().forEach(file -> types.add(file.getFileName().toString().replace(".java", "")));
    }

    /** Everything that {@code house}'s papers do wrong. */
    public static List<Finding> check(House house) {
        TidyPapers tidy = new TidyPapers(house);
        tidy.rootPom();
        House.under(house.root().resolve("docs/developer/walks"), ".md").forEach(tidy::types);
        house.modules().forEach((name, path) -> {
            tidy.pom(name, path);
            tidy.readme(name, path);
            tidy.types(path.resolve("README.md"));
            tidy.signs(path);
        });
        return List.copyOf(tidy.findings);
    }

    private void say(Path file, String complaint) {
        findings.add(new Finding(RULE, house.name(file), 0, complaint));
    }

    private void rootPom() {
        Path pom = house.root().resolve("pom.xml");
        Matcher matcher = DEPENDENCY.matcher(House.read(pom));
        while (matcher.find()) {
            String body = matcher.group(1);
            boolean managed = body.contains("<version>");
            if (managed && !body.contains("<groupId>dev.mizu</groupId>") && !REASON.matcher(body).find()) {
                Matcher artifact = ARTIFACT.matcher(body);
                String name = artifact.find() ? artifact.group(1) : body;
                say(pom, "dependency " + name + " gives no reason in a comment");
            }
        }
        for (String module : house.modules().keySet()) {
            if (!ImportTable.modules().contains(module)) {
                say(pom, "module " + module + " has no row in " + ImportTable.class.getSimpleName());
            }
        }
    }

    private void pom(String module, Path path) {
        for (String below : stoodOn(path)) {
            if (!ImportTable.standsOn(module).contains(below)) {
                say(path.resolve("pom.xml"), module + " may not stand on " + below
                        + "; the import table allows " + ImportTable.standsOn(module));
            }
        }
    }

    /** The modules that a pom names outside test scope. */
    private static Set<String> stoodOn(Path module) {
        Set<String> below = new TreeSet<>();
        Matcher matcher = OUR_DEPENDENCY.matcher(House.read(module.resolve("pom.xml")));
        while (matcher.find()) {
            if (!matcher.group(2).contains("<scope>test</scope>")) {
                below.add(matcher.group(1));
            }
        }
        return below;
    }

    private void readme(String module, Path path) {
        Path readme = path.resolve("README.md");
        if (!Files.exists(readme)) {
            say(readme, "missing: five headings, " + HEADINGS);
            return;
        }
        Map<String, String> sections = Markdown.sections(House.read(readme));
        if (!List.copyOf(sections.keySet()).equals(HEADINGS)) {
            say(readme, "headings are " + sections.keySet() + ", not " + HEADINGS);
            return;
        }
        sections.forEach((heading, text) -> {
            if (text.isBlank()) {
                say(readme, "'" + heading + "' is empty");
            }
        });
        Set<String> named = new LinkedHashSet<>(quoted(sections.getOrDefault("May import", "")));
        named.retainAll(ImportTable.modules());
        if (!new TreeSet<>(named).equals(stoodOn(path))) {
            say(readme, "'May import' names " + named + " but the pom " + stoodOn(path));
        }
        for (String name : quoted(sections.getOrDefault("Enter at", ""))) {
            boolean here = Files.isDirectory(path.resolve("src/main/java"));
            if (here && QUALIFIED.matcher(name).matches() && !exists(path, name)) {
                say(readme, "'Enter at' names " + name + ", which is not there");
            }
        }
        if (!sections.getOrDefault("Tests", "").contains("./mizu test " + module)) {
            say(readme, "'Tests' does not say ./mizu test " + module);
        }
    }

    /** A type that a document names is a file somewhere in the house. */
    private void types(Path document) {
        if (Files.exists(document)) {
            quoted(House.read(document)).stream().map(TYPE::matcher).filter(Matcher::matches).map(m -> m.group(1))
                    .filter(type -> !types.contains(type))
                    .forEach(type -> say(document, "names " + type + ", which is no type of ours"));
        }
    }

    private static boolean exists(Path module, String name) {
        Path place = module.resolve("src/main/java").resolve(name.replace('.', '/'));
        return Files.isDirectory(place) || Files.exists(place.resolveSibling(place.getFileName() + ".java"));
    }

    private static List<String> quoted(String text) {
        return QUOTED.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private void signs(Path module) {
        Set<Path> packages = new TreeSet<>();
        for (Path file : House.under(module.resolve("src/main/java"), ".java")) {
            packages.add(file.getParent());
        }
        for (Path folder : packages) {
            Path sign = folder.resolve("package-info.java");
            if (!Files.exists(sign)) {
                say(sign, "missing: one paragraph on what lives here, and @NullMarked");
            } else if (!House.read(sign).contains("@NullMarked")) {
                say(sign, "does not say @NullMarked");
            } else if (!House.read(sign).stripLeading().startsWith("/**")) {
                say(sign, "says nothing about the package");
            }
        }
    }
}
