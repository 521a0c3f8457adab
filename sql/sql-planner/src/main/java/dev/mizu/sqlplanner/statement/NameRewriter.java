package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlException;
import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.OrderBy;
import dev.mizu.sqlparser.ast.Query;
import dev.mizu.sqlparser.ast.SetExpr;
import dev.mizu.sqlparser.ast.TableRef;
import dev.mizu.sqlparser.ast.TypeName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Puts other names in the places of the items and types that a query, an expression or a type names. */
final class NameRewriter {
    private final UnaryOperator<ObjectName> names;
    private final UnaryOperator<Expr.Name> columns;
    private final Set<String> bound = new HashSet<>();

    NameRewriter(UnaryOperator<ObjectName> names) {
        this(names, column -> column);
    }

    /** Puts other names in the places of columns too. */
    NameRewriter(UnaryOperator<ObjectName> names, UnaryOperator<Expr.Name> columns) {
        this.names = names;
        this.columns = columns;
    }

    /** What the common table expressions met so far are called. */
    Set<String> bound() {
        return bound;
    }

    ObjectName name(ObjectName name) {
        return names.apply(name);
    }

    Query query(Query q) {
        return new Query(q.with().map(this::with), body(q.body()), orderBy(q.orderBy()), q.limit().map(this::expr),
                q.offset().map(this::expr), q.position());
    }

    private Query.With with(Query.With with) {
        switch (with) {
            case Query.With.Ctes c -> c.ctes().forEach(cte -> bound.add(cte.name().value()));
            case Query.With.MutuallyRecursive m -> m.bindings().forEach(b -> bound.add(b.name().value()));
        }
        return switch (with) {
            case Query.With.Ctes c -> new Query.With.Ctes(c.ctes().stream().map(cte ->
                    new Query.Cte(cte.name(), cte.columns(), query(cte.query()))).toList(), c.recursive(),
                    c.position());
            case Query.With.MutuallyRecursive m -> new Query.With.MutuallyRecursive(m.options(),
                    m.bindings().stream().map(b -> new Query.Binding(b.name(), b.columns().stream().map(column ->
                            new Query.Column(column.name(), type(column.type()))).toList(), query(b.query())))
                            .toList(), m.position());
        };
    }

    private SetExpr body(SetExpr body) {
        return switch (body) {
            case SetExpr.SetOperation s ->
                    new SetExpr.SetOperation(s.operator(), s.all(), body(s.left()), body(s.right()), s.position());
            case SetExpr.Values v -> new SetExpr.Values(v.rows().stream().map(this::exprs).toList(), v.position());
            case SetExpr.Table t -> new SetExpr.Table(names.apply(t.name()), t.position());
            case SetExpr.Nested n -> new SetExpr.Nested(query(n.query()), n.position());
            case SetExpr.Show s -> throw SqlException.unsupported("SHOW inside a stored query");
            case SetExpr.Select s -> select(s);
        };
    }

    private SetExpr.Select select(SetExpr.Select s) {
        SetExpr.Distinct distinct = s.distinct() instanceof SetExpr.Distinct.On(List<Expr> keys)
                ? new SetExpr.Distinct.On(exprs(keys)) : s.distinct();
        List<SetExpr.SelectItem> items = s.items().stream().<SetExpr.SelectItem>map(item -> switch (item) {
            case SetExpr.SelectItem.Star star -> star;
            case SetExpr.SelectItem.Value v ->
                    new SetExpr.SelectItem.Value(expr(v.expr()), v.alias(), v.position());
        }).toList();
        return new SetExpr.Select(distinct, items, s.from().stream().map(this::table).toList(),
                s.where().map(this::expr), exprs(s.groupBy()), s.having().map(this::expr),
                s.qualify().map(this::expr), s.options(), s.position());
    }

    private TableRef table(TableRef ref) {
        return switch (ref) {
            case TableRef.Table t -> new TableRef.Table(names.apply(t.name()), t.alias(), t.position());
            case TableRef.Derived d -> new TableRef.Derived(d.lateral(), query(d.query()), d.alias(), d.position());
            case TableRef.Function f ->
                    new TableRef.Function(f.lateral(), call(f.call()), f.ordinality(), f.alias(), f.position());
            case TableRef.RowsFrom r -> new TableRef.RowsFrom(r.lateral(),
                    r.calls().stream().map(this::call).toList(), r.ordinality(), r.alias(), r.position());
            case TableRef.Nested n -> new TableRef.Nested(table(n.inner()), n.alias(), n.position());
            case TableRef.Join j -> new TableRef.Join(table(j.left()), table(j.right()), j.kind(),
                    j.condition() instanceof TableRef.JoinCondition.On(Expr on)
                            ? new TableRef.JoinCondition.On(expr(on)) : j.condition(), j.position());
        };
    }

    private List<Expr> exprs(List<Expr> list) {
        return list.stream().map(this::expr).toList();
    }

    private List<OrderBy> orderBy(List<OrderBy> list) {
        return list.stream().map(o -> new OrderBy(expr(o.expr()), o.descending(), o.nullsFirst(), o.position()))
                .toList();
    }

