package dev.mizu.archrules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule refuses the violation planted for it, in a small house of its own. */
final class WallsCatchTest {
    private static final String[] MODULES = {
        "base", "repr", "expr", "persist", "dataflow", "protocol", "controller", "coordinator", "compute-worker",
        "optimizer"
    };

    @TempDir
    private Path root;

    private final Map<String, Map<String, String>> planted = new LinkedHashMap<>();

    @Test
    void importsGoDownwardsOnly() throws IOException {
        plant("expr", "dev.mizu.expr.Tree", "public class Tree {}");
        plant("repr", "dev.mizu.repr.Datum", "public class Datum { dev.mizu.expr.Tree tree; }");

        assertRefused("use only modules below their own", "dev.mizu.repr.Datum");
    }

    @Test
    void brainDoesNotSeeWorkers() throws IOException {
        plant("dataflow", "dev.mizu.dataflow.Loop", "public class Loop {}");
        plant("controller", "dev.mizu.controller.Shortcut", "public class Shortcut { dev.mizu.dataflow.Loop loop; }");

        assertRefused("meet the other house only through plans", "dev.mizu.controller.Shortcut");
    }

    @Test
    void onlyTheControllerSpeaksProtocol() throws IOException {
        plant("protocol", "dev.mizu.protocol.Peek", "public class Peek {}");
        plant("controller", "dev.mizu.controller.Fine", "public class Fine { dev.mizu.protocol.Peek peek; }");
        plant("coordinator", "dev.mizu.coordinator.Direct", "public class Direct { dev.mizu.protocol.Peek peek; }");

        assertRefused("leave the protocol to the controller", "dev.mizu.coordinator.Direct");
        assertNotRefused("leave the protocol to the controller", "dev.mizu.controller.Fine");
    }

    @Test
    void onlyGroupCommitAndBootstrapWrite() throws IOException {
        plant("persist", "dev.mizu.persist.Writer", "public class Writer {}");
        plant("coordinator", "dev.mizu.coordinator.groupcommit.Good",
                "public class Good { dev.mizu.persist.Writer w; }");
        plant("coordinator", "dev.mizu.coordinator.session.Bad", "public class Bad { dev.mizu.persist.Writer w; }");

        assertRefused("leave persist to groupcommit and bootstrap", "dev.mizu.coordinator.session.Bad");
        assertNotRefused("leave persist to groupcommit and bootstrap", "dev.mizu.coordinator.groupcommit.Good");
    }

    @Test
    void persistSeesOnlyTime() throws IOException {
        plant("repr", "dev.mizu.repr.Row", "public class Row {}");
        plant("repr", "dev.mizu.repr.time.Timestamps", "public class Timestamps {}");
        plant("persist", "dev.mizu.persist.Good", "public class Good { dev.mizu.repr.time.Timestamps t; }");
        plant("persist", "dev.mizu.persist.Bad", "public class Bad { dev.mizu.repr.Row row; }");

        assertRefused("see of repr only its time", "dev.mizu.persist.Bad");
        assertNotRefused("see of repr only its time", "dev.mizu.persist.Good");
    }

    @Test
    void dataflowSeesNoSqlType() throws IOException {
        plant("repr", "dev.mizu.repr.ScalarType", "public class ScalarType { public static class Varchar {} }");
        plant("dataflow", "dev.mizu.dataflow.Map", "public class Map { dev.mizu.repr.ScalarType.Varchar type; }");

        assertRefused("see no SQL type", "dev.mizu.dataflow.Map");
    }

    @Test
    void pureModulesUseNoLibrary() throws IOException {
        plant("base", "dev.mizu.base.Odd", "public class Odd { org.assertj.core.api.Assertions a; }");

        assertRefused("use no library", "dev.mizu.base.Odd");
    }

    @Test
    void theOptimizerHasNoClock() throws IOException {
        plant("optimizer", "dev.mizu.optimizer.Late", "public class Late { java.time.Clock clock; }");

        assertRefused("take facts as an argument", "dev.mizu.optimizer.Late");
    }

