package dev.mizu.sqlplanner.typing;

import dev.mizu.expr.cast.CastContext;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.ParamType;
import dev.mizu.expr.functions.Polymorphism;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlplanner.hir.HirScalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses among overloads as PostgreSQL does (its manual, "Operator Type Resolution" and "Function Type Resolution"):
 * an exact match wins; else of those reachable by implicit casts the ones with most exact matches, then with most
 * preferred types where a cast is needed, then what literals of open type suggest.
 */
public final class OverloadResolution {
    private final Coercion coercion;

    public OverloadResolution(Coercion coercion) {
        this.coercion = coercion;
    }

    /** What came of a choice. */
    public sealed interface Choice {
        /** The one, and the arguments as it takes them. */
        record Chosen(FunctionDef def, List<HirScalar> args) implements Choice {}

        /** None takes such arguments. */
        record NoneFits() implements Choice {}

        /** Several would do equally well. */
        record Ambiguous() implements Choice {}
    }

    public Choice choose(List<FunctionDef> overloads, List<Operand> args) {
        List<Optional<ScalarType>> types = args.stream().map(Operand::type).toList();
        List<Candidate> candidates = new ArrayList<>();
        for (FunctionDef def : overloads) {
            if (def.arity(args.size())) {
                targets(def, types).ifPresent(targets -> candidates.add(new Candidate(def, targets)));
            }
        }
        if (candidates.isEmpty()) {
            return new Choice.NoneFits();
        }
        return exact(candidates, types).or(() -> best(candidates, types))
                .<Choice>map(chosen -> new Choice.Chosen(chosen.def, coerce(chosen, args)))
                .orElseGet(Choice.Ambiguous::new);
    }

    /** A declaration that could be called, and the type that each argument would get; empty = the one it has. */
    private record Candidate(FunctionDef def, List<ScalarType> targets) {
        boolean exactAt(int i, List<Optional<ScalarType>> types) {
            return types.get(i).isPresent() && def.param(i) instanceof ParamType.Exact(ScalarType declared)
                    && Polymorphism.sameWithoutModifiers(declared, types.get(i).get());
        }

        int exactMatches(List<Optional<ScalarType>> types) {
            int count = 0;
            for (int i = 0; i < types.size(); i++) {
                count += exactAt(i, types) ? 1 : 0;
            }
            return count;
        }

        int exactOrPreferred(List<Optional<ScalarType>> types) {
            int count = 0;
            for (int i = 0; i < types.size(); i++) {
                count += exactAt(i, types) || preferredAt(i, types) ? 1 : 0;
            }
            return count;
        }

        private boolean preferredAt(int i, List<Optional<ScalarType>> types) {
            return types.get(i).isPresent() && def.param(i) instanceof ParamType.Exact(ScalarType declared)
                    && TypeCategory.preferred(declared)
                    && TypeCategory.of(declared) == TypeCategory.of(types.get(i).get());
        }

        boolean polymorphic() {
            return def.params().stream().anyMatch(p -> p instanceof ParamType.Pseudo);
        }
    }

