package dev.mizu.catalog.builtin;

import static dev.mizu.catalog.builtin.Columns.columns;
import static dev.mizu.catalog.builtin.Columns.text;
import static dev.mizu.catalog.builtin.Columns.texts;

import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import dev.mizu.repr.pg.PgType;
import dev.mizu.repr.pg.PseudoType;
import java.util.ArrayList;
import java.util.List;

/** Functions and operators, from their declarations. Their oids follow the order of declaration; nothing keeps them. */
final class FunctionTables {
    private static final long FIRST_OID = 17_100;
    private static final String OWNER = "s1";

    private static final BuiltinTable FUNCTIONS = BuiltinTable.constant(16723, "mz_catalog", "mz_functions",
            columns("id text, oid oid, schema_id text, name text, argument_type_ids text[],"
                    + " variadic_argument_type_id text?, return_type_id text?, returns_set boolean, owner_id text"),
            functions());

    private static List<Row> functions() {
        List<Row> rows = new ArrayList<>();
        List<FunctionDef> all = BuiltinFunctions.all();
        for (int i = 0; i < all.size(); i++) {
            FunctionDef def = all.get(i);
            if (!def.operator() && !def.internal()) {
                rows.add(function(FIRST_OID + i, def));
            }
        }
        for (TypeIo io : TypeIo.values()) {
            rows.add(function(io.inputOid(), io.input(), TypeIds.id(PgType.TEXT.oid()),
                    io.resultId()));
            rows.add(function(io.receiveOid(), io.receive(), TypeIds.id(PseudoType.INTERNAL.oid()),
                    io.resultId()));
        }
        return rows;
    }

    private static Row function(long oid, FunctionDef def) {
        Datum variadic = def.variadic() ? text(TypeIds.id(def.params().getLast())) : Datum.NULL;
        List<String> params = TypeIds.ids(def.variadic()
                ? def.params().subList(0, def.params().size() - 1) : def.params());
        boolean set = def.kind() == FunctionDef.Kind.TABLE;
        return Row.of(text(TypeIds.id(oid)), Datum.of(oid), text(BuiltinSchema.of(def.schema()).id()), text(def.name()),
                texts(params), variadic, text(TypeIds.id(def.result())), Datum.of(set), text(OWNER));
    }

    private static Row function(long oid, String name, String argument, String result) {
        return Row.of(text(TypeIds.id(oid)), Datum.of(oid), text(BuiltinSchema.PG_CATALOG.id()), text(name),
                texts(List.of(argument)), Datum.NULL, text(result), Datum.FALSE, text(OWNER));
    }

    private static final BuiltinTable OPERATORS = BuiltinTable.constant(16724, "mz_catalog", "mz_operators",
            columns("oid oid, name text, argument_type_ids text[], return_type_id text?"), operators());

    private static List<Row> operators() {
        List<Row> rows = new ArrayList<>();
        List<FunctionDef> all = BuiltinFunctions.all();
        for (int i = 0; i < all.size(); i++) {
            FunctionDef def = all.get(i);
            if (def.operator()) {
                rows.add(Row.of(Datum.of(FIRST_OID + i), text(def.name()), texts(TypeIds.ids(def.params())),
                        text(TypeIds.id(def.result()))));
            }
        }
        return rows;
    }

    private static final BuiltinTable AGGREGATES = BuiltinTable.constant(16725, "mz_internal", "mz_aggregates",
            columns("oid oid, agg_kind text, agg_num_direct_args smallint"), aggregates());

    private static List<Row> aggregates() {
        List<Row> rows = new ArrayList<>();
        List<FunctionDef> all = BuiltinFunctions.all();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).kind() == FunctionDef.Kind.AGGREGATE && !all.get(i).internal()) {
                rows.add(Row.of(Datum.of(FIRST_OID + i), text("n"), Datum.of(0)));
            }
        }
        return rows;
    }

    static final List<BuiltinTable> ALL = List.of(FUNCTIONS, OPERATORS, AGGREGATES);

    private FunctionTables() {}
}
