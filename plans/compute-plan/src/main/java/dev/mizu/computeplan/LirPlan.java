package dev.mizu.computeplan;

import dev.mizu.base.id.GlobalId;
import dev.mizu.expr.EvalError;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.functions.TableFunction;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.expr.relation.LocalId;
import dev.mizu.expr.relation.RelationExpr.DiffRow;
import dev.mizu.expr.relation.RelationExpr.RecursionLimit;
import dev.mizu.expr.relation.WindowExpr;
import dev.mizu.repr.RelationType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The physical tree (LIR): every choice made, nothing left to decide when rendering. Each node gives a collection
 * (rows and errors) of its {@link #type}. A {@code Mfp} inside a node is applied to the node's raw output.
 */
public sealed interface LirPlan {
    RelationType type();

    /** Rows known now. */
    record Constant(List<DiffRow> rows, Optional<EvalError> error, RelationType type) implements LirPlan {
        public Constant {
            rows = List.copyOf(rows);
        }
    }

    /** An imported shard collection, or the result of an earlier object of the same dataflow. */
    record Get(GlobalId id, Mfp mfp, RelationType type) implements LirPlan {}

    /** All rows of an imported index. */
    record IndexScan(GlobalId indexId, Mfp mfp, RelationType type) implements LirPlan {}

    /** The rows of an imported index under the given key values (literals), each once however often it is listed. */
    record IndexLookup(GlobalId indexId, List<List<ScalarExpr>> keys, Mfp mfp, RelationType type)
            implements LirPlan {}

    /** A binding of an enclosing {@link Let} or {@link LetRec}. */
    record LocalGet(LocalId id, Mfp mfp, RelationType type) implements LirPlan {}

    /** Names a value that the body uses any number of times. */
    record Let(LocalId id, LirPlan value, LirPlan body) implements LirPlan {
        @Override
        public RelationType type() {
            return body.type();
        }
    }

    /** Mutually recursive bindings. */
    record LetRec(List<Binding> bindings, LirPlan body) implements LirPlan {
        public LetRec {
            bindings = List.copyOf(bindings);
        }

        @Override
        public RelationType type() {
            return body.type();
        }
    }

    /** One binding of a {@link LetRec}. */
    record Binding(LocalId id, LirPlan value, RelationType type, RecursionLimit limit) {}

    /** Map, filter and project, with temporal filters where the Mfp has them. */
    record MapFilterProject(LirPlan input, Mfp mfp, RelationType type) implements LirPlan {}

    /** The input's columns, then the function's, then the Mfp over both. */
    record FlatMap(LirPlan input, TableFunction function, List<ScalarExpr> args, Mfp mfp, RelationType type)
            implements LirPlan {
        public FlatMap {
            args = List.copyOf(args);
        }
    }

    /** See {@link JoinPlan}. {@code inputs} are referred to by position. */
    record Join(List<JoinInput> inputs, JoinPlan plan, RelationType type) implements LirPlan {
        public Join {
            inputs = List.copyOf(inputs);
        }
    }

    /** Groups; see {@link ReducePlan}. The raw output is the keys, then the aggregates in order. */
    record Reduce(LirPlan input, List<ScalarExpr> keys, ReducePlan plan, Mfp mfp, RelationType type)
            implements LirPlan {
        public Reduce {
            keys = List.copyOf(keys);
        }
    }

    /** Top k per group; ties are broken by the whole row in ascending order of its columns. */
    record TopK(LirPlan input, List<Integer> groupKey, List<ColumnOrder> order, Optional<ScalarExpr> limit,
            long offset, boolean monotonic, RelationType type) implements LirPlan {
        public TopK {
            groupKey = List.copyOf(groupKey);
            order = List.copyOf(order);
        }
    }

    /**
     * The input's columns, then a value of every function over the rows of the same partition; ties of the order are
     * broken as those of {@link TopK} are. A partition is computed again when a row of it changes.
     */
    record Window(LirPlan input, List<Integer> partition, List<ColumnOrder> order, List<WindowExpr> functions,
            RelationType type) implements LirPlan {
        public Window {
            partition = List.copyOf(partition);
            order = List.copyOf(order);
            functions = List.copyOf(functions);
        }
    }

    /** Every multiplicity negated; nothing is unique in a negative collection. */
    record Negate(LirPlan input) implements LirPlan {
        @Override
        public RelationType type() {
            return RelationType.of(input.type().columns());
        }
    }

    /** The rows with positive multiplicity. */
    record Threshold(LirPlan input) implements LirPlan {
        @Override
        public RelationType type() {
            return input.type();
        }
    }

    /** The sum of the inputs; consolidated at each tick when asked for. */
    record Union(List<LirPlan> inputs, boolean consolidate, RelationType type) implements LirPlan {
        public Union {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * What a join reads on one side: a plan arranged here by {@code keys}, or an imported index on those keys.
     *
     * @param keys the arrangements needed, each a list of expressions over the input's columns
     */
    sealed interface JoinInput {
        RelationType type();

        /** Arranged by this join, once for every list of keys. */
        record Arranged(LirPlan input, List<List<ScalarExpr>> keys) implements JoinInput {
            public Arranged {
                keys = keys.stream().map(List::copyOf).toList();
            }

            @Override
            public RelationType type() {
                return input.type();
            }
        }

        /** Imported indexes of one collection, one for each list of keys that the stages look up. */
        record Indexed(List<GlobalId> indexIds, RelationType type) implements JoinInput {
            public Indexed {
                indexIds = List.copyOf(indexIds);
            }
        }
    }

    /** The plans below, bindings before bodies. */
    default List<LirPlan> children() {
        return switch (this) {
            case Constant c -> List.of();
            case Get g -> List.of();
            case IndexScan s -> List.of();
            case IndexLookup l -> List.of();
            case LocalGet g -> List.of();
            case Let l -> List.of(l.value(), l.body());
            case LetRec l -> {
                List<LirPlan> parts = new ArrayList<>();
                l.bindings().forEach(binding -> parts.add(binding.value()));
                parts.add(l.body());
                yield parts;
            }
            case MapFilterProject m -> List.of(m.input());
            case FlatMap f -> List.of(f.input());
            case Join j -> {
                List<LirPlan> parts = new ArrayList<>();
                for (JoinInput input : j.inputs()) {
                    if (input instanceof JoinInput.Arranged arranged) {
                        parts.add(arranged.input());
                    }
                }
                yield parts;
            }
            case Reduce r -> List.of(r.input());
            case TopK t -> List.of(t.input());
            case Window w -> List.of(w.input());
            case Negate n -> List.of(n.input());
            case Threshold t -> List.of(t.input());
            case Union u -> u.inputs();
        };
    }
}