    private List<HirScalar> coerce(Candidate chosen, List<Operand> args) {
        List<HirScalar> coerced = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            ScalarType target = chosen.targets.get(i);
            coerced.add(coercion.to(args.get(i), target, CastContext.IMPLICIT).orElseThrow());
        }
        return coerced;
    }

    /** Every type as declared. In a binary operator a literal of open type is taken for the other side's type. */
    private static Optional<Candidate> exact(List<Candidate> candidates, List<Optional<ScalarType>> types) {
        List<Optional<ScalarType>> assumed = types;
        if (types.size() == 2 && types.get(0).isPresent() != types.get(1).isPresent()
                && candidates.getFirst().def.operator()) {
            Optional<ScalarType> known = types.get(0).isPresent() ? types.get(0) : types.get(1);
            assumed = List.of(known, known);
        }
        for (Candidate candidate : candidates) {
            if (candidate.exactMatches(assumed) == types.size()) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static Optional<Candidate> best(List<Candidate> all, List<Optional<ScalarType>> types) {
        List<Candidate> left = all;
        if (left.size() > 1) {
            int most = left.stream().mapToInt(c -> c.exactMatches(types)).max().orElse(0);
            left = left.stream().filter(c -> c.exactMatches(types) == most).toList();
        }
        if (left.size() > 1) {
            int most = left.stream().mapToInt(c -> c.exactOrPreferred(types)).max().orElse(0);
            left = left.stream().filter(c -> c.exactOrPreferred(types) == most).toList();
        }
        if (left.size() > 1 && types.stream().anyMatch(Optional::isEmpty)) {
            left = byCategories(left, types);
        }
        if (left.size() > 1 && types.stream().anyMatch(Optional::isEmpty)) {
            left = byLikeness(left, types);
        }
        if (left.size() > 1) {
            // A signature of declared types is more exact than one that takes anything.
            List<Candidate> declared = left.stream().filter(c -> !c.polymorphic()).toList();
            left = declared.isEmpty() ? left : declared;
        }
        return left.size() == 1 ? Optional.of(left.getFirst()) : Optional.empty();
    }

    /** Where a literal of open type stands: text if any candidate takes it, else the category all agree on. */
    private static List<Candidate> byCategories(List<Candidate> candidates, List<Optional<ScalarType>> types) {
        List<Candidate> left = candidates;
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).isPresent()) {
                continue;
            }
            Set<Object> categories = new HashSet<>();
            for (Candidate c : left) {
                categories.add(category(c.def.param(i)));
            }
            if (!categories.contains(TypeCategory.STRING) && categories.size() > 1) {
                return candidates;
            }
            Object wanted = categories.contains(TypeCategory.STRING)
                    ? TypeCategory.STRING : categories.iterator().next();
            int at = i;
            List<Candidate> fitting = left.stream().filter(c -> category(c.def.param(at)).equals(wanted)).toList();
            List<Candidate> preferred = fitting.stream().filter(c -> preferred(c.def.param(at))).toList();
            left = preferred.isEmpty() ? fitting : preferred;
        }
        return left.isEmpty() ? candidates : left;
    }

    private static Object category(ParamType param) {
        return switch (param) {
            case ParamType.Exact(ScalarType type) -> TypeCategory.of(type);
            case ParamType.Pseudo pseudo -> pseudo;
        };
    }

    private static boolean preferred(ParamType param) {
        return param instanceof ParamType.Exact(ScalarType type) && TypeCategory.preferred(type);
    }

    /** All known arguments of one type: then the open ones are taken for it too. */
    private static List<Candidate> byLikeness(List<Candidate> candidates, List<Optional<ScalarType>> types) {
        Set<ScalarType> known = new HashSet<>();
        types.forEach(type -> type.ifPresent(t -> known.add(Polymorphism.withoutModifiers(t))));
        if (known.size() != 1) {
            return candidates;
        }
        Optional<ScalarType> type = known.stream().findFirst();
        List<Optional<ScalarType>> assumed = types.stream().map(open -> open.or(() -> type)).toList();
        List<Candidate> fitting = candidates.stream().filter(c -> targets(c.def, assumed).isPresent()).toList();
        return fitting.size() == 1 ? fitting : candidates;
    }

    /** The types that the arguments would be cast to, or empty when an implicit cast is missing. */
    private static Optional<List<ScalarType>> targets(FunctionDef def, List<Optional<ScalarType>> types) {
        Optional<ScalarType> element = Optional.empty();
        Optional<ScalarType> compatible = Optional.empty();
        List<ScalarType> compatibles = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).isEmpty() || !(def.param(i) instanceof ParamType.Pseudo pseudo)) {
                continue;
            }
            if (!Polymorphism.accepts(pseudo, types.get(i).get())) {
                return Optional.empty();
            }
            Optional<ScalarType> own = Polymorphism.elementOf(pseudo, types.get(i).get());
            if (own.isPresent() && pseudo.compatible()) {
                compatibles.add(own.get());
            } else if (own.isPresent()) {
                if (element.isPresent() && !Polymorphism.sameWithoutModifiers(element.get(), own.get())) {
                    return Optional.empty();
                }
                element = element.isPresent() ? element : own;
            }
        }
        if (!compatibles.isEmpty()) {
            compatible = CommonType.of(compatibles);
            if (compatible.isEmpty()) {
                return Optional.empty();
            }
        }
        return fill(def, types, element, compatible);
    }

    private static Optional<List<ScalarType>> fill(FunctionDef def, List<Optional<ScalarType>> types,
            Optional<ScalarType> element, Optional<ScalarType> compatible) {
        List<ScalarType> targets = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            ScalarType target;
            switch (def.param(i)) {
                case ParamType.Exact(ScalarType declared) -> target = types.get(i)
                        .filter(t -> Polymorphism.sameWithoutModifiers(t, declared)).orElse(declared);
                case ParamType.Pseudo pseudo -> {
                    Optional<ScalarType> shared = pseudo.compatible() ? compatible : element;
                    if (!pseudo.binds()) {
                        target = types.get(i).orElse(SimpleType.TEXT);
                    } else if (shared.isPresent()) {
                        target = Polymorphism.fill(pseudo, shared.get());
                    } else if (pseudo == ParamType.Pseudo.ANYELEMENT || pseudo == ParamType.Pseudo.ANYCOMPATIBLE
                            || pseudo == ParamType.Pseudo.ANYNONARRAY
                            || pseudo == ParamType.Pseudo.ANYCOMPATIBLENONARRAY) {
                        target = SimpleType.TEXT;
                    } else {
                        return Optional.empty();
                    }
                }
            }
            if (types.get(i).isPresent() && !Coercion.implicit(types.get(i).get(), target)) {
                return Optional.empty();
            }
            targets.add(target);
        }
        return Optional.of(targets);
    }
}
