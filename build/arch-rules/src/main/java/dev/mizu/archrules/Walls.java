package dev.mizu.archrules;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The rules on compiled classes. A class belongs to the module whose {@code target} folder it was loaded from, so a
 * new package needs no registration.
 */
public final class Walls {
    private static final String OURS = "dev.mizu.";
    private static final Set<String> PURE = Set.of("base", "repr", "sql-parser", "expr", "dataflow");
    private static final List<String> PURE_MAY_USE =
            List.of("java.", "javax.crypto.", "org.jspecify.", "com.google.re2j.", OURS);
    private static final Set<String> WORKERS = Set.of("dataflow", "compute-worker", "storage-worker");
    private static final Set<String> BRAIN = Set.of("catalog", "controller", "coordinator");
    private static final Set<String> SQL = Set.of("sql-parser", "sql-planner", "optimizer", "catalog");
    private static final Set<String> SQL_TYPES =
            Set.of("ScalarType", "SimpleType", "ColumnType", "RelationType", "RelationDesc");
    private static final Set<String> CLOCKS = Set.of("java.time.Clock", "dev.mizu.base.time.Clock");
    private static final Set<String> MAGIC =
            Set.of("java.util.ServiceLoader", "java.lang.reflect.Method", "sun.misc.Unsafe");

    private final House house;

    public Walls(House house) {
        this.house = house;
    }

    /** Every rule by its name; each says in its description why it stands. */
    public Map<String, ArchRule> all() {
        return Map.ofEntries(
                Map.entry("downwards", onlyDownwards()),
                Map.entry("doorway", plansAreTheDoorway()),
                Map.entry("protocol", onlyControllerSpeaksProtocol()),
                Map.entry("write-order", fewTouchPersistInCoordinator()),
                Map.entry("persist-time", persistKnowsOnlyTime()),
                Map.entry("no-sql-type", dataflowKnowsNoSqlType()),
                Map.entry("no-library", pureModulesStandAlone()),
                Map.entry("no-clock", optimizerHasNoClock()),
                Map.entry("internal", internalStaysInside()),
                Map.entry("no-magic", noReflection()),
                Map.entry("one-module", oneModuleForEachPackage()));
    }

    /** What {@code classes} do against the rule of that name, one finding a class and dependency. */
    public List<Finding> findings(String name, JavaClasses classes) {
        ArchRule rule = Objects.requireNonNull(all().get(name));
        List<Finding> findings = new ArrayList<>();
        rule.allowEmptyShould(true).evaluate(classes).handleViolations((Collection<JavaClass> types, String message) ->
                types.forEach(type -> findings.add(new Finding(name, outermostName(type), 0, message))));
        return findings;
    }

    private static String outermostName(JavaClass type) {
        return type.getPackageName() + "." + outermost(type);
    }

    private Optional<String> moduleOf(JavaClass type) {
        return type.getSource().flatMap(source -> {
            String uri = source.getUri().toString();
            int path = uri.indexOf("file:");
            int end = uri.indexOf("!");
            String file = uri.substring(path + "file:".length(), end < 0 ? uri.length() : end);
            return house.moduleOf(Path.of(file.replaceFirst("^/+", "/")));
        });
    }

    private static <T> DescribedPredicate<T> predicate(String description, Predicate<T> test) {
        return DescribedPredicate.describe(description, test);
    }

    private ArchRule onlyDownwards() {
        return classes().should(not("use only modules below their own", (from, to) -> {
                    Optional<String> user = moduleOf(from);
                    Optional<String> used = moduleOf(to);
                    return user.isPresent() && used.isPresent()
                            && !ImportTable.reach(user.get()).contains(used.get());
                })).because("imports go downwards only (ARCHITECTURE.md, the import table)");
    }

    private ArchRule plansAreTheDoorway() {
        return classes().should(not("meet the other house only through plans", (from, to) ->
                        between(from, to, BRAIN, WORKERS) || between(from, to, WORKERS, SQL)
                                || between(from, to, WORKERS, BRAIN)))
                .because("brain and workers share values of foundation and plans, and shards, nothing else");
    }

    private boolean between(JavaClass from, JavaClass to, Set<String> users, Set<String> used) {
        return moduleOf(from).filter(users::contains).isPresent() && moduleOf(to).filter(used::contains).isPresent();
    }

