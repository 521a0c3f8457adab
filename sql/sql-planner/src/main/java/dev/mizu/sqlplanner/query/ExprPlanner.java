package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.expr.cast.CastContext;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.hir.HirTypes;
import dev.mizu.sqlplanner.names.Scope;
import dev.mizu.sqlplanner.typing.Coercion;
import dev.mizu.sqlplanner.typing.Forms;
import dev.mizu.sqlplanner.typing.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Expressions over one scope, in one clause. */
public final class ExprPlanner {
    private final QueryPlanner queries;
    private final QueryContext context;
    private final Environment env;
    private final Clause clause;
    private final Optional<SelectBlock> block;

    /** {@code env}: the scope that names are looked up in, and the CTEs in sight. */
    ExprPlanner(QueryPlanner queries, Environment env, Clause clause, Optional<SelectBlock> block) {
        this.queries = queries;
        this.context = queries.context();
        this.env = env;
        this.clause = clause;
        this.block = block;
    }

    QueryPlanner queries() {
        return queries;
    }

    QueryContext context() {
        return context;
    }

    Environment env() {
        return env;
    }

    Clause clause() {
        return clause;
    }

    Optional<SelectBlock> block() {
        return block;
    }

    ExprPlanner in(Clause other) {
        return new ExprPlanner(queries, env, other, block);
    }

    private Coercion coercion() {
        return context.coercion();
    }

    private static Operand typed(HirScalar expr, Expr from) {
        return new Operand.Typed(expr, from.position());
    }

    /** Plans an expression; its type may stay open. */
    public Operand plan(Expr expr) {
        return switch (expr) {
            case Literal literal -> literal(literal);
            case Expr.Default d -> throw QueryContext.error(
                    SqlState.SYNTAX_ERROR, "DEFAULT is not allowed in this context", d.position());
            case Expr.Parameter p -> context.parameters().use(p.number(), p.position());
            case Expr.Name name -> name(name);
            // Where one value is wanted, all columns of a table are its whole row.
            case Expr.NameWildcard w -> typed(new Records(this).wholeRow(w), w);
            case Expr.WildcardOf w -> throw misplacedStar(w);
            case Expr.FieldOf f -> typed(new Records(this).field(f), f);
            case Expr.Subscript s -> typed(new Containers(this).subscript(s), s);
            case Expr.And and -> typed(new HirScalar.And(bools(and.operands(), "AND")), and);
            case Expr.Or or -> typed(new HirScalar.Or(bools(or.operands(), "OR")), or);
            case Expr.Not not -> typed(Forms.not(bool(not.operand(), "NOT")), not);
            case Expr.Unary u -> unary(u);
            case Expr.Binary b -> typed(compare(b.operator(), plan(b.left()), plan(b.right())), b);
            case Expr.Is is -> typed(is(is), is);
            case Expr.IsDistinctFrom d -> typed(distinct(d), d);
            case Expr.Like like -> typed(like(like), like);
            case Expr.Between between -> typed(between(between), between);
            case Expr.InList in -> typed(inList(in), in);
            case Expr.InQuery in -> typed(new SubqueryForms(this).in(in), in);
            case Expr.Quantified q -> typed(new SubqueryForms(this).quantified(q), q);
            case Expr.QuantifiedQuery q -> typed(new SubqueryForms(this).quantified(q), q);
            case Expr.Case c -> typed(caseOf(c), c);
            case Expr.Cast cast -> cast(cast);
            case Expr.Collate collate -> collate(collate);
            case Expr.Call call -> new CallPlanner(this).plan(call);
            case Expr.Exists e -> typed(new SubqueryForms(this).exists(e), e);
            case Expr.Subquery s -> typed(new SubqueryForms(this).scalar(s), s);
            case Expr.Row row -> new Operand.RowOf(new Records(this).operands(row.fields()), row.position());
            case Expr.AllRows all -> throw QueryContext.error(
                    SqlState.SYNTAX_ERROR, "an expression is expected", all.position());
            case Expr.Array a -> new Containers(this).array(a);
            case Expr.ArrayQuery a -> typed(new SubqueryForms(this).arrayQuery(a.query(), a.position()), a);
            case Expr.ListOf l -> new Containers(this).list(l);
            case Expr.ListQuery l -> throw SqlException.unsupported("LIST over a query");
            case Expr.MapOf m -> new Containers(this).map(m);
            case Expr.MapQuery m -> throw SqlException.unsupported("MAP over a query");
        };
    }

