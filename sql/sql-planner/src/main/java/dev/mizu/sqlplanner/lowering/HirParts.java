package dev.mizu.sqlplanner.lowering;

import dev.mizu.sqlplanner.hir.HirRelation;
import dev.mizu.sqlplanner.hir.HirScalar;
import java.util.ArrayList;
import java.util.List;

/** The direct parts of HIR relations. */
final class HirParts {
    private HirParts() {}

    static List<HirRelation> relations(HirRelation relation) {
        return switch (relation) {
            case HirRelation.Constant c -> List.of();
            case HirRelation.Get g -> List.of();
            case HirRelation.LocalGet g -> List.of();
            case HirRelation.Let l -> List.of(l.value(), l.body());
            case HirRelation.LetRec l -> {
                List<HirRelation> parts = new ArrayList<>();
                l.bindings().forEach(binding -> parts.add(binding.value()));
                parts.add(l.body());
                yield parts;
            }
            case HirRelation.Project p -> List.of(p.input());
            case HirRelation.Map m -> List.of(m.input());
            case HirRelation.Filter f -> List.of(f.input());
            case HirRelation.TableCall t -> List.of();
            case HirRelation.Join j -> List.of(j.left(), j.right());
            case HirRelation.Reduce r -> List.of(r.input());
            case HirRelation.Distinct d -> List.of(d.input());
            case HirRelation.TopK t -> List.of(t.input());
            case HirRelation.Window w -> List.of(w.input());
            case HirRelation.Negate n -> List.of(n.input());
            case HirRelation.Threshold t -> List.of(t.input());
            case HirRelation.Union u -> u.inputs();
        };
    }

    static List<HirScalar> scalars(HirRelation relation) {
        return switch (relation) {
            case HirRelation.Map m -> m.scalars();
            case HirRelation.Filter f -> f.predicates();
            case HirRelation.TableCall t -> t.args();
            case HirRelation.Join j -> j.on();
            case HirRelation.Reduce r -> {
                List<HirScalar> parts = new ArrayList<>();
                for (HirRelation.HirAggregate aggregate : r.aggregates()) {
                    parts.addAll(aggregate.args());
                    aggregate.filter().ifPresent(parts::add);
                    aggregate.orderBy().forEach(key -> parts.add(key.expr()));
                }
                yield parts;
            }
            case HirRelation.TopK t -> t.limit().stream().toList();
            case HirRelation.Window w -> {
                List<HirScalar> parts = new ArrayList<>();
                for (HirRelation.HirWindow function : w.functions()) {
                    parts.addAll(function.args());
                    function.filter().ifPresent(parts::add);
                }
                yield parts;
            }
            default -> List.of();
        };
    }

    static List<HirScalar> parts(HirScalar expr) {
        return switch (expr) {
            case HirScalar.Call c -> c.args();
            case HirScalar.If i -> List.of(i.condition(), i.then(), i.orElse());
            case HirScalar.And a -> a.operands();
            case HirScalar.Or o -> o.operands();
            case HirScalar.Coalesce c -> c.operands();
            case HirScalar.IsNull n -> List.of(n.operand());
            default -> List.of();
        };
    }

    /** Whether a query stands inside an expression. */
    static boolean holdsQuery(HirScalar expr) {
        return expr instanceof HirScalar.Exists || expr instanceof HirScalar.Subquery
                || parts(expr).stream().anyMatch(HirParts::holdsQuery);
    }

    /** Whether a relation surely gives one row for each row around, neither more nor less. */
    static boolean exactlyOneRow(HirRelation relation) {
        return switch (relation) {
            case HirRelation.Constant c -> c.rows().size() == 1;
            case HirRelation.Reduce r -> r.key().isEmpty();
            case HirRelation.Let l -> exactlyOneRow(l.body());
            case HirRelation.Project p -> exactlyOneRow(p.input());
            case HirRelation.Map m -> exactlyOneRow(m.input());
            case HirRelation.Window w -> exactlyOneRow(w.input());
            default -> false;
        };
    }

    /** Whether a relation surely gives at most one row for each row around. */
    static boolean atMostOneRow(HirRelation relation) {
        return switch (relation) {
            case HirRelation.Constant c -> c.rows().size() <= 1;
            case HirRelation.Reduce r -> r.key().isEmpty() || atMostOneRow(r.input());
            case HirRelation.TopK t -> atMostOneRow(t.input()) || t.key().isEmpty()
                    && t.limit().orElse(null) instanceof HirScalar.Literal l && !l.value().isNull()
                    && l.value().asLong() <= 1;
            case HirRelation.Let l -> atMostOneRow(l.body());
            case HirRelation.LetRec l -> atMostOneRow(l.body());
            case HirRelation.Project p -> atMostOneRow(p.input());
            case HirRelation.Map m -> atMostOneRow(m.input());
            case HirRelation.Window w -> atMostOneRow(w.input());
            case HirRelation.Filter f -> atMostOneRow(f.input());
            case HirRelation.Distinct d -> atMostOneRow(d.input());
            case HirRelation.Threshold t -> atMostOneRow(t.input());
            case HirRelation.Join j -> j.kind() != HirRelation.JoinKind.FULL && atMostOneRow(j.left())
                    && atMostOneRow(j.right()) && j.kind() != HirRelation.JoinKind.RIGHT;
            default -> false;
        };
    }
}