    private ArchRule onlyControllerSpeaksProtocol() {
        return classes().should(not("leave the protocol to the controller", (from, to) ->
                        between(from, to, Set.of("catalog", "coordinator", "environmentd"), Set.of("protocol"))))
                .because("replica commands have one author, so their history has one owner");
    }

    private ArchRule fewTouchPersistInCoordinator() {
        return classes().should(not("leave persist to groupcommit and bootstrap", (from, to) ->
                        between(from, to, Set.of("coordinator"), Set.of("persist"))
                                && !from.getPackageName().contains(".groupcommit")
                                && !from.getPackageName().contains(".bootstrap")))
                .because("one place owns the order of writes");
    }

    private ArchRule persistKnowsOnlyTime() {
        return classes().should(not("see of repr only its time", (from, to) ->
                        between(from, to, Set.of("persist"), Set.of("repr"))
                                && !to.getPackageName().startsWith("dev.mizu.repr.time")))
                .because("persist makes bytes definite; what they mean is its callers' business");
    }

    private ArchRule dataflowKnowsNoSqlType() {
        return classes().should(not("see no SQL type", (from, to) ->
                        between(from, to, Set.of("dataflow"), Set.of("repr")) && SQL_TYPES.contains(outermost(to))))
                .because("the kernel knows how a value is held, not what SQL calls it");
    }

    private static String outermost(JavaClass type) {
        String name = type.getName().substring(type.getPackageName().length() + 1);
        return name.contains("$") ? name.substring(0, name.indexOf('$')) : name;
    }

    private ArchRule pureModulesStandAlone() {
        return classes().should(not("use no library", (from, to) ->
                        moduleOf(from).filter(PURE::contains).isPresent() && !to.isPrimitive() && !to.isArray()
                                && PURE_MAY_USE.stream().noneMatch(to.getPackageName().concat(".")::startsWith)))
                .because("base, repr, sql-parser, expr and dataflow have no outside dependency (expr: re2j)");
    }

    private ArchRule optimizerHasNoClock() {
        return classes().should(not("take facts as an argument", (from, to) ->
                        moduleOf(from).filter("optimizer"::equals).isPresent() && CLOCKS.contains(to.getName())))
                .because("a plan depends on its context record alone");
    }

    private ArchRule internalStaysInside() {
        return classes().should(not("stay out of other modules' internal packages", (from, to) ->
                        (to.getPackageName() + ".").contains(".internal.") && to.getPackageName().startsWith(OURS)
                                && !moduleOf(from).equals(moduleOf(to))))
                .because("an internal package may change with its module alone");
    }

    private ArchRule noReflection() {
        return classes().should(not("be wired by hand", (from, to) -> MAGIC.contains(to.getName())))
                .because("wiring is plain constructors in a main; off-heap memory goes through base.memory");
    }

    private ArchRule oneModuleForEachPackage() {
        return classes().should(new ArchCondition<>("share their package with no other module") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Optional<String> module = moduleOf(type);
                type.getPackage().getClasses().stream()
                        .filter(other -> moduleOf(other).isPresent() && !moduleOf(other).equals(module))
                        .findFirst()
                        .ifPresent(other -> events.add(SimpleConditionEvent.violated(type,
                                type.getName() + " and " + other.getName() + " are of two modules")));
            }
        }).because("a package has one README above it");
    }

    /** The sets of packages that import each other in a circle; one module's packages at a time. */
    public static List<Finding> knots(JavaClasses classes) {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass type : classes) {
            Set<String> used = uses.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String target = dependency.getTargetClass().getPackageName();
                if (target.startsWith(OURS) && !target.equals(type.getPackageName())) {
                    used.add(target);
                }
            }
        }
        return Knots.of(uses).stream().map(knot -> new Finding("knot", String.join(" ", knot), 0,
                "these packages import each other in a circle; move what is shared below, or join them")).toList();
    }

    private static GivenClassesConjunction classes() {
        return ArchRuleDefinition.classes().that(predicate("of Mizu", type -> type.getName().startsWith(OURS)));
    }

    /** Whether a class may not depend on another. */
    private interface Refusal {
        boolean refuses(JavaClass from, JavaClass to);
    }

    private static ArchCondition<JavaClass> not(String description, Refusal refusal) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    if (refusal.refuses(type, dependency.getTargetClass())) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }
}
