package dev.mizu.acceptance.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Random expressions of a wanted type, from the templates and from subqueries. */
final class ExprGenerator {
    private final RandomGenerator random;
    private final QueryGenerator queries;
    private boolean fallible;
    private int risks;

    ExprGenerator(RandomGenerator random, QueryGenerator queries) {
        this.random = random;
        this.queries = queries;
    }

    /** Whether expressions may fail from now on. */
    void fallible(boolean may) {
        fallible = may;
        risks = 0;
    }

    /** How many expressions that may fail were made since. */
    int risks() {
        return risks;
    }

    /** An expression over {@code scope}; {@code depth} 0 gives a column or a value. */
    Piece expr(Kind kind, Scope scope, int depth) {
        if (depth <= 0 || random.nextInt(5) == 0) {
            return leaf(kind, scope);
        }
        if (scope.subqueries() && random.nextInt(9) == 0) {
            return kind == Kind.BOOL
                    ? queries.predicate(scope, depth - 1).or(leaf(kind, scope))
                    : queries.scalar(kind, scope, depth - 1).or(leaf(kind, scope));
        }
        return fill(Scope.pick(random, Templates.of(kind, false, fallible)), kind, scope, depth);
    }

    /** A condition that names a column where it can. */
    Piece condition(Scope scope, int depth) {
        return expr(Kind.BOOL, scope, Math.max(1, depth));
    }

    /** An aggregate over {@code scope}. */
    Piece aggregate(Kind kind, Scope scope, int depth) {
        List<Templates.Template> forms = Templates.of(kind, true, false);
        return forms.isEmpty()
                ? Piece.of("(CASE WHEN count(*) > 1 THEN ", leaf(kind, Scope.NOTHING), " END)")
                : fill(Scope.pick(random, forms), kind, scope.withoutSubqueries(), depth);
    }

    Piece leaf(Kind kind, Scope scope) {
        List<Scope.Column> columns = scope.of(kind);
        if (!columns.isEmpty() && random.nextInt(5) > 0) {
            return Scope.pick(random, columns).sql();
        }
        return random.nextInt(8) == 0
                ? Piece.of("CAST(NULL AS " + kind.sqlName() + ")")
                : Piece.of(new Piece.Value(kind, kind.value(random)));
    }

    private Piece fill(Templates.Template template, Kind wanted, Scope scope, int depth) {
        risks += template.fallible() ? 1 : 0;
        Kind open = template.open() ? wanted : openKind(template, scope);
        Map<String, Piece> named = new HashMap<>();
        List<Object> parts = new ArrayList<>();
        List<Piece> simpler = new ArrayList<>();
        for (Templates.Part part : template.parts()) {
            switch (part) {
                case Templates.Part.Text text -> parts.add(text.text());
                case Templates.Part.Hole hole -> {
                    Piece piece = hole(hole, open, named, scope, depth - 1);
                    parts.add(piece);
                    if (!template.aggregate() && kind(hole, open) == wanted) {
                        simpler.add(piece);
                    }
                }
            }
        }
        if (!template.aggregate()) {
            simpler.add(leaf(wanted, scope));
        }
        return new Piece(parts, simpler);
    }

    private Piece hole(Templates.Part.Hole hole, Kind open, Map<String, Piece> named, Scope scope, int depth) {
        if (named.containsKey(hole.type())) {
            return named.get(hole.type());
        }
        if (hole.type().equals("F")) {
            return random.nextInt(5) > 0
                    ? Piece.NOTHING
                    : Piece.of(" FILTER (WHERE ", condition(scope, 1), ")").or(Piece.NOTHING);
        }
        if (hole.type().equals("D")) {
            return random.nextInt(4) > 0 ? Piece.NOTHING : Piece.of("DISTINCT ").or(Piece.NOTHING);
        }
        Kind kind = kind(hole, open);
        Piece piece = hole.value() ? Piece.of(new Piece.Value(kind, kind.value(random))) : expr(kind, scope, depth);
        if (!hole.name().isEmpty()) {
            named.put(hole.name(), piece);
        }
        return piece;
    }

    private static Kind kind(Templates.Part.Hole hole, Kind open) {
        return "?=<FD".contains(hole.type()) || hole.type().length() == 1
                ? open
                : Kind.valueOf(hole.type().toUpperCase(Locale.ROOT));
    }

    // A comparison of two values would test little: columns say which types are there.
    private Kind openKind(Templates.Template template, Scope scope) {
        String sign = template.parts().stream()
                .filter(part -> part instanceof Templates.Part.Hole hole && "?=<".contains(hole.type()))
                .map(part -> ((Templates.Part.Hole) part).type()).findFirst().orElse("?");
        List<Kind> there = scope.columns().stream().map(Scope.Column::kind).filter(kind -> switch (sign) {
            case "=" -> kind.isEquatable();
            case "<" -> kind.isOrdered();
            default -> true;
        }).toList();
        if (!there.isEmpty() && random.nextInt(6) > 0) {
            return Scope.pick(random, there);
        }
        return switch (sign) {
            case "=" -> Kind.equatable(random);
            case "<" -> Kind.ordered(random);
            default -> Kind.any(random);
        };
    }
}
