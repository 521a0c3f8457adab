package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.GlobalId;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.ScalarType;
import dev.mizu.sqlparser.Parser;
import dev.mizu.sqlparser.ast.DmlStatement;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.Query;
import dev.mizu.sqlparser.ast.SetExpr;
import dev.mizu.sqlparser.ast.TableRef;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.catalog.ItemDetail;
import dev.mizu.sqlplanner.catalog.ItemKind;
import dev.mizu.sqlplanner.hir.HirRelation;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.lowering.Lowering;
import dev.mizu.sqlplanner.names.ScopeColumn.TableAlias;
import dev.mizu.sqlplanner.plan.MutationPlan;
import dev.mizu.sqlplanner.plan.MutationPlan.Returning;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.Privilege;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.PrivilegeTarget;
import dev.mizu.sqlplanner.query.Environment;
import dev.mizu.sqlplanner.query.Expressions;
import dev.mizu.sqlplanner.query.PlannedQuery;
import dev.mizu.sqlplanner.query.QueryPlanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** INSERT, UPDATE, DELETE and COPY FROM. */
final class DmlPlanner {
    private final StatementContext context;
    private final QueryPlanner queries;

    DmlPlanner(StatementContext context) {
        this.context = context;
        this.queries = context.queries();
    }

    /** A table that may be written. */
    private record Target(CatalogItem item, RelationDesc desc, Map<Integer, String> defaults) {
        GlobalId id() {
            return item.id();
        }

        TableAlias alias() {
            return new TableAlias(item.name().database(), Optional.of(item.name().schema()), item.name().item());
        }
    }

    private Target target(ObjectName name, String verb, Privilege privilege) {
        CatalogItem item = context.names().relation(name);
        if (item.kind() != ItemKind.TABLE || !(item.detail() instanceof ItemDetail.Table table)) {
            throw StatementContext.error(SqlState.WRONG_OBJECT_TYPE,
                    "cannot " + verb + " non-writeable table '" + item.name() + "'", name.position());
        }
        context.uses(item);
        context.require(new PrivilegeTarget.SchemaTarget(item.schema()), Privilege.USAGE);
        context.require(new PrivilegeTarget.ItemTarget(item.id()), privilege);
        return new Target(item, item.desc().orElseThrow(), table.defaults());
    }

    MutationPlan.Insert insert(DmlStatement.Insert insert) {
        Target target = target(insert.table(), "insert into", Privilege.INSERT);
        List<Integer> columns = columns(insert.columns(), target);
        HirRelation source = switch (insert.source()) {
            case DmlStatement.InsertSource.DefaultValues d -> rows(target, List.of(), unit());
            case DmlStatement.InsertSource.Rows(Query query) -> insertRows(query, columns, target, insert);
        };
        context.reads(queries.context().used());
        return new MutationPlan.Insert(
                target.id(), target.desc(), Lowering.lower(source),
                returning(insert.returning(), target, target.alias()));
    }

    private static HirRelation unit() {
        return new HirRelation.Constant(List.of(new dev.mizu.repr.Row(List.of())), RelationType.of());
    }

    private static List<Integer> columns(List<Ident> names, Target target) {
        if (names.isEmpty()) {
            return IntStream.range(0, target.desc().arity()).boxed().toList();
        }
        List<Integer> columns = new ArrayList<>();
        for (Ident name : names) {
            int column = target.desc().names().indexOf(name.value());
            if (column < 0) {
                throw StatementContext.error(SqlState.UNDEFINED_COLUMN, "column \"" + name + "\" of relation \""
                        + target.item().name().item() + "\" does not exist", name.position());
            }
            if (columns.contains(column)) {
                throw StatementContext.error(SqlState.DUPLICATE_COLUMN,
                        "column \"" + name + "\" specified more than once", name.position());
            }
            columns.add(column);
        }
        return columns;
    }

