package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlState;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlplanner.hir.HirRelation;
import dev.mizu.sqlplanner.hir.HirRelation.JoinKind;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.names.Scope;
import dev.mizu.sqlplanner.names.ScopeColumn;
import dev.mizu.sqlplanner.names.ScopeColumn.TableAlias;
import dev.mizu.sqlplanner.query.FromPlanner.Source;
import dev.mizu.sqlplanner.typing.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** JOIN USING and NATURAL JOIN: equal names become one column, which comes first. */
final class UsingPlanner {
    private final QueryContext context;

    UsingPlanner(QueryContext context) {
        this.context = context;
    }

    Source natural(Source left, Source right, JoinKind kind) {
        List<Ident> common = new ArrayList<>();
        for (ScopeColumn column : left.scope().columns()) {
            boolean shared = column.plain() && right.scope().columns().stream()
                    .anyMatch(other -> other.plain() && other.name().equals(column.name()));
            if (shared) {
                common.add(Ident.of(column.name()));
            }
        }
        return join(left, right, kind, common, Optional.empty());
    }

    Source join(Source left, Source right, JoinKind kind, List<Ident> using, Optional<Ident> alias) {
        int leftArity = left.scope().arity();
        List<Integer> leftColumns = new ArrayList<>();
        List<Integer> rightColumns = new ArrayList<>();
        List<HirScalar> on = new ArrayList<>();
        for (Ident name : using) {
            int l = find(left.scope(), name, "left");
            int r = find(right.scope(), name, "right");
            leftColumns.add(l);
            rightColumns.add(leftArity + r);
            HirScalar a = new HirScalar.Column(0, l, left.scope().columns().get(l).type());
            HirScalar b = new HirScalar.Column(0, leftArity + r, right.scope().columns().get(r).type());
            on.add(new Comparisons(context).compare("=", new Operand.Typed(a, name.position()),
                    new Operand.Typed(b, name.position()), name.position()));
        }
        Source joined = FromPlanner.joined(left, right, kind, on);
        return merged(joined, kind, using, new Pairs(leftColumns, rightColumns, alias));
    }

    private record Pairs(List<Integer> left, List<Integer> right, Optional<Ident> alias) {}

    private Source merged(Source joined, JoinKind kind, List<Ident> using, Pairs pairs) {
        int arity = joined.scope().arity();
        List<ScopeColumn> all = joined.scope().columns();
        List<HirScalar> added = new ArrayList<>();
        List<Integer> outputs = new ArrayList<>();
        List<ScopeColumn> columns = new ArrayList<>();
        for (int i = 0; i < using.size(); i++) {
            int l = pairs.left().get(i);
            int r = pairs.right().get(i);
            HirScalar value = value(column(all, l), column(all, r), kind, using.get(i));
            if (value instanceof HirScalar.Column c) {
                outputs.add(c.index());
            } else {
                outputs.add(arity + added.size());
                added.add(value);
            }
            columns.add(new ScopeColumn(pairs.alias().map(a -> TableAlias.of(a.value())), using.get(i).value(),
                    HirTypes.of(value), true));
        }
        for (int i = 0; i < arity; i++) {
            boolean hidden = pairs.left().contains(i) || pairs.right().contains(i);
            ScopeColumn c = all.get(i);
            columns.add(hidden ? c.hidden() : c);
            outputs.add(i);
        }
        HirRelation mapped = added.isEmpty()
                ? joined.relation() : new HirRelation.Map(joined.relation(), added);
        HirRelation relation = using.isEmpty() ? joined.relation() : new HirRelation.Project(mapped, outputs);
        return new Source(relation, joined.scope().withColumns(columns));
    }

    /** The merged column: the side that is always there, either when one may be missing. */
    private HirScalar value(HirScalar left, HirScalar right, JoinKind kind, Ident name) {
        List<HirScalar> unified = context.coercion().unify(List.of(new Operand.Typed(left, name.position()),
                new Operand.Typed(right, name.position())), "JOIN/USING");
        return switch (kind) {
            case INNER, LEFT -> unified.get(0);
            case RIGHT -> unified.get(1);
            case FULL -> new HirScalar.Coalesce(unified);
        };
    }

    private static HirScalar column(List<ScopeColumn> columns, int index) {
        return new HirScalar.Column(0, index, columns.get(index).type());
    }

    private static int find(Scope scope, Ident name, String side) {
        int found = -1;
        for (int i = 0; i < scope.arity(); i++) {
            ScopeColumn column = scope.columns().get(i);
            if (column.plain() && column.name().equals(name.value())) {
                if (found >= 0) {
                    throw QueryContext.error(SqlState.AMBIGUOUS_COLUMN, "common column name \"" + name
                            + "\" appears more than once in " + side + " table", name.position());
                }
                found = i;
            }
        }
        if (found < 0) {
            throw QueryContext.error(SqlState.UNDEFINED_COLUMN, "column \"" + name + "\" specified in USING clause "
                    + "does not exist in " + side + " table", name.position());
        }
        return found;
    }
}
