package dev.mizu.computeplan.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.base.Check.InvariantException;
import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.computeplan.DataflowDescription.BuiltObject;
import dev.mizu.computeplan.DataflowDescription.Export;
import dev.mizu.computeplan.DataflowDescription.Finishing;
import dev.mizu.computeplan.DataflowDescription.IndexImport;
import dev.mizu.computeplan.DataflowDescription.ShardImport;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.computeplan.JoinPlan;
import dev.mizu.computeplan.LirPlan;
import dev.mizu.computeplan.LirPlan.JoinInput;
import dev.mizu.computeplan.ReducePlan;
import dev.mizu.expr.EvalError;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.UnmaterializableFunction;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.TableFunction;
import dev.mizu.expr.functions.WindowFunction;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.expr.relation.AggregateExpr;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.expr.relation.LocalId;
import dev.mizu.expr.relation.RelationExpr.DiffRow;
import dev.mizu.expr.relation.RelationExpr.RecursionLimit;
import dev.mizu.expr.relation.WindowExpr;
import dev.mizu.expr.relation.WindowFrame;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Every node, every scalar, every export crosses and comes back the same. */
class DataflowCodecTest {
    private static final RelationType TYPE =
            RelationType.of(SimpleType.INT8.notNull(), SimpleType.TEXT.nullable()).withKey(List.of(0));
    private static final Mfp SAME = Mfp.identity(2);
    private static final ScalarExpr KEY = new ScalarExpr.Column(0);
    private static final LirPlan GET = new LirPlan.Get(GlobalId.user(1), SAME, TYPE);

    @Test
    void everyPlanComesBack() {
        for (LirPlan plan : plans()) {
            check(dataflow(plan, new Export.Index(GlobalId.transientId(1), List.of(KEY), TYPE)));
        }
    }

    @Test
    void everyScalarComesBack() {
        for (ScalarExpr expr : scalars()) {
            assertThat(ScalarCodec.read(ScalarCodec.write(expr))).isEqualTo(expr);
        }
    }

    @Test
    void everyExportComesBack() {
        ShardRef shard = new ShardRef("s-1", ShardRef.Location.MEMORY, false);
        check(dataflow(GET, new Export.ShardSink(
                GlobalId.transientId(1), shard, new RelationDesc(TYPE, List.of("id", "the \"name\"")))));
        check(dataflow(GET, new Export.Subscribe(GlobalId.transientId(1), true, TYPE)));
        check(dataflow(GET, new Export.Subscribe(GlobalId.transientId(1), false, TYPE)));
    }

    @Test
    void finishingComesBack() {
        Finishing finishing = new Finishing(
                List.of(new ColumnOrder(1, true, false)), Optional.of(5L), 2, List.of(1, 0));
        assertThat(DataflowCodec.finishing(DataflowCodec.finishing(finishing))).isEqualTo(finishing);
    }

    @Test
    void anotherVersionIsRefused() {
        String text = DataflowCodec.encode(dataflow(GET, new Export.Subscribe(GlobalId.transientId(1), true, TYPE)));
        assertThatThrownBy(() -> DataflowCodec.decode(text.replaceFirst("\"version\":\\s*1", "\"version\":2")))
                .isInstanceOf(InvariantException.class);
        assertThatThrownBy(() -> DataflowCodec.decode(text.replace("Get", "Fetch")))
                .isInstanceOf(InvariantException.class);
    }

    private static void check(DataflowDescription dataflow) {
        assertThat(DataflowCodec.decode(DataflowCodec.encode(dataflow))).isEqualTo(dataflow);
    }

    private static DataflowDescription dataflow(LirPlan plan, Export export) {
        ShardRef shard = new ShardRef("s-1", ShardRef.Location.DURABLE, true);
        return new DataflowDescription("a name", Map.of(GlobalId.user(1), new ShardImport(shard, TYPE)),
                Map.of(GlobalId.user(9), new IndexImport(GlobalId.user(2), List.of(KEY), TYPE)),
                List.of(new BuiltObject(GlobalId.transientId(1), plan)),
                Map.of(GlobalId.transientId(2), export), 7, Long.MAX_VALUE);
    }

    private static List<ScalarExpr> scalars() {
        ColumnType int8 = SimpleType.INT8.notNull();
        ScalarExpr five = new ScalarExpr.Literal(Datum.of(5L), int8);
        ScalarExpr equal = BuiltinFunctions.exact("=", SimpleType.INT8, SimpleType.INT8)
                .call(List.of(KEY, five), List.of(int8, int8));
        return List.of(KEY, five, equal,
                new ScalarExpr.Literal(Datum.NULL, new ScalarType.Array(ScalarType.NUMERIC).nullable()),
                new ScalarExpr.Failure(new EvalError("22012", "division by zero", "why"), int8),
                new ScalarExpr.Unmaterializable(UnmaterializableFunction.MZ_NOW),
                new ScalarExpr.If(equal, five, KEY), new ScalarExpr.And(List.of(equal, ScalarExpr.TRUE)),
                new ScalarExpr.Or(List.of()), new ScalarExpr.Coalesce(List.of(KEY, five)),
                new ScalarExpr.IsNull(KEY));
    }