    private static SqlException misplacedStar(Expr star) {
        return QueryContext.error(SqlState.SYNTAX_ERROR, "row expansion via \"*\" is not supported here",
                star.position());
    }

    /** Plans a truth value. */
    public HirScalar bool(Expr expr, String construct) {
        return coercion().toBool(plan(expr), construct);
    }

    private List<HirScalar> bools(List<Expr> exprs, String construct) {
        return exprs.stream().map(expr -> bool(expr, construct)).toList();
    }

    private Operand literal(Literal literal) {
        return switch (literal) {
            case Literal.Null n -> new Operand.NullLiteral(n.position());
            case Literal.Bool b -> typed(b.value() ? Forms.TRUE : Forms.FALSE, b);
            case Literal.Text t -> new Operand.TextLiteral(t.value(), t.position());
            case Literal.Number n -> typed(Literals.number(n), n);
            case Literal.Interval i -> typed(Literals.interval(i), i);
        };
    }

    private Operand name(Expr.Name name) {
        return switch (env.scope().resolve(name.parts(), name.position())) {
            case Scope.Found.OneColumn c ->
                    typed(context.at(new HirScalar.Column(c.level(), c.index(), c.type()), name.position()), name);
            case Scope.Found.WholeRow row -> typed(Records.wholeRow(row, env.scope()), name);
        };
    }

    private HirScalar compare(Expr.Operator operator, Operand left, Operand right) {
        return new Comparisons(context).compare(operator.symbol(), left, right, operator.position());
    }

    private Operand unary(Expr.Unary unary) {
        return typed(new Comparisons(context).operator(
                unary.operator().symbol(), List.of(plan(unary.operand())), unary.operator().position()), unary);
    }

    private HirScalar is(Expr.Is is) {
        if (is.truth() == Expr.Truth.NULL) {
            return isNull(plan(is.operand()), is.negated());
        }
        HirScalar operand = bool(is.operand(), "IS " + is.truth());
        HirScalar result = switch (is.truth()) {
            case NULL, UNKNOWN -> new HirScalar.IsNull(operand);
            case TRUE -> Forms.isTrue(operand);
            case FALSE -> Forms.isFalse(operand);
        };
        return is.negated() ? Forms.not(result) : result;
    }

    /** A row IS NULL when all its fields are, and IS NOT NULL when none is. */
    private HirScalar isNull(Operand operand, boolean negated) {
        if (operand instanceof Operand.RowOf row) {
            return areNull(row.fields().stream().map(coercion()::settle).toList(), negated);
        }
        HirScalar value = coercion().settle(operand);
        return areNull(typeOf(value) instanceof ScalarType.Record ? Records.fields(value) : List.of(value), negated);
    }

    private static HirScalar areNull(List<HirScalar> values, boolean negated) {
        List<HirScalar> each = values.stream().<HirScalar>map(HirScalar.IsNull::new)
                .map(one -> negated ? Forms.not(one) : one).toList();
        return each.size() == 1 ? each.getFirst() : new HirScalar.And(each);
    }

    private HirScalar distinct(Expr.IsDistinctFrom d) {
        HirScalar different = distinct(plan(d.left()), plan(d.right()), d.position());
        return d.negated() ? Forms.not(different) : different;
    }

    /** Rows differ when some pair of their fields does. */
    private HirScalar distinct(Operand left, Operand right, int position) {
        if (!(left instanceof Operand.RowOf a && right instanceof Operand.RowOf b)) {
            return new CallPlanner(this).form("is_distinct", List.of(left, right), position);
        }
        Comparisons.checkComparable(a, b, position);
        List<HirScalar> fields = new ArrayList<>();
        for (int i = 0; i < a.fields().size(); i++) {
            fields.add(distinct(a.fields().get(i), b.fields().get(i), position));
        }
        return fields.size() == 1 ? fields.getFirst() : new HirScalar.Or(fields);
    }

    private HirScalar like(Expr.Like like) {
        Operand pattern = plan(like.pattern());
        if (like.escape().isPresent()) {
            pattern = typed(new CallPlanner(this).named(
                    "like_escape", List.of(pattern, plan(like.escape().get())), like.position()), like.pattern());
        }
        String symbol = (like.negated() ? "!" : "") + "~~" + (like.caseInsensitive() ? "*" : "");
        return new Comparisons(context).operator(symbol, List.of(plan(like.operand()), pattern), like.position());
    }

