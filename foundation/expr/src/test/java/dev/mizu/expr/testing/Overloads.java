package dev.mizu.expr.testing;

import dev.mizu.expr.cast.CastContext;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.ParamType;
import dev.mizu.expr.functions.Polymorphism;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Picks an overload much as the planner does, in a page: fewest conversions, preferred types, unknowns like others. */
final class Overloads {
    private Overloads() {}

    /** A chosen overload with its arguments converted. */
    record Choice(FunctionDef def, List<Typed> args) {
        List<ScalarType> types() {
            return args.stream().map(Typed::scalar).toList();
        }
    }

    static Choice choose(String what, List<FunctionDef> candidates, List<Typed> args) {
        Optional<Choice> best = Optional.empty();
        int bestScore = Integer.MIN_VALUE;
        for (FunctionDef def : candidates) {
            Optional<List<ScalarType>> targets = targets(def, args);
            if (targets.isEmpty()) {
                continue;
            }
            int score = score(def, args, targets.get());
            if (score > bestScore) {
                bestScore = score;
                List<Typed> converted = new ArrayList<>();
                for (int i = 0; i < args.size(); i++) {
                    ScalarType target = targets.get().get(i);
                    boolean any = def.param(i) == ParamType.ANY || def.param(i) == ParamType.RECORD;
                    converted.add(any && !args.get(i).unknown()
                            ? args.get(i) : args.get(i).cast(target, CastContext.IMPLICIT));
                }
                best = Optional.of(new Choice(def, converted));
            }
        }
        return best.orElseThrow(() -> new IllegalArgumentException("no overload of " + what + " for "
                + args.stream().map(a -> a.unknown() ? "unknown" : a.scalar().toString()).toList()));
    }

    private static int score(FunctionDef def, List<Typed> args, List<ScalarType> targets) {
        int score = 0;
        boolean knownSame = true;
        for (int i = 0; i < args.size(); i++) {
            boolean exact = def.param(i) instanceof ParamType.Exact;
            if (args.get(i).unknown()) {
                score += targets.get(i) == SimpleType.TEXT ? 10 : 0;
                score += exact ? 2 : 0;
                boolean like = args.stream().anyMatch(a -> !a.unknown() && exact
                        && Polymorphism.accepts(def.params().getFirst(), a.scalar())
                        && def.params().stream().distinct().count() == 1);
                score += like ? 50 : 0;
            } else if (Polymorphism.sameWithoutModifiers(args.get(i).scalar(), targets.get(i))) {
                score += exact ? 105 : 100;
            } else {
                knownSame = false;
                score += preferred(targets.get(i)) ? 5 : 0;
            }
        }
        return knownSame ? score + 1000 : score;
    }

    private static boolean preferred(ScalarType type) {
        return type == SimpleType.FLOAT8 || type == SimpleType.TEXT || type.equals(ScalarType.TIMESTAMPTZ)
                || type == SimpleType.INTERVAL || type == SimpleType.BOOL;
    }

    private static Optional<List<ScalarType>> targets(FunctionDef def, List<Typed> args) {
        if (!def.arity(args.size())) {
            return Optional.empty();
        }
        Optional<ScalarType> element = element(def, args);
        List<ScalarType> targets = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            ScalarType target = switch (def.param(i)) {
                case ParamType.Exact(ScalarType type) -> type;
                case ParamType.Pseudo pseudo when pseudo.binds() && element.isPresent() ->
                        Polymorphism.fill(pseudo, element.get());
                case ParamType.Pseudo pseudo -> args.get(i).scalar();
            };
            if (!args.get(i).converts(target, CastContext.IMPLICIT) || !Polymorphism.accepts(def.param(i), target)) {
                return Optional.empty();
            }
            targets.add(target);
        }
        return Optional.of(targets);
    }

    private static Optional<ScalarType> element(FunctionDef def, List<Typed> args) {
        Optional<ScalarType> element = Optional.empty();
        for (int i = 0; i < args.size(); i++) {
            if (!(def.param(i) instanceof ParamType.Pseudo pseudo) || args.get(i).unknown()) {
                continue;
            }
            Optional<ScalarType> one = Polymorphism.elementOf(pseudo, args.get(i).scalar());
            if (element.isEmpty() || one.isPresent() && !fits(one.get(), element.get())) {
                element = one.isPresent() ? one : element;
            }
        }
        return element;
    }

    private static boolean fits(ScalarType from, ScalarType to) {
        return dev.mizu.expr.cast.Casts.allowed(from, to, CastContext.IMPLICIT);
    }

    /** The common type of several values. */
    static ScalarType common(List<Typed> args) {
        Optional<ScalarType> best = Optional.empty();
        for (Typed arg : args) {
            if (!arg.unknown() && (best.isEmpty() || !fits(arg.scalar(), best.get()))) {
                best = Optional.of(arg.scalar());
            }
        }
        return best.orElse(SimpleType.TEXT);
    }
}