    Expr expr(Expr e) {
        return switch (e) {
            case Literal l -> l;
            case Expr.Default d -> d;
            case Expr.AllRows all -> all;
            case Expr.Parameter p -> p;
            case Expr.Name n -> columns.apply(n);
            case Expr.NameWildcard w -> w;
            case Expr.WildcardOf w -> new Expr.WildcardOf(expr(w.operand()), w.position());
            case Expr.FieldOf f -> new Expr.FieldOf(expr(f.operand()), f.field(), f.position());
            case Expr.Subscript s -> new Expr.Subscript(expr(s.operand()), s.bounds().stream().map(b ->
                    new Expr.Bounds(b.lower().map(this::expr), b.upper().map(this::expr), b.slice())).toList(),
                    s.position());
            case Expr.And a -> new Expr.And(exprs(a.operands()), a.position());
            case Expr.Or o -> new Expr.Or(exprs(o.operands()), o.position());
            case Expr.Not n -> new Expr.Not(expr(n.operand()), n.position());
            case Expr.Unary u -> new Expr.Unary(u.operator(), expr(u.operand()), u.position());
            case Expr.Binary b -> new Expr.Binary(b.operator(), expr(b.left()), expr(b.right()), b.position());
            case Expr.Is i -> new Expr.Is(expr(i.operand()), i.truth(), i.negated(), i.position());
            case Expr.IsDistinctFrom d ->
                    new Expr.IsDistinctFrom(expr(d.left()), expr(d.right()), d.negated(), d.position());
            case Expr.Like l -> new Expr.Like(expr(l.operand()), expr(l.pattern()), l.escape().map(this::expr),
                    l.caseInsensitive(), l.negated(), l.position());
            case Expr.Between b -> new Expr.Between(
                    expr(b.operand()), expr(b.low()), expr(b.high()), b.symmetric(), b.negated(), b.position());
            case Expr.InList i -> new Expr.InList(expr(i.operand()), exprs(i.list()), i.negated(), i.position());
            case Expr.InQuery i -> new Expr.InQuery(expr(i.operand()), query(i.query()), i.negated(), i.position());
            case Expr.Quantified q ->
                    new Expr.Quantified(expr(q.left()), q.operator(), q.all(), expr(q.right()), q.position());
            case Expr.QuantifiedQuery q ->
                    new Expr.QuantifiedQuery(expr(q.left()), q.operator(), q.all(), query(q.query()), q.position());
            case Expr.Case c -> new Expr.Case(c.operand().map(this::expr), c.branches().stream().map(w ->
                    new Expr.When(expr(w.condition()), expr(w.result()))).toList(), c.otherwise().map(this::expr),
                    c.position());
            case Expr.Cast c -> new Expr.Cast(expr(c.operand()), type(c.type()), c.position());
            case Expr.Collate c -> new Expr.Collate(expr(c.operand()), c.collation(), c.position());
            case Expr.Call c -> call(c);
            case Expr.Exists x -> new Expr.Exists(query(x.query()), x.position());
            case Expr.Subquery s -> new Expr.Subquery(query(s.query()), s.position());
            case Expr.Row r -> new Expr.Row(exprs(r.fields()), r.position());
            case Expr.Array a -> new Expr.Array(exprs(a.elements()), a.position());
            case Expr.ArrayQuery a -> new Expr.ArrayQuery(query(a.query()), a.position());
            case Expr.ListOf l -> new Expr.ListOf(exprs(l.elements()), l.position());
            case Expr.ListQuery l -> new Expr.ListQuery(query(l.query()), l.position());
            case Expr.MapOf m -> new Expr.MapOf(m.entries().stream().map(entry ->
                    new Expr.Entry(expr(entry.key()), expr(entry.value()))).toList(), m.position());
            case Expr.MapQuery m -> new Expr.MapQuery(query(m.query()), m.position());
        };
    }

    private Expr.Call call(Expr.Call c) {
        Expr.Arguments arguments = new Expr.Arguments(c.arguments().star(), c.arguments().distinct(),
                exprs(c.arguments().list()), orderBy(c.arguments().orderBy()));
        Optional<Expr.Window> over = c.over().map(w ->
                new Expr.Window(exprs(w.partitionBy()), orderBy(w.orderBy()), w.frame(), w.position()));
        return new Expr.Call(c.name(), arguments, c.filter().map(this::expr), c.ignoreNulls(), over, c.position());
    }

    TypeName type(TypeName type) {
        return switch (type) {
            case TypeName.Named n -> new TypeName.Named(names.apply(n.name()), n.modifiers(), n.position());
            case TypeName.Array a -> new TypeName.Array(type(a.element()), a.position());
            case TypeName.ListOf l -> new TypeName.ListOf(type(l.element()), l.position());
            case TypeName.MapOf m -> new TypeName.MapOf(type(m.key()), type(m.value()), m.position());
        };
    }

    CreateStatement.TypeDefinition definition(CreateStatement.TypeDefinition definition) {
        return switch (definition) {
            case CreateStatement.TypeDefinition.ListType l ->
                    new CreateStatement.TypeDefinition.ListType(type(l.element()));
            case CreateStatement.TypeDefinition.MapType m -> new CreateStatement.TypeDefinition.MapType(
                    type(m.key()), type(m.value()));
            case CreateStatement.TypeDefinition.RecordType r -> new CreateStatement.TypeDefinition.RecordType(
                    r.fields().stream().map(f -> new Query.Column(f.name(), type(f.type()))).toList());
        };
    }
}
