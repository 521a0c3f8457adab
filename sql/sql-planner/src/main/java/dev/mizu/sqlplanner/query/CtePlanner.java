package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.expr.cast.CastContext;
import dev.mizu.expr.relation.RelationExpr.RecursionLimit;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.ScalarType;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.OptionValue;
import dev.mizu.sqlparser.ast.Query;
import dev.mizu.sqlplanner.hir.HirRelation;
import dev.mizu.sqlplanner.query.Environment.Cte;
import dev.mizu.sqlplanner.typing.Operand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** WITH and WITH MUTUALLY RECURSIVE. */
final class CtePlanner {
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
        if (with.recursive()) {
            throw SqlException.unsupported("WITH RECURSIVE");
        }
        checkDistinct(with.ctes().stream().map(Query.Cte::name).toList());
        Environment inner = env;
        List<Cte> ctes = new ArrayList<>();
        List<HirRelation> values = new ArrayList<>();
        for (Query.Cte cte : with.ctes()) {
            PlannedQuery value = queries.plan(cte.query(), inner, List.of()).settled(context.coercion());
            List<String> names = new ArrayList<>(value.names());
            if (cte.columns().size() > names.size()) {
                throw QueryContext.error(SqlState.INVALID_COLUMN_REFERENCE, "WITH query \"" + cte.name()
                        + "\" has " + names.size() + " columns available but " + cte.columns().size()
                        + " columns specified", cte.name().position());
            }
            for (int i = 0; i < cte.columns().size(); i++) {
                names.set(i, cte.columns().get(i).value());
            }
            Cte bound = new Cte(context.nextCte(), cte.name().value(), names, value.types());
            ctes.add(bound);
            values.add(value.closed());
            inner = inner.with(List.of(bound));
        }
        PlannedQuery body = queries.body(query, inner, targets);
        HirRelation relation = body.relation();
        for (int i = ctes.size() - 1; i >= 0; i--) {
            relation = new HirRelation.Let(ctes.get(i).id(), ctes.get(i).name(), values.get(i), relation);
        }
        return body.withRelation(relation);
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
