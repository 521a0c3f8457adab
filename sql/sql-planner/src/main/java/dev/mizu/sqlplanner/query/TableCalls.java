package dev.mizu.sqlplanner.query;

import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.TableFunction;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.TableRef;
import dev.mizu.sqlparser.lex.Identifiers;
import dev.mizu.sqlplanner.hir.HirRelation.JoinKind;
import dev.mizu.sqlplanner.hir.HirRelation.TableCall;
import dev.mizu.sqlplanner.hir.HirRelation;
import dev.mizu.sqlplanner.hir.HirScalar.SlotKind;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.hir.HirWalk;
import dev.mizu.sqlplanner.names.Scope;
import dev.mizu.sqlplanner.names.ScopeColumn.TableAlias;
import dev.mizu.sqlplanner.query.FromPlanner.Source;
import dev.mizu.sqlplanner.typing.Forms;
import dev.mizu.sqlplanner.typing.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Functions that give rows: in FROM, in ROWS FROM, in a select list. */
final class TableCalls {
    private final QueryPlanner queries;

    TableCalls(QueryPlanner queries) {
        this.queries = queries;
    }

    /** A call in FROM; a scalar function counts as one row of one column. */
    Source function(TableRef.Function ref, Environment env) {
        if (ref.call().name().last().value().equals("unnest") && ref.call().arguments().list().size() > 1) {
            return rowsFrom(sideBySide(ref), env);
        }
        Planned planned = planned(ref.call(), env);
        HirRelation relation = planned.relation();
        List<String> names = new ArrayList<>(planned.names());
        boolean oneColumn = names.size() == 1;
        if (ref.ordinality()) {
            relation = numbered(planned);
            names.add("ordinality");
        }
        String own = ref.call().name().last().value();
        // A function of one unnamed column gives its alias to the column too.
        if (oneColumn && ref.alias().isPresent()) {
            names.set(0, ref.alias().get().name().value());
        }
        return FromPlanner.source(relation, TableAlias.of(own), names, ref.alias(), env);
    }

    /** {@code unnest(a, b)}: one call an array. */
    private static TableRef.RowsFrom sideBySide(TableRef.Function ref) {
        Expr.Call all = ref.call();
        List<Expr.Call> calls = all.arguments().list().stream().map(arg -> new Expr.Call(all.name(),
                new Expr.Arguments(false, all.arguments().distinct(), List.of(arg), all.arguments().orderBy()),
                all.filter(), all.ignoreNulls(), all.over(), all.position())).toList();
        return new TableRef.RowsFrom(ref.lateral(), calls, ref.ordinality(), ref.alias(), ref.position());
    }

    Source rowsFrom(TableRef.RowsFrom ref, Environment env) {
        List<Planned> all = ref.calls().stream().map(call -> planned(call, env)).toList();
        List<String> names = new ArrayList<>();
        all.forEach(planned -> names.addAll(planned.names()));
        HirRelation zipped = zipNumbered(all.stream().map(TableCalls::numbered).toList(), ref.ordinality());
        if (ref.ordinality()) {
            names.add("ordinality");
        }
        String own = ref.calls().getFirst().name().last().value();
        return FromPlanner.source(zipped, TableAlias.of(own), names, ref.alias(), env);
    }

    private record Planned(HirRelation relation, List<String> names) {}

    private Planned planned(Expr.Call call, Environment env) {
        String name = call.name().last().value();
        if (name.equals(Keywords.FUNCTION) && call.arguments().equals(Expr.Arguments.NONE)) {
            return new Planned(Keywords.relation(), Keywords.COLUMNS);
        }
        ExprPlanner planner = new ExprPlanner(
                queries, env.withScope(Scope.inside(env.scope())), Clause.FROM, Optional.empty());
        boolean table = BuiltinFunctions.byName(name).stream().anyMatch(def -> def.kind() == FunctionDef.Kind.TABLE);
        if (!table) {
            HirScalar value = queries.context().coercion().settle(planner.plan(call));
            return new Planned(new HirRelation.Map(SetPlanner.unit(), List.of(value)), List.of(name));
        }
        Resolved resolved = resolve(call, planner);
        List<String> names = resolved.desc().arity() == 1 ? List.of(name) : resolved.desc().names();
        return new Planned(resolved.call(), names);
    }

    /** A resolved call and what its columns are called. */
    record Resolved(TableCall call, RelationDesc desc) {}

    static Resolved resolve(Expr.Call call, ExprPlanner planner) {
        CallPlanner calls = new CallPlanner(planner);
        CallPlanner.Chosen chosen = calls.choose(call, FunctionDef.Kind.TABLE);
        List<ScalarType> types = chosen.args().stream().map(arg -> HirTypes.of(arg).scalar()).toList();
        List<Optional<Datum>> constants = chosen.args().stream().map(arg -> arg instanceof HirScalar.Literal l
                ? Optional.of(l.value()) : Optional.<Datum>empty()).toList();
        TableFunction function = chosen.def().table(types, constants);
        RelationDesc desc = function.output(types);
        return new Resolved(new TableCall(function, chosen.args(), desc.type()), desc);
    }

    /** With a last column that counts the rows from 1. */
    private static HirRelation numbered(Planned planned) {
        if (!(planned.relation() instanceof TableCall call)) {
            HirScalar one = new HirScalar.Literal(Datum.of(1), SimpleType.INT8.notNull());
            return new HirRelation.Map(planned.relation(), List.of(one));
        }
        return numbered(call);
    }