    @Test
    void internalPackagesStayInside() throws IOException {
        plant("repr", "dev.mizu.repr.internal.Secret", "public class Secret {}");
        plant("expr", "dev.mizu.expr.Nosy", "public class Nosy { dev.mizu.repr.internal.Secret secret; }");

        assertRefused("stay out of other modules' internal packages", "dev.mizu.expr.Nosy");
    }

    @Test
    void nothingIsWiredByMagic() throws IOException {
        plant("base", "dev.mizu.base.Magic",
                "public class Magic { Object o() { return java.util.ServiceLoader.load(Runnable.class); } }");

        assertRefused("be wired by hand", "dev.mizu.base.Magic");
    }

    @Test
    void aPackageHasOneModule() throws IOException {
        plant("base", "dev.mizu.base.One", "public class One {}");
        plant("repr", "dev.mizu.base.Two", "public class Two {}");

        assertRefused("share their package with no other module", "dev.mizu.base.One");
    }

    @Test
    void packagesHaveNoCycle() throws IOException {
        plant("base", "dev.mizu.base.a.A", "public class A { dev.mizu.base.b.B b; }");
        plant("base", "dev.mizu.base.b.B", "public class B { dev.mizu.base.a.A a; }");

        assertRefused("knot", "dev.mizu.base.a dev.mizu.base.b");
    }

    private void plant(String module, String name, String body) {
        String text = "package " + name.substring(0, name.lastIndexOf('.')) + ";\n" + body + "\n";
        planted.computeIfAbsent(module, key -> new LinkedHashMap<>()).put(name, text);
    }

    private void assertRefused(String rule, String culprit) throws IOException {
        assertThat(details(rule)).anySatisfy(detail -> assertThat(detail).contains(culprit));
    }

    private void assertNotRefused(String rule, String innocent) throws IOException {
        assertThat(details(rule)).noneSatisfy(detail -> assertThat(detail).contains(innocent));
    }

    private List<String> details(String description) throws IOException {
        House house = build();
        Walls walls = new Walls(house);
        List<Path> folders = house.modules().values().stream().map(module -> module.resolve("target/classes")).toList();
        JavaClasses classes = new ClassFileImporter().importPaths(folders);
        List<Finding> findings = description.equals("knot")
                ? Walls.knots(classes)
                : walls.findings(named(walls, description), classes);
        return findings.stream().map(Finding::toString).toList();
    }

    private static String named(Walls walls, String description) {
        return walls.all().entrySet().stream().filter(rule -> rule.getValue().getDescription().contains(description))
                .findFirst().orElseThrow().getKey();
    }

    private House build() throws IOException {
        StringBuilder pom = new StringBuilder("<modules>");
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", root.resolve("all").toString(),
                "-classpath", System.getProperty("java.class.path")));
        Map<String, String> moduleOf = new LinkedHashMap<>();
        for (String module : MODULES) {
            pom.append("<module>").append(module).append("</module>");
            Files.createDirectories(root.resolve(module).resolve("target/classes"));
            for (Map.Entry<String, String> source : planted.getOrDefault(module, Map.of()).entrySet()) {
                Path file = root.resolve("src").resolve(source.getKey().replace('.', '/') + ".java");
                Files.createDirectories(file.getParent());
                Files.writeString(file, source.getValue());
                arguments.add(file.toString());
                moduleOf.put(source.getKey(), module);
            }
        }
        Files.writeString(root.resolve("pom.xml"), pom.append("</modules>").toString());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
        for (Path file : House.under(root.resolve("all"), ".class")) {
            String name = root.resolve("all").relativize(file).toString();
            String type = name.replace('/', '.').replaceAll("(\\$.*)?\\.class$", "");
            Path target = root.resolve(moduleOf.get(type)).resolve("target/classes").resolve(name);
            Files.createDirectories(target.getParent());
            Files.copy(file, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        return House.at(root);
    }
}