    private HirRelation insertRows(
            Query query, List<Integer> columns, Target target, DmlStatement.Insert insert) {
        List<ScalarType> types = columns.stream().map(c -> target.desc().type().columns().get(c).scalar()).toList();
        List<String> names = columns.stream().map(c -> target.desc().names().get(c)).toList();
        PlannedQuery planned = queries.plan(withDefaults(query, columns, target), Environment.TOP, types);
        int given = planned.columns().size();
        if (given > columns.size()) {
            throw StatementContext.error(SqlState.SYNTAX_ERROR,
                    "INSERT has more expressions than target columns", query.position());
        }
        if (given < columns.size() && !insert.columns().isEmpty()) {
            throw StatementContext.error(SqlState.SYNTAX_ERROR,
                    "INSERT has more target columns than expressions", insert.columns().get(given).position());
        }
        HirRelation rows = planned.assigned(queries.context().coercion(), types, names).closed();
        return rows(target, columns.subList(0, given), rows);
    }

    /** The rows with what DEFAULT stands for in them. */
    private static Query withDefaults(Query query, List<Integer> columns, Target target) {
        if (!(query.body() instanceof SetExpr.Values values)) {
            return query;
        }
        List<List<Expr>> rows = values.rows().stream()
                .map(row -> IntStream.range(0, row.size()).mapToObj(at -> at < columns.size()
                        ? orDefault(row.get(at), columns.get(at), target) : row.get(at)).toList()).toList();
        return new Query(query.with(), new SetExpr.Values(rows, values.position()), query.orderBy(), query.limit(),
                query.offset(), query.position());
    }

    private static Expr orDefault(Expr value, int column, Target target) {
        if (!(value instanceof Expr.Default)) {
            return value;
        }
        String text = target.defaults().get(column);
        return text == null ? new Literal.Null(value.position()) : Parser.parseExpr(text);
    }

    /** Whole rows of the table from rows of some of its columns. */
    private HirRelation rows(Target target, List<Integer> columns, HirRelation given) {
        int arity = target.desc().arity();
        List<HirScalar> added = new ArrayList<>();
        List<Integer> outputs = new ArrayList<>();
        for (int column = 0; column < arity; column++) {
            int at = columns.indexOf(column);
            if (at < 0) {
                at = columns.size() + added.size();
                added.add(defaultOf(target, column));
            }
            outputs.add(at);
        }
        HirRelation mapped = added.isEmpty() ? given : new HirRelation.Map(given, added);
        return outputs.equals(IntStream.range(0, HirTypes.of(mapped).size()).boxed().toList())
                ? mapped : new HirRelation.Project(mapped, outputs);
    }

    private HirScalar defaultOf(Target target, int column) {
        ScalarType type = target.desc().type().columns().get(column).scalar();
        String text = target.defaults().get(column);
        if (text == null) {
            return new HirScalar.Literal(Datum.NULL, type.nullable());
        }
        return Expressions.defaults(queries).assigned(
                Parser.parseExpr(text), type, target.desc().names().get(column));
    }

    private Returning returning(List<SetExpr.SelectItem> items, Target target, TableAlias alias) {
        if (items.isEmpty()) {
            return Returning.NONE;
        }
        List<Expressions.Named> named =
                Expressions.returning(queries, alias, target.desc()).list(items);
        context.require(new PrivilegeTarget.ItemTarget(target.id()), Privilege.SELECT);
        List<ColumnType> types = named.stream().map(column -> HirTypes.of(column.expr())).toList();
        List<ScalarExpr> exprs = Lowering.scalars(named.stream().map(Expressions.Named::expr).toList());
        return new Returning(true, exprs, new RelationDesc(
                RelationType.of(types), named.stream().map(Expressions.Named::name).toList()));
    }

    MutationPlan.Delete delete(DmlStatement.Delete delete) {
        Target target = target(delete.table(), "delete from", Privilege.DELETE);
        if (delete.where().isPresent() || !delete.using().isEmpty()) {
            context.require(new PrivilegeTarget.ItemTarget(target.id()), Privilege.SELECT);
        }
        HirRelation selection = selection(target, delete);
        context.reads(others(target));
        checkReadable(target);
        return new MutationPlan.Delete(target.id(), target.desc(), Lowering.lower(selection),
                deleted(delete, target, aliasOf(delete.alias(), target)));
    }

    private static TableAlias aliasOf(Optional<TableRef.Alias> alias, Target target) {
        return alias.map(a -> TableAlias.of(a.name().value())).orElse(target.alias());
    }