    private static HirRelation numbered(TableCall call) {
        List<ColumnType> types = new ArrayList<>(call.type().columns());
        types.add(SimpleType.INT8.notNull());
        return new TableCall(new OrdinalityFunction(call.function()), call.args(), RelationType.of(types));
    }

    /** Calls side by side, row by row, the shorter ones filled with NULL; arguments are put {@code by} rows deeper. */
    static HirRelation zip(List<TableCall> calls, int by) {
        List<HirRelation> numbered = new ArrayList<>();
        for (TableCall call : calls) {
            List<HirScalar> args = call.args().stream().map(arg -> HirWalk.deepen(arg, by)).toList();
            numbered.add(numbered(new TableCall(call.function(), args, call.type())));
        }
        return zipNumbered(numbered, false);
    }

    /** Relations whose last column counts their rows, joined on it. */
    private static HirRelation zipNumbered(List<HirRelation> parts, boolean keepNumber) {
        HirRelation joined = parts.getFirst();
        int arity = HirTypes.of(joined).size() - 1;
        for (HirRelation part : parts.subList(1, parts.size())) {
            List<ColumnType> partTypes = HirTypes.of(part);
            HirScalar left = new HirScalar.Column(0, arity, SimpleType.INT8.notNull());
            int rightNumber = arity + partTypes.size();
            HirScalar right = new HirScalar.Column(0, rightNumber, SimpleType.INT8.notNull());
            HirRelation full = new HirRelation.Join(joined, HirWalk.deepen(part, 1),
                    List.of(Forms.exact("=", left, right)), JoinKind.FULL);
            HirScalar number = new HirScalar.Coalesce(List.of(
                    new HirScalar.Column(0, arity, SimpleType.INT8.nullable()),
                    new HirScalar.Column(0, rightNumber, SimpleType.INT8.nullable())));
            List<Integer> outputs = new ArrayList<>();
            for (int i = 0; i < rightNumber; i++) {
                if (i != arity) {
                    outputs.add(i);
                }
            }
            outputs.add(rightNumber + 1);
            joined = new HirRelation.Project(new HirRelation.Map(full, List.of(number)), outputs);
            arity += partTypes.size() - 1;
        }
        if (keepNumber) {
            return joined;
        }
        List<Integer> outputs = new ArrayList<>();
        for (int i = 0; i < arity; i++) {
            outputs.add(i);
        }
        return new HirRelation.Project(joined, outputs);
    }

    /** An expression with the results of the block's table functions, which begin at column {@code base}. */
    static HirScalar fill(HirScalar expr, int base) {
        return HirWalk.rewrite(expr, 0, (e, depth) ->
                e instanceof HirScalar.Slot slot && slot.kind() == SlotKind.TABLE_FUNCTION
                        ? Optional.of(new HirScalar.Column(depth, base + slot.index(), slot.type()))
                        : Optional.empty());
    }

    /** A table function as one value of a select list: a record when it gives several columns. */
    static Operand slot(Expr.Call call, ExprPlanner planner, SelectBlock block) {
        Resolved resolved = resolve(call, planner);
        List<HirScalar> columns = block.tableCall(resolved.call());
        if (columns.size() == 1) {
            return new Operand.Typed(columns.getFirst(), call.position());
        }
        List<ScalarType.Field> fields = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            fields.add(new ScalarType.Field(resolved.desc().names().get(i), HirTypes.of(columns.get(i))));
        }
        return new Operand.Typed(Forms.record(columns, new ScalarType.Record(fields)), call.position());
    }

    /** {@code pg_get_keywords()}: the words that are no names everywhere, in PostgreSQL's classes. */
    private static final class Keywords {
        static final String FUNCTION = "pg_get_keywords";
        static final List<String> COLUMNS = List.of("word", "catcode", "barelabel", "catdesc", "baredesc");

        private Keywords() {}

        static HirRelation relation() {
            Stream<Row> anywhere = Identifiers.RESERVED.stream().sorted()
                    .map(word -> row(word, 'R', false, "reserved", "requires AS"));
            Stream<Row> inExpressions = Identifiers.RESERVED_IN_EXPRESSIONS.stream().sorted()
                    .map(word -> row(word, 'C', true, "unreserved (cannot be a column in an expression)",
                            "can be bare label"));
            Stream<Row> inFrom = Identifiers.RESERVED_AS_TABLE_ALIAS.stream().sorted()
                    .map(word -> row(word, 'T', true, "reserved (can be function or type name)", "can be bare label"));
            Stream<Row> labels = Identifiers.RESERVED_AS_COLUMN_ALIAS.stream().sorted()
                    .map(word -> row(word, 'U', false, "unreserved", "requires AS"));
            List<Row> rows = Stream.of(anywhere, inExpressions, inFrom, labels).flatMap(words -> words).toList();
            return new HirRelation.Constant(rows, RelationType.of(
                    SimpleType.TEXT.notNull(), SimpleType.PG_CHAR.notNull(),
                    SimpleType.BOOL.notNull(), SimpleType.TEXT.notNull(), SimpleType.TEXT.notNull()));
        }

        private static Row row(String word, char code, boolean bare, String description, String label) {
            return Row.of(Datum.of(word), Datum.of(code), bare ? Datum.TRUE : Datum.FALSE, Datum.of(description),
                    Datum.of(label));
        }
    }
}
