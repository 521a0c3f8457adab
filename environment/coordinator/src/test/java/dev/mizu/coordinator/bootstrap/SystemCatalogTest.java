package dev.mizu.coordinator.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.base.id.GlobalId;
import dev.mizu.catalog.CatalogOp;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.ItemBody;
import dev.mizu.catalog.ItemEntry;
import dev.mizu.catalog.builtin.BuiltinTables;
import dev.mizu.catalog.builtin.BuiltinView;
import dev.mizu.catalog.builtin.BuiltinViews;
import dev.mizu.catalog.transaction.CatalogTransaction;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.ParamType;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.SimpleType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The relations that the product brings along are what clients were promised: {@code relations.tsv} and
 * {@code columns.tsv}. Not all are there; the number only grows.
 */
class SystemCatalogTest {
    private static final int RELATIONS_REACHED = 214;
    private static final int COLUMNS_REACHED = 1400;

    /** Columns that the planner cannot prove to be never NULL though their queries never give NULL. */
    private static final Set<String> NEVER_NULL = Set.of("mz_object_transitive_dependencies.object_id",
            "mz_object_transitive_dependencies.referenced_object_id", "mz_global_frontiers.time",
            "mz_show_indexes.key", "pg_class_all_databases.relnatts", "pg_attribute_all_databases.attnum",
            "pg_attrdef_all_databases.adnum", "pg_attrdef_all_databases.adbin", "pg_attrdef_all_databases.adsrc",
            "pg_index.indnatts", "pg_index.indkey", "pg_index.indoption", "columns.ordinal_position",
            "pg_proc.pronargs",
            "mz_show_system_privileges.privilege_type", "mz_show_cluster_privileges.privilege_type",
            "mz_show_database_privileges.privilege_type", "mz_show_schema_privileges.privilege_type",
            "mz_show_object_privileges.privilege_type");

    private static final List<String> ATTRIBUTE =
            List.of("attacl text[]?", "attstorage \"char\"", "attstattarget integer");

    /** Columns that clients ask for and the promise forgot; they come last. */
    private static final Map<String, List<String>> BEYOND = Map.of(
            "pg_catalog.pg_attribute", ATTRIBUTE,
            "mz_internal.pg_attribute_all_databases", ATTRIBUTE,
            "pg_catalog.pg_am", List.of("amcanorder boolean"),
            "pg_catalog.pg_proc", List.of("proisagg boolean", "proiswindow boolean", "proretset boolean",
                    "pronargs smallint", "proargtypes int2vector?", "proallargtypes oid[]?",
                    "proargmodes \"char\"[]?", "proargnames text[]?"),
            "pg_catalog.pg_database", List.of("dattablespace oid"),
            "pg_catalog.pg_type", List.of("typacl text[]?"),
            "pg_catalog.pg_index", List.of("indclass oid[]"),
            "pg_catalog.pg_class", List.of("relpages integer", "relacl text[]?", "reltype oid"),
            "mz_internal.pg_class_all_databases", List.of("relpages integer", "relacl text[]?", "reltype oid"));

    private static final CatalogState STATE = state();

    private static List<CatalogOp> ops() {
        List<CatalogOp> ops = new ArrayList<>(InitialCatalog.builtin());
        ops.addAll(InitialCatalog.fresh());
        CatalogState state = CatalogState.EMPTY;
        for (CatalogOp op : ops) {
            state = state.with(op);
        }
        ops.addAll(BuiltinItems.ops(state));
        return ops;
    }

    private static CatalogState state() {
        CatalogState state = CatalogState.EMPTY;
        for (CatalogOp op : ops()) {
            state = state.with(op);
        }
        return state;
    }

