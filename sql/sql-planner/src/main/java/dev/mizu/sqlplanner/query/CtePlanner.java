package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.expr.cast.CastContext;
import dev.mizu.expr.functions.Polymorphism;
import dev.mizu.expr.relation.RelationExpr.RecursionLimit;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.ScalarType;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.OptionValue;
import dev.mizu.sqlparser.ast.Query;
import dev.mizu.sqlparser.ast.SetExpr;
import dev.mizu.sqlplanner.hir.HirRelation;
import dev.mizu.sqlplanner.lowering.LinearRecursion;
import dev.mizu.sqlplanner.query.Environment.Cte;
import dev.mizu.sqlplanner.typing.Operand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** WITH, WITH RECURSIVE and WITH MUTUALLY RECURSIVE. */
final class CtePlanner {
    /** No WITH RECURSIVE has so many rounds on purpose, and one without an end must not fill the memory. */
    private static final RecursionLimit ENDLESS = new RecursionLimit(OptionalLong.of(10_000), false);

    private final QueryPlanner queries;
    private final QueryContext context;

    CtePlanner(QueryPlanner queries) {
        this.queries = queries;
        this.context = queries.context();
    }

    PlannedQuery plan(Query query, Query.With with, Environment env, List<ScalarType> targets) {
        return switch (with) {
            case Query.With.Ctes ctes -> plain(query, ctes, env, targets);
            case Query.With.MutuallyRecursive recursive -> recursive(query, recursive, env, targets);
        };
    }

    private PlannedQuery plain(Query query, Query.With.Ctes with, Environment env, List<ScalarType> targets) {
        checkDistinct(with.ctes().stream().map(Query.Cte::name).toList());
        Environment inner = env;
        List<Bound> bounds = new ArrayList<>();
        for (Query.Cte cte : with.ctes()) {
            Environment before = inner;
            Bound bound = (with.recursive() ? recursive(cte, before) : Optional.<Bound>empty())
                    .orElseGet(() -> bound(cte, before));
            bounds.add(bound);
            inner = inner.with(List.of(bound.cte()));
        }
        PlannedQuery body = queries.body(query, inner, targets);
        HirRelation relation = body.relation();
        for (Bound bound : bounds.reversed()) {
            relation = bound.around(relation);
        }
        return body.withRelation(relation);
    }

    /** A CTE and its rows; those of one that reads itself are a binding. */
    record Bound(Cte cte, Optional<HirRelation.Binding> recursive, HirRelation value) {
        HirRelation around(HirRelation body) {
            return recursive.<HirRelation>map(binding -> new HirRelation.LetRec(List.of(binding), body))
                    .orElseGet(() -> new HirRelation.Let(cte.id(), cte.name(), value, body));
        }
    }

    private Bound bound(Query.Cte cte, Environment env) {
        PlannedQuery value = queries.plan(cte.query(), env, List.of()).settled(context.coercion());
        Cte bound = new Cte(context.nextCte(), cte.name().value(), names(cte, value), value.types());
        return new Bound(bound, Optional.empty(), value.closed());
    }

    /** The names of a CTE's columns: as many as it gives, then its query's own. */
    static List<String> names(Query.Cte cte, PlannedQuery value) {
        List<String> names = new ArrayList<>(value.names());
        if (cte.columns().size() > names.size()) {
            throw QueryContext.error(SqlState.INVALID_COLUMN_REFERENCE, "WITH query \"" + cte.name()
                    + "\" has " + names.size() + " columns available but " + cte.columns().size()
                    + " columns specified", cte.name().position());
        }
        for (int i = 0; i < cte.columns().size(); i++) {
            names.set(i, cte.columns().get(i).value());
        }
        return names;
    }

    /**
     * A CTE of WITH RECURSIVE that reads itself: one query, {@code UNION [ALL]} another that reads the CTE. It is a
     * fixpoint like those of WITH MUTUALLY RECURSIVE, with the types of the first query; what would not be the same as
     * PostgreSQL's rounds over new rows is refused. Empty for a CTE like any other.
     */
    private Optional<Bound> recursive(Query.Cte cte, Environment env) {
        Query query = cte.query();
        boolean bare = query.with().isEmpty() && query.orderBy().isEmpty() && query.limit().isEmpty()
                && query.offset().isEmpty();
        if (!bare || !(query.body() instanceof SetExpr.SetOperation union)
                || union.operator() != SetExpr.SetOperator.UNION) {
            return Optional.empty();
        }
        SetPlanner sets = new SetPlanner(queries);
        PlannedQuery first = sets.plan(union.left(), env, List.of()).settled(context.coercion());
        List<ColumnType> types = first.types().stream()
                .map(type -> Polymorphism.withoutModifiers(type.scalar()).nullable()).toList();
        Cte self = new Cte(context.nextCte(), cte.name().value(), names(cte, first), types);
        PlannedQuery all = sets.plan(union, env.with(List.of(self)), List.of()).settled(context.coercion());
        HirRelation rows = all.closed();
        if (LinearRecursion.reads(rows, self.id()) == 0) {
            return Optional.empty();
        }
        checkOverall(cte, types, all.types());
        HirRelation united = rows instanceof HirRelation.Distinct(HirRelation input) ? input : rows;
        if (!LinearRecursion.linear(united, self.id())) {
            throw SqlException.unsupported("WITH RECURSIVE in which a query reads itself more than once, or under "
                    + "grouping, DISTINCT, LIMIT, a subquery or the optional side of a join");
        }
        List<ScalarType> wanted = types.stream().map(ColumnType::scalar).toList();
        HirRelation value = all.assigned(context.coercion(), wanted, self.columns()).closed();
        return Optional.of(new Bound(self, Optional.of(new HirRelation.Binding(
                self.id(), self.name(), value, RelationType.of(types), ENDLESS)), value));
    }

