package dev.mizu.sqlplanner.statement;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.repr.RelationDesc;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.Query;
import dev.mizu.sqlparser.ast.SetExpr;
import dev.mizu.sqlparser.ast.TableRef;
import dev.mizu.sqlplanner.catalog.CatalogItem;
import dev.mizu.sqlplanner.hir.HirRelation;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.lowering.Lowering;
import dev.mizu.sqlplanner.lowering.ScalarFolding;
import dev.mizu.sqlplanner.query.Environment;
import dev.mizu.sqlplanner.query.QueryPlanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows that UPDATE and DELETE change. */
final class Selections {
    private final QueryPlanner queries;

    Selections(QueryPlanner queries) {
        this.queries = queries;
    }

    /** Rows to be changed, and one expression over them for each column of the table. */
    record Changed(RelationExpr selection, List<ScalarExpr> assignments) {}

    /** Rows of a table for which the condition is true; with {@code using}, for some rows of those relations. */
    HirRelation rows(CatalogItem table, ObjectName name, Optional<TableRef.Alias> alias, List<TableRef> using,
            Optional<Expr> where) {
        TableRef target = new TableRef.Table(name, alias, name.position());
        if (using.isEmpty()) {
            return planned(List.of(target), List.of(new SetExpr.SelectItem.Star(0)), where);
        }
        // One row is deleted once, however many partners it has: EXCEPT ALL of what has none.
        return withPartners(target, using, where);
    }

    private HirRelation planned(List<TableRef> from, List<SetExpr.SelectItem> items, Optional<Expr> where) {
        SetExpr.Select select = new SetExpr.Select(new SetExpr.Distinct.None(), items, from, where, List.of(),
                Optional.empty(), Optional.empty(), List.of(), 0);
        return queries.plan(Query.of(select), Environment.TOP, List.of()).settled(queries.context().coercion())
                .closed();
    }

    /** {@code table WHERE EXISTS (SELECT FROM using WHERE condition)}. */
    private HirRelation withPartners(TableRef target, List<TableRef> using, Optional<Expr> where) {
        SetExpr.Select inner = new SetExpr.Select(new SetExpr.Distinct.None(), List.of(), using, where, List.of(),
                Optional.empty(), Optional.empty(), List.of(), 0);
        Expr exists = new Expr.Exists(Query.of(inner), 0);
        return planned(List.of(target), List.of(new SetExpr.SelectItem.Star(0)), Optional.of(exists));
    }

    /**
     * The rows of an update and what becomes of each; where the new values hold queries, these are computed with the
     * selection.
     */
    Changed update(RelationDesc desc, HirRelation selection, List<HirScalar> assignments) {
        List<HirScalar> computed = new ArrayList<>();
        List<ScalarExpr> values = new ArrayList<>();
        for (HirScalar assignment : assignments) {
            Optional<ScalarExpr> plain = ScalarFolding.plain(assignment);
            if (plain.isPresent()) {
                values.add(plain.get());
            } else {
                values.add(new ScalarExpr.Column(desc.arity() + computed.size()));
                computed.add(assignment);
            }
        }
        HirRelation rows = computed.isEmpty() ? selection : new HirRelation.Map(selection, computed);
        return new Changed(Lowering.lower(rows), values);
    }
}