    private static List<LirPlan> plans() {
        ScalarExpr equal = scalars().get(2);
        Mfp mfp = new Mfp(2, List.of(scalars().get(1)), List.of(equal), List.of(KEY), List.of(KEY), List.of(2, 0));
        List<DiffRow> rows = List.of(new DiffRow(Row.of(Datum.of(1L), Datum.NULL), -3));
        LocalId local = new LocalId(4);
        LirPlan get = new LirPlan.LocalGet(local, SAME, TYPE);
        RecursionLimit limit = new RecursionLimit(OptionalLong.of(10), true);
        return List.of(
                new LirPlan.Constant(rows, Optional.empty(), TYPE),
                new LirPlan.Constant(List.of(), Optional.of(EvalError.of("22012", "no")), TYPE),
                new LirPlan.IndexScan(GlobalId.user(9), mfp, TYPE),
                new LirPlan.IndexLookup(GlobalId.user(9), List.of(List.of(scalars().get(1))), SAME, TYPE),
                new LirPlan.Let(local, GET, get),
                new LirPlan.LetRec(List.of(new LirPlan.Binding(local, get, TYPE, limit),
                        new LirPlan.Binding(new LocalId(5), GET, TYPE, RecursionLimit.NONE)), get),
                new LirPlan.MapFilterProject(GET, mfp, TYPE),
                new LirPlan.FlatMap(GET, series(), List.of(KEY, KEY), Mfp.identity(3), TYPE),
                join(new JoinPlan.Linear(1, SAME, List.of(stage()))),
                join(new JoinPlan.Delta(List.of(new JoinPlan.Path(0, mfp, List.of(stage()))))),
                reduce(new ReducePlan.Distinct()), reduce(new ReducePlan.Accumulable(List.of(count()))),
                reduce(new ReducePlan.Hierarchical(List.of(count()), true)),
                reduce(new ReducePlan.Basic(List.of(count()))),
                reduce(new ReducePlan.Mixed(List.of(count()), false)),
                reduce(new ReducePlan.Mixed(List.of(count()), true)),
                new LirPlan.TopK(GET, List.of(0), List.of(ColumnOrder.ascending(1)),
                        Optional.of(scalars().get(1)), 3, true, TYPE),
                new LirPlan.Window(GET, List.of(0), List.of(ColumnOrder.ascending(1)), windows(), TYPE),
                new LirPlan.Negate(GET), new LirPlan.Threshold(GET),
                new LirPlan.Union(List.of(GET, GET), true, TYPE));
    }

    private static List<WindowExpr> windows() {
        WindowFrame frame = new WindowFrame(WindowFrame.Unit.ROWS,
                new WindowFrame.Bound(WindowFrame.Edge.PRECEDING, 3),
                new WindowFrame.Bound(WindowFrame.Edge.UNBOUNDED_FOLLOWING, 0));
        return List.of(
                new WindowExpr(WindowFunction.Positional.LAG, List.of(KEY, scalars().get(1)), Optional.empty(), true,
                        WindowFrame.DEFAULT, SimpleType.INT8.nullable()),
                new WindowExpr(new WindowFunction.Aggregated(count().function()), List.of(KEY), Optional.of(KEY),
                        false, frame, SimpleType.INT8.notNull()));
    }

    private static JoinPlan.Stage stage() {
        return new JoinPlan.Stage(0, List.of(KEY), List.of(KEY), Mfp.identity(4));
    }

    private static LirPlan join(JoinPlan plan) {
        return new LirPlan.Join(List.of(new JoinInput.Arranged(GET, List.of(List.of(KEY), List.of())),
                new JoinInput.Indexed(List.of(GlobalId.user(9)), TYPE)), plan, TYPE);
    }

    private static LirPlan reduce(ReducePlan plan) {
        return new LirPlan.Reduce(GET, List.of(KEY), plan, SAME, TYPE);
    }

    private static AggregateExpr count() {
        return new AggregateExpr(BuiltinFunctions.byName("count").stream()
                .filter(def -> def.kind() == FunctionDef.Kind.AGGREGATE && def.arity(1)).findFirst().orElseThrow()
                .aggregate(List.of(SimpleType.INT8)), List.of(KEY), true, Optional.of(scalars().get(2)),
                List.of(new AggregateExpr.SortKey(KEY, true, false)));
    }

    private static TableFunction series() {
        return BuiltinFunctions.byName("generate_series").stream()
                .filter(def -> def.kind() == FunctionDef.Kind.TABLE
                        && def.accepts(List.of(SimpleType.INT8, SimpleType.INT8))).findFirst().orElseThrow()
                .table(List.of(SimpleType.INT8, SimpleType.INT8), List.of(Optional.empty(), Optional.empty()));
    }
}
