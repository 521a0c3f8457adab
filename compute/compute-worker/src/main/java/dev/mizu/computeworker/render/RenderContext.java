package dev.mizu.computeworker.render;

import dev.mizu.base.Check;
import dev.mizu.base.id.GlobalId;
import dev.mizu.dataflow.Arranged;
import dev.mizu.dataflow.DataflowBuilder;
import dev.mizu.dataflow.Stream;
import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.dataflow.operator.ErrorMaker;
import dev.mizu.expr.EvalError;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.relation.LocalId;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.BatchBuilder;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What renderings of one dataflow share: its builder, the collections known so far, the arrangements made. */
public final class RenderContext {
    /** SQLSTATE of a broken invariant that shows in data. */
    private static final String INTERNAL = "XX000";

    private final DataflowBuilder builder;
    private final long until;
    private final Map<GlobalId, IndexSource> indexes;
    private final Map<GlobalId, Stream> collections = new HashMap<>();
    private final Map<LocalId, Stream> locals = new HashMap<>();
    private final Map<GlobalId, Arranged> imported = new HashMap<>();
    private final Map<Arrangement, Arranged> arranged = new HashMap<>();

    private record Arrangement(int node, List<ScalarExpr> key) {}

    public RenderContext(DataflowBuilder builder, long until, Map<GlobalId, IndexSource> indexes) {
        this.builder = builder;
        this.until = until;
        this.indexes = Map.copyOf(indexes);
    }

    public DataflowBuilder builder() {
        return builder;
    }

    long until() {
        return until;
    }

    /** Makes a collection known under its id. */
    public void bind(GlobalId id, Stream stream) {
        collections.put(id, stream);
    }

    void bind(LocalId id, Stream stream) {
        locals.put(id, stream);
    }

    public Stream collection(GlobalId id) {
        Check.that(collections.containsKey(id), "%s is not known to its dataflow", id);
        return Objects.requireNonNull(collections.get(id));
    }

    Stream local(LocalId id) {
        Check.that(locals.containsKey(id), "%s is not bound", id);
        return Objects.requireNonNull(locals.get(id));
    }

    IndexSource index(GlobalId id) {
        Check.that(indexes.containsKey(id), "index %s is not imported", id);
        return Objects.requireNonNull(indexes.get(id));
    }

    /** An imported index, its stream in the index's own columns. */
    Arranged importIndex(GlobalId id) {
        Arranged known = imported.get(id);
        if (known == null) {
            known = builder.importTrace("import " + id, index(id).trace());
            imported.put(id, known);
        }
        return known;
    }

    /** The rows of an imported index in the columns of its collection. */
    Stream indexRows(GlobalId id) {
        ArrangementShape shape = index(id).shape();
        int[] restored = shape.restored();
        return builder.map("restore", importIndex(id).updates(),
                batch -> Deltas.of(batch.project(restored)), Physical.ofColumns(shape.columns()));
    }

    /** A stream arranged in a shape; made once for each shape. */
    Arranged arrange(Stream stream, ArrangementShape shape) {
        Arrangement wanted = new Arrangement(stream.node(), shape.key());
        Arranged known = arranged.get(wanted);
        if (known == null) {
            Stream rows = arrangeRows(stream, shape);
            known = builder.arrange("arrange", rows, shape.keyColumns());
            arranged.put(wanted, known);
        }
        return known;
    }

    /** A stream in the columns of a shape. */
    public Stream arrangeRows(Stream stream, ArrangementShape shape) {
        return MfpRendering.render(this, stream, shape.arrange(), shape.columns());
    }

    /** Makes error rows of what operators find impossible. */
    static final ErrorMaker IMPOSSIBLE = RenderContext::impossible;

    private static ColumnBatch impossible(ColumnBatch rows, String problem) {
        byte[] error = EvalError.of(INTERNAL, "invalid data: " + problem).encode();
        BatchBuilder builder = new BatchBuilder(List.of(PhysicalType.BYTES), rows.size());
        for (int i = 0; i < rows.size(); i++) {
            builder.column(0).appendBytes(error, 0, error.length);
            builder.endRow(rows.diffs()[i]);
        }
        return builder.build(rows.time());
    }
}
