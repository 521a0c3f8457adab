package dev.mizu.sqlplanner.hir;

import dev.mizu.repr.ColumnType;
import dev.mizu.repr.SimpleType;
import java.util.ArrayList;
import java.util.List;

/** The types of HIR expressions and of the columns of HIR relations. */
public final class HirTypes {
    private HirTypes() {}

    public static ColumnType of(HirScalar expr) {
        return switch (expr) {
            case HirScalar.Column c -> c.type();
            case HirScalar.Parameter p -> p.type();
            case HirScalar.Literal l -> l.type();
            case HirScalar.Unmaterializable u -> u.function().type();
            case HirScalar.Call c -> c.type();
            case HirScalar.If i -> of(i.then()).or(of(i.orElse()).nullable());
            case HirScalar.And a -> bool(a.operands());
            case HirScalar.Or o -> bool(o.operands());
            case HirScalar.Coalesce c -> new ColumnType(
                    of(c.operands().getFirst()).scalar(), c.operands().stream().allMatch(o -> of(o).nullable()));
            case HirScalar.IsNull n -> SimpleType.BOOL.notNull();
            case HirScalar.Exists e -> SimpleType.BOOL.notNull();
            case HirScalar.Subquery s -> s.type();
            case HirScalar.Slot s -> s.type();
        };
    }

    public static List<ColumnType> of(HirRelation relation) {
        return switch (relation) {
            case HirRelation.Constant c -> c.type().columns();
            case HirRelation.Get g -> g.type().columns();
            case HirRelation.LocalGet g -> g.type().columns();
            case HirRelation.Let l -> of(l.body());
            case HirRelation.LetRec l -> of(l.body());
            case HirRelation.Project p -> {
                List<ColumnType> input = of(p.input());
                yield p.outputs().stream().map(input::get).toList();
            }
            case HirRelation.Map m -> {
                List<ColumnType> types = new ArrayList<>(of(m.input()));
                m.scalars().forEach(scalar -> types.add(of(scalar)));
                yield types;
            }
            case HirRelation.Filter f -> of(f.input());
            case HirRelation.TableCall t -> t.type().columns();
            case HirRelation.Join j -> join(j);
            case HirRelation.Reduce r -> {
                List<ColumnType> input = of(r.input());
                List<ColumnType> types = new ArrayList<>();
                r.key().forEach(column -> types.add(input.get(column)));
                r.aggregates().forEach(aggregate -> types.add(aggregate.type()));
                yield types;
            }
            case HirRelation.Distinct d -> of(d.input());
            case HirRelation.TopK t -> of(t.input());
            case HirRelation.Window w -> {
                List<ColumnType> types = new ArrayList<>(of(w.input()));
                w.functions().forEach(function -> types.add(function.type()));
                yield types;
            }
            case HirRelation.Negate n -> of(n.input());
            case HirRelation.Threshold t -> of(t.input());
            case HirRelation.Union u -> union(u.inputs());
        };
    }

    private static ColumnType bool(List<HirScalar> operands) {
        return new ColumnType(SimpleType.BOOL, operands.stream().anyMatch(o -> of(o).nullable()));
    }

    private static List<ColumnType> join(HirRelation.Join join) {
        boolean leftNullable = join.kind() == HirRelation.JoinKind.RIGHT || join.kind() == HirRelation.JoinKind.FULL;
        boolean rightNullable = join.kind() == HirRelation.JoinKind.LEFT || join.kind() == HirRelation.JoinKind.FULL;
        List<ColumnType> types = new ArrayList<>();
        of(join.left()).forEach(type -> types.add(type.or(leftNullable)));
        of(join.right()).forEach(type -> types.add(type.or(rightNullable)));
        return types;
    }

    private static List<ColumnType> union(List<HirRelation> inputs) {
        List<ColumnType> types = new ArrayList<>(of(inputs.getFirst()));
        for (HirRelation input : inputs.subList(1, inputs.size())) {
            List<ColumnType> more = of(input);
            for (int i = 0; i < types.size(); i++) {
                types.set(i, types.get(i).or(more.get(i).nullable()));
            }
        }
        return types;
    }
}