    private HirScalar between(Expr.Between between) {
        Operand value = plan(between.operand());
        Operand low = plan(between.low());
        Operand high = plan(between.high());
        HirScalar inside = within(value, low, high, between.position());
        if (between.symmetric()) {
            inside = new HirScalar.Or(List.of(inside, within(value, high, low, between.position())));
        }
        return between.negated() ? Forms.not(inside) : inside;
    }

    private HirScalar within(Operand value, Operand low, Operand high, int position) {
        Comparisons comparisons = new Comparisons(context);
        return new HirScalar.And(List.of(comparisons.compare(">=", value, low, position),
                comparisons.compare("<=", value, high, position)));
    }

    private HirScalar inList(Expr.InList in) {
        Operand value = plan(in.operand());
        List<HirScalar> equalities = new ArrayList<>();
        for (Expr element : in.list()) {
            equalities.add(new Comparisons(context).compare("=", value, plan(element), in.position()));
        }
        HirScalar found = equalities.size() == 1 ? equalities.getFirst() : new HirScalar.Or(equalities);
        return in.negated() ? Forms.not(found) : found;
    }

    private HirScalar caseOf(Expr.Case c) {
        Optional<Operand> operand = c.operand().map(this::plan);
        List<HirScalar> conditions = new ArrayList<>();
        List<Operand> results = new ArrayList<>();
        // PostgreSQL lets the ELSE branch speak first when types are matched.
        results.add(c.otherwise().map(this::plan).orElseGet(() -> new Operand.NullLiteral(c.position())));
        for (Expr.When when : c.branches()) {
            conditions.add(operand.isPresent()
                    ? new Comparisons(context).compare("=", operand.get(), plan(when.condition()),
                            when.condition().position())
                    : bool(when.condition(), "CASE/WHEN"));
            results.add(plan(when.result()));
        }
        List<HirScalar> unified = coercion().unify(results, "CASE");
        HirScalar result = unified.getFirst();
        for (int i = conditions.size() - 1; i >= 0; i--) {
            result = new HirScalar.If(conditions.get(i), unified.get(i + 1), result);
        }
        return result;
    }

    /** There is one collation, bytewise over UTF-8, and it is the default. */
    private Operand collate(Expr.Collate collate) {
        if (!collate.collation().last().value().equals("default")) {
            throw QueryContext.error(SqlState.UNDEFINED_OBJECT, "collation \"" + collate.collation().last()
                    + "\" does not exist", collate.collation().position());
        }
        return plan(collate.operand());
    }

    private Operand cast(Expr.Cast cast) {
        ScalarType type = context.types().resolve(cast.type());
        // An array of literals takes the elements' type from the cast around it.
        if (cast.operand() instanceof Expr.Array array && type instanceof ScalarType.Array wanted) {
            return typed(new Containers(this).array(array, wanted), cast);
        }
        if (cast.operand() instanceof Expr.ListOf list && type instanceof ScalarType.ListOf wanted) {
            return typed(new Containers(this).list(list, wanted), cast);
        }
        if (cast.operand() instanceof Literal.Number number
                && (type == SimpleType.FLOAT4 || type == SimpleType.FLOAT8)) {
            // Not by way of a numeric, which has neither the range nor the digits.
            return typed(coercion().explicit(new Operand.TextLiteral(number.text(), number.position()), type), cast);
        }
        Operand operand = plan(cast.operand());
        if (type == SimpleType.REGCLASS || type == SimpleType.REGTYPE || type == SimpleType.REGPROC) {
            return typed(new CatalogCasts(this).cast(operand, (SimpleType) type), cast);
        }
        if (new CatalogCasts(this).names(operand, type)) {
            return typed(new CatalogCasts(this).name(operand), cast);
        }
        return typed(coercion().explicit(operand, type), cast);
    }

    /** Plans an expression and gives it the type it has. */
    public HirScalar settled(Expr expr) {
        return coercion().settle(plan(expr));
    }

    /** Plans an expression that is assigned to a column. */
    public HirScalar assigned(Expr expr, ScalarType type, String column) {
        return coercion().toColumn(plan(expr), type, column);
    }

    /** Plans an expression cast in a context; empty when there is no such cast. */
    public Optional<HirScalar> cast(Expr expr, ScalarType type, CastContext castContext) {
        return coercion().to(plan(expr), type, castContext);
    }

    /** The type that a planned expression has. */
    static ScalarType typeOf(HirScalar expr) {
        return HirTypes.of(expr).scalar();
    }
}