    private static void checkOverall(Query.Cte cte, List<ColumnType> first, List<ColumnType> all) {
        for (int i = 0; i < first.size(); i++) {
            ScalarType own = first.get(i).scalar();
            ScalarType overall = all.get(i).scalar();
            if (!Polymorphism.sameWithoutModifiers(own, overall)) {
                throw QueryContext.error(SqlState.DATATYPE_MISMATCH, "recursive query \"" + cte.name() + "\" column "
                        + (i + 1) + " has type " + own.sqlName() + " in non-recursive term but type "
                        + overall.sqlName() + " overall", cte.name().position());
            }
        }
    }

    private PlannedQuery recursive(
            Query query, Query.With.MutuallyRecursive with, Environment env, List<ScalarType> targets) {
        checkDistinct(with.bindings().stream().map(Query.Binding::name).toList());
        RecursionLimit limit = limit(with.options());
        List<Cte> ctes = new ArrayList<>();
        for (Query.Binding binding : with.bindings()) {
            List<ColumnType> types = new ArrayList<>();
            binding.columns().forEach(column -> types.add(context.types().resolve(column.type()).nullable()));
            ctes.add(new Cte(context.nextCte(), binding.name().value(),
                    binding.columns().stream().map(column -> column.name().value()).toList(), types));
        }
        // Recursive bindings see each other, and nothing of the rows around.
        Environment closed = new Environment(Environment.TOP.scope(), env.ctes()).with(ctes);
        List<HirRelation.Binding> bindings = new ArrayList<>();
        for (int i = 0; i < ctes.size(); i++) {
            Cte cte = ctes.get(i);
            List<ScalarType> wanted = cte.types().stream().map(ColumnType::scalar).toList();
            PlannedQuery value = queries.plan(with.bindings().get(i).query(), closed, wanted);
            checkTypes(cte, wanted, value, with.bindings().get(i).name());
            HirRelation relation = value.assigned(context.coercion(), wanted, cte.columns()).closed();
            bindings.add(new HirRelation.Binding(cte.id(), cte.name(), relation, RelationType.of(cte.types()), limit));
        }
        PlannedQuery body = queries.body(query, env.with(ctes), targets);
        return body.withRelation(new HirRelation.LetRec(bindings, body.relation()));
    }

    private void checkTypes(Cte cte, List<ScalarType> wanted, PlannedQuery value, Ident name) {
        boolean fits = value.columns().size() == wanted.size();
        List<Operand> operands = value.operands();
        for (int i = 0; fits && i < wanted.size(); i++) {
            ScalarType target = wanted.get(i);
            fits = operands.get(i).type().isEmpty() || operands.get(i).type()
                    .flatMap(from -> dev.mizu.expr.cast.Casts.find(from, target, CastContext.ASSIGNMENT)).isPresent();
        }
        if (!fits) {
            throw QueryContext.error(SqlState.DATATYPE_MISMATCH, "WITH MUTUALLY RECURSIVE query \"" + cte.name()
                    + "\" declared types (" + listed(wanted) + "), but query returns types ("
                    + listed(value.types().stream().map(ColumnType::scalar).toList()) + ")", name.position());
        }
    }

    private static String listed(List<ScalarType> types) {
        return types.stream().map(ScalarType::toString).collect(Collectors.joining(", "));
    }

    private static RecursionLimit limit(List<Option> options) {
        RecursionLimit limit = RecursionLimit.NONE;
        for (Option option : options) {
            long rounds = rounds(option);
            if (limit.rounds().isPresent()) {
                throw QueryContext.error(SqlState.SYNTAX_ERROR,
                        "at most one recursion limit may be given", option.position());
            }
            limit = switch (option.name()) {
                case "RETURN AT RECURSION LIMIT" -> new RecursionLimit(OptionalLong.of(rounds), true);
                case "RECURSION LIMIT", "ERROR AT RECURSION LIMIT" ->
                        new RecursionLimit(OptionalLong.of(rounds), false);
                default -> throw SqlException.unsupported("option " + option.name());
            };
        }
        return limit;
    }

    private static long rounds(Option option) {
        if (option.value().orElse(null) instanceof OptionValue.Constant(Literal literal, int position)
                && literal instanceof Literal.Number(String text, int at) && text.matches("[0-9]{1,18}")
                && Long.parseLong(text) > 0) {
            return Long.parseLong(text);
        }
        throw QueryContext.error(SqlState.INVALID_PARAMETER_VALUE,
                "invalid " + option.name() + ": must be a positive number", option.position());
    }

    private static void checkDistinct(List<Ident> names) {
        Set<String> seen = new HashSet<>();
        for (Ident name : names) {
            if (!seen.add(name.value())) {
                throw QueryContext.error(SqlState.DUPLICATE_ALIAS,
                        "WITH query name \"" + name + "\" specified more than once", name.position());
            }
        }
    }
}