    @Test
    void viewsGiveTheColumnsTheyDeclare() {
        List<String> wrong = new ArrayList<>();
        for (BuiltinView view : BuiltinViews.ALL) {
            BuiltinItems.PlannedView planned = BuiltinItems.planned(view, STATE);
            assertThat(planned.desc().names()).as(view.name()).isEqualTo(view.desc().names());
            assertThat(RelationTypes.typeOf(planned.expr()).arity()).as(view.name()).isEqualTo(view.desc().arity());
            for (int i = 0; i < view.desc().arity(); i++) {
                ColumnType declared = view.desc().type().columns().get(i);
                ColumnType found = planned.desc().type().columns().get(i);
                String column = view.name() + "." + view.desc().names().get(i);
                boolean proven = declared.nullable() || !found.nullable() || NEVER_NULL.contains(column)
                        || view.sql().endsWith("WHERE false");
                if (!declared.scalar().equals(found.scalar()) || !proven) {
                    wrong.add(column + " is " + found + ", declared " + declared);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void viewsDependOnWhatTheyName() {
        for (BuiltinView view : BuiltinViews.ALL) {
            ItemEntry item = STATE.item(view.id()).orElseThrow();
            Set<GlobalId> reads = BuiltinItems.planned(view, STATE).reads();
            assertThat(reads).as(view.name()).containsAll(item.uses());
            // What else it reads is inside of functions.
            for (GlobalId read : reads) {
                ItemEntry relation = STATE.item(read).orElseThrow();
                String name = STATE.schema(relation.schema()).orElseThrow().name() + "." + relation.name();
                assertThat(item.uses().contains(read)).as(view.name() + " reads " + name)
                        .isEqualTo(Pattern.compile("\\b" + name + "\\b").matcher(view.sql()).find());
            }
        }
    }

    @Test
    void viewsCanBeExpanded() {
        for (BuiltinView view : BuiltinViews.ALL) {
            ItemBody.View body = (ItemBody.View) STATE.item(view.id()).orElseThrow().body();
            assertThat(RelationTypes.typeOf(body.expr()).arity()).as(view.name()).isEqualTo(view.desc().arity());
        }
    }

    /** Calls every function that is SQL, with arguments of its types. */
    @Test
    void functionsThatAreSqlCanBePlanned() {
        for (FunctionDef def : BuiltinFunctions.all()) {
            if (def.body().isPresent()) {
                List<String> args = new ArrayList<>();
                for (ParamType param : def.params()) {
                    args.add("x." + (param.equals(ParamType.BOOL) ? "b" : param.equals(ParamType.TEXT_ARRAY) ? "l"
                            : "n::" + param));
                }
                String call = def.schema() + "." + def.name() + "(" + String.join(", ", args) + ")";
                var planned = ItemLoading.plan("SELECT " + call
                        + " FROM (VALUES (1, true, ARRAY['a'])) AS x (n, b, l)", STATE);
                assertThat(planned.plan()).as(call).isNotNull();
            }
        }
    }

    @Test
    void idsAreUnique() {
        Set<Long> numbers = new TreeSet<>();
        BuiltinTables.ALL.forEach(table -> assertThat(numbers.add(table.number())).as(table.name()).isTrue());
        BuiltinViews.ALL.forEach(view -> assertThat(numbers.add(view.number())).as(view.name()).isTrue());
    }

    /** What the tables hold at first fits their columns. */
    @Test
    void rowsFitTheirTables() {
        CatalogTransaction transaction = CatalogTransaction.of(CatalogState.EMPTY, ops());
        assertThat(transaction.rows()).isNotEmpty();
        for (CatalogTransaction.RowChange change : transaction.rows()) {
            RelationDesc desc = change.table().desc();
            assertThat(change.diff()).as(change.toString()).isEqualTo(1);
            assertThat(change.row().arity()).as(change.table().name()).isEqualTo(desc.arity());
            for (int i = 0; i < desc.arity(); i++) {
                assertThat(change.row().get(i).isNull() && !desc.type().columns().get(i).nullable())
                        .as(change.table().name() + "." + desc.names().get(i) + " of " + change.row()).isFalse();
            }
            desc.type().keys().forEach(key -> assertThat(key).allMatch(column -> column < desc.arity()));
        }
    }

    @Test
    void keysAreKeys() {
        CatalogTransaction transaction = CatalogTransaction.of(CatalogState.EMPTY, ops());
        Set<String> seen = new TreeSet<>();
        for (CatalogTransaction.RowChange change : transaction.rows()) {
            change.table().desc().type().keys().forEach(key -> {
                String value = change.table().name() + key + key.stream().map(change.row()::get).toList();
                assertThat(seen.add(value)).as(value).isTrue();
            });
        }
    }

    @Test
    void relationsAreAsPromised() {
        Map<String, List<String[]>> columns = new LinkedHashMap<>();
        for (String[] line : lines("columns.tsv")) {
            columns.computeIfAbsent(line[0] + "." + line[1], name -> new ArrayList<>()).add(line);
        }
        List<String> wrong = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        int relations = 0;
        int found = 0;
        for (String[] line : lines("relations.tsv")) {
            String name = line[0] + "." + line[1];
            var item = STATE.item(GlobalId.system(Long.parseLong(line[3])));
            if (item.isEmpty()) {
                missing.add(name);
                continue;
            }
            relations++;
            String schema = STATE.schema(item.get().schema()).orElseThrow().name();
            if (!name.equals(schema + "." + item.get().name())) {
                wrong.add(name + " has the number of " + schema + "." + item.get().name());
                continue;
            }
            List<String> promised = columns.get(name).stream()
                    .map(c -> c[2] + " " + c[4] + (c[5].equals("YES") ? "?" : "")).toList();
            List<String> there = described(item.get().desc().orElseThrow());
            List<String> beyond = BEYOND.getOrDefault(name, List.of());
            found += promised.size();
            if (!there.subList(0, Math.min(promised.size(), there.size())).equals(promised)
                    || !there.subList(promised.size(), there.size()).equals(beyond)) {
                wrong.add(name + " has " + there + ", not " + promised + " and " + beyond);
            }
        }
        System.out.println("system catalog: " + relations + " relations, " + found + " columns; missing " + missing);
        assertThat(wrong).isEmpty();
        assertThat(relations).isGreaterThanOrEqualTo(RELATIONS_REACHED);
        assertThat(found).isGreaterThanOrEqualTo(COLUMNS_REACHED);
    }

    private static List<String> described(RelationDesc desc) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < desc.arity(); i++) {
            ColumnType type = desc.type().columns().get(i);
            String name = type.scalar() == SimpleType.PG_CHAR ? "\"char\"" : type.scalar().sqlName();
            columns.add(desc.names().get(i) + " " + name + (type.nullable() ? "?" : ""));
        }
        return columns;
    }

    private static List<String[]> lines(String file) {
        Path path = Path.of("src/test/resources/dev/mizu/coordinator/bootstrap", file);
        try {
            return Files.readAllLines(path).stream().skip(1).map(line -> line.split("\t", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
