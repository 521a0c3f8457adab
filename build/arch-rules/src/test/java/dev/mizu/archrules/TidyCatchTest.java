package dev.mizu.archrules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each tidy check refuses what is planted for it, and lets pass what is excused. */
final class TidyCatchTest {
    @TempDir
    private Path root;

    @BeforeEach
    void smallHouse() throws IOException {
        write("pom.xml", "<modules><module>foundation/base</module><module>foundation/repr</module></modules>");
        for (String module : new String[] {"base", "repr"}) {
            write("foundation/" + module + "/README.md", readme(module, module.equals("repr") ? "`base`" : "the JDK"));
            write("foundation/" + module + "/pom.xml", "<artifactId>mizu-" + module + "</artifactId>"
                    + (module.equals("repr") ? dependency("base", "") : ""));
            write(main(module, "package-info"), "/** Signs. */\n@NullMarked\npackage dev.mizu." + module + ";\n");
        }
        assertThat(TidyCode.check(House.at(root))).isEmpty();
        assertThat(TidyPapers.check(House.at(root))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "class RowManager {}|says nothing",
        "class BaseRow {}|says nothing",
        "class A { int row; int getRow() { return row; } }|no 'get'",
        "class A { void a(int a, int b, int c, int d, int e, int f) {} }|[parameters]",
        "class A { volatile int a; }|[volatile]",
        "class A { synchronized void a() {} }|[synchronized]",
        "class A { void a() { synchronized (this) {} } }|[synchronized]",
        "class A { void a() throws Exception { Thread.sleep(1); } }|[sleep]",
        "class A { void a() { System.out.println(1); } }|[console]",
        "class A { long a() { return System.currentTimeMillis(); } }|[clock]",
        "class A { java.util.Date a; }|[old-time]",
    })
    void refuses(String code, String complaint) throws IOException {
        write(main("repr", "A"), "package dev.mizu.repr;\n" + code + "\n");

        assertThat(TidyCode.check(House.at(root))).singleElement().asString().contains("A.java:2", complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "class Database {}",
        "class A { int getRow(int i) { return i; } }",
        "record A(int a, int b, int c, int d, int e, int f) {}",
        "class A { volatile int a; } // tidy-allow: volatile, one writer and many readers of a counter",
    })
    void letsPass(String code) throws IOException {
        write(main("repr", "A"), "package dev.mizu.repr;\n" + code + "\n");

        assertThat(TidyCode.check(House.at(root))).isEmpty();
    }

    @Test
    void refusesAnAllowanceWithoutReason() throws IOException {
        write(main("repr", "A"), "package dev.mizu.repr;\nclass A { volatile int a; } // tidy-allow: volatile, \n");

        assertThat(TidyCode.check(House.at(root))).hasSize(1);
    }

    @Test
    void refusesWhatIsTooLarge() throws IOException {
        String body = "        int x = 1;\n".repeat(TidyCode.METHOD_LINES);
        write(main("repr", "Method"), "package dev.mizu.repr;\nclass Method {\n void a() {\n" + body + " }\n}\n");
        write(main("repr", "Line"), "package dev.mizu.repr;\nclass Line {} // " + "x".repeat(120) + "\n");
        write(main("repr", "File"), "package dev.mizu.repr;\nclass File {}\n" + "//\n".repeat(TidyCode.FILE_LINES));
        for (int i = 0; i <= TidyCode.PACKAGE_FILES; i++) {
            write("foundation/repr/src/main/java/dev/mizu/repr/many/C" + i + ".java", "package dev.mizu.repr.many;\n");
        }

        assertThat(TidyCode.check(House.at(root))).extracting(Finding::complaint)
                .anyMatch(text -> text.contains("a has 72 lines"))
                .anyMatch(text -> text.contains("characters, more than 120"))
                .anyMatch(text -> text.contains("602 lines, more than 600"))
                .anyMatch(text -> text.contains("31 files in a package"))
                .hasSize(4);
    }

    @Test
    void refusesAnUpwardEdge() throws IOException {
        write("foundation/base/pom.xml", "<artifactId>mizu-base</artifactId>" + dependency("repr", ""));

        assertThat(TidyPapers.check(House.at(root))).extracting(Finding::complaint)
                .anyMatch(text -> text.contains("base may not stand on repr"))
                .anyMatch(text -> text.contains("'May import' names"));
    }

    @Test
    void testScopeIsFree() throws IOException {
        write("foundation/base/pom.xml",
                "<artifactId>mizu-base</artifactId>" + dependency("repr", "<scope>test</scope>"));

        assertThat(TidyPapers.check(House.at(root))).isEmpty();
    }

    @Test
    void refusesADependencyWithoutReason() throws IOException {
        write("pom.xml",
                "<dependency><groupId>g</groupId><artifactId>lib</artifactId><version>1</version></dependency>");

        assertThat(TidyPapers.check(House.at(root))).singleElement().asString().contains("lib gives no reason");
    }

    @Test
    void refusesAnUnmarkedPackage() throws IOException {
        write(main("repr", "package-info"), "/** Signs. */\npackage dev.mizu.repr;\n");
        write("foundation/repr/src/main/java/dev/mizu/repr/time/T.java", "package dev.mizu.repr.time;\nclass T {}\n");

        assertThat(TidyPapers.check(House.at(root))).extracting(Finding::complaint)
                .anyMatch(text -> text.contains("does not say @NullMarked"))
                .anyMatch(text -> text.startsWith("missing: one paragraph"))
                .hasSize(2);
    }

    @Test
    void refusesAReadmeThatLies() throws IOException {
        write("foundation/repr/README.md", readme("repr", "`base`").replace("dev.mizu.repr", "dev.mizu.gone"));
        write("foundation/base/README.md", "# base\n\n## What lives here\nthings\n");

        assertThat(TidyPapers.check(House.at(root))).extracting(Finding::complaint)
                .anyMatch(text -> text.contains("dev.mizu.gone, which is not there"))
                .anyMatch(text -> text.contains("headings are [What lives here]"))
                .hasSize(2);
    }

    @Test
    void refusesADocumentThatNamesNoTypeOfOurs() throws IOException {
        write(main("repr", "Row"), "package dev.mizu.repr;\nclass Row {}\n");
        write("foundation/repr/README.md",
                readme("repr", "`base`").replace("Things.", "`Row`, `text.Rows.of(x)`, `SQL`."));
        write("docs/developer/walks/select.md", "1. `Row.of` and `Gone`.\n");

        assertThat(TidyPapers.check(House.at(root))).extracting(Finding::complaint)
                .containsExactlyInAnyOrder(
                        "names Rows, which is no type of ours", "names Gone, which is no type of ours");
    }

    private static String dependency(String module, String scope) {
        return "<dependency><groupId>dev.mizu</groupId><artifactId>mizu-" + module + "</artifactId>" + scope
                + "</dependency>";
    }

    private static String readme(String module, String imports) {
        return "# " + module + "\n\n## What lives here\nThings.\n\n## Enter at\n`dev.mizu." + module
                + "`\n\n## May import\n" + imports + "\n\n## Never\nUp.\n\n## Tests\n`./mizu test " + module + "`\n";
    }

    private static String main(String module, String type) {
        return "foundation/" + module + "/src/main/java/dev/mizu/" + module + "/" + type + ".java";
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