    /** A deleted row is given back without the partners it had in USING: any of several may be the one. */
    private Returning deleted(DmlStatement.Delete delete, Target target, TableAlias alias) {
        boolean star = delete.returning().stream().anyMatch(SetExpr.SelectItem.Star.class::isInstance);
        if (star && !delete.using().isEmpty()) {
            throw SqlException.unsupported("RETURNING * of a DELETE with USING");
        }
        return returning(delete.returning(), target, alias);
    }

    private Set<GlobalId> others(Target target) {
        Set<GlobalId> used = new HashSet<>(queries.context().used());
        used.remove(target.id());
        return used;
    }

    /** The rows of the table to go; with USING those that have a partner. */
    private HirRelation selection(Target target, DmlStatement.Delete delete) {
        return new Selections(queries).rows(target.item(), delete.table(), delete.alias(), delete.using(),
                delete.where());
    }

    MutationPlan.Update update(DmlStatement.Update update) {
        Target target = target(update.table(), "update", Privilege.UPDATE);
        TableAlias alias = aliasOf(update.alias(), target);
        HirRelation selection = new Selections(queries).rows(
                target.item(), update.table(), update.alias(), List.of(), update.where());
        List<HirScalar> assignments = new ArrayList<>();
        for (int i = 0; i < target.desc().arity(); i++) {
            assignments.add(new HirScalar.Column(0, i, target.desc().type().columns().get(i)));
        }
        Set<Integer> seen = new HashSet<>();
        Expressions expressions = Expressions.update(queries, alias, target.desc());
        for (DmlStatement.Assignment assignment : update.assignments()) {
            int column = columns(List.of(assignment.column()), target).getFirst();
            if (!seen.add(column)) {
                throw StatementContext.error(SqlState.SYNTAX_ERROR, "multiple assignments to same column \""
                        + assignment.column() + "\"", assignment.column().position());
            }
            assignments.set(column, expressions.assigned(orDefault(assignment.value(), column, target),
                    target.desc().type().columns().get(column).scalar(), assignment.column().value()));
        }
        context.require(new PrivilegeTarget.ItemTarget(target.id()), Privilege.SELECT);
        context.reads(others(target));
        checkReadable(target);
        Selections.Changed changed = new Selections(queries).update(target.desc(), selection, assignments);
        return new MutationPlan.Update(target.id(), target.desc(), changed.selection(), changed.assignments(),
                returning(update.returning(), target, alias));
    }

    /** What is read to find the rows to change must be tables of users, or views over them. */
    private void checkReadable(Target target) {
        for (GlobalId id : others(target)) {
            checkReadable(id);
        }
    }

    private void checkReadable(GlobalId id) {
        CatalogItem item = context.catalog().item(id).orElseThrow();
        boolean table = item.kind() == ItemKind.TABLE && item.detail() instanceof ItemDetail.Table;
        boolean view = item.kind() == ItemKind.VIEW || item.kind() == ItemKind.MATERIALIZED_VIEW;
        if (!table && !view && item.kind() != ItemKind.TYPE) {
            throw StatementContext.error(SqlState.INVALID_TRANSACTION_STATE,
                    "invalid selection: operation may only refer to user-defined tables", 0);
        }
        if (view) {
            item.uses().forEach(this::checkReadable);
        }
    }

    MutationPlan.CopyFrom copyFrom(DmlStatement.CopyFrom copy) {
        if (!(copy.source() instanceof DmlStatement.CopySource.Stdin)) {
            throw SqlException.unsupported("COPY FROM a URL");
        }
        Target target = target(copy.table(), "insert into", Privilege.INSERT);
        List<Integer> columns = columns(copy.columns(), target);
        List<ColumnType> types = columns.stream().map(c -> target.desc().type().columns().get(c)).toList();
        List<HirScalar> row = new ArrayList<>();
        for (int column = 0; column < target.desc().arity(); column++) {
            int at = columns.indexOf(column);
            row.add(at >= 0 ? new HirScalar.Column(0, at, types.get(at)) : defaultOf(target, column));
        }
        RelationDesc input = new RelationDesc(RelationType.of(types),
                columns.stream().map(target.desc().names()::get).toList());
        return new MutationPlan.CopyFrom(target.id(), target.desc(), input, Lowering.scalars(row),
                new CopyOptionsPlanner().from(copy.options()));
    }
}
