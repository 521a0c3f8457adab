package dev.mizu.expr.relation;

import dev.mizu.base.id.GlobalId;
import dev.mizu.expr.EvalError;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.functions.TableFunction;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The relational tree (MIR): multisets in, multiset out. Immutable; equality is structural. */
public sealed interface RelationExpr {
    /** Rows known now, with multiplicities, or an error known now. */
    record Constant(List<DiffRow> rows, Optional<EvalError> error, RelationType type) implements RelationExpr {
        public Constant {
            rows = List.copyOf(rows);
        }
    }

    /** A row and how often it occurs. */
    record DiffRow(Row row, long diff) {}

    /** A collection of the catalog. */
    record Get(GlobalId id, RelationType type) implements RelationExpr {}

    /** A binding of an enclosing {@link Let} or {@link LetRec}. */
    record LocalGet(LocalId id, RelationType type) implements RelationExpr {}

    /** Names a value for use in a body. */
    record Let(LocalId id, RelationExpr value, RelationExpr body) implements RelationExpr {}

    /** Mutually recursive bindings, iterated until none changes. */
    record LetRec(List<Binding> bindings, RelationExpr body) implements RelationExpr {
        public LetRec {
            bindings = List.copyOf(bindings);
        }
    }

    /** One binding of a {@link LetRec}. */
    record Binding(LocalId id, RelationExpr value, RelationType type, RecursionLimit limit) {}

    /** How many rounds; empty = until the fixpoint. {@code returnAtLimit} false raises an error at the limit. */
    record RecursionLimit(OptionalLong rounds, boolean returnAtLimit) {
        public static final RecursionLimit NONE = new RecursionLimit(OptionalLong.empty(), false);
    }

    /** The columns {@code outputs} of the input, in that order, repeats allowed. */
    record Project(RelationExpr input, List<Integer> outputs) implements RelationExpr {
        public Project {
            outputs = List.copyOf(outputs);
        }
    }

    /** The input's columns, then the scalars'; a scalar may read those before it. */
    record Map(RelationExpr input, List<ScalarExpr> scalars) implements RelationExpr {
        public Map {
            scalars = List.copyOf(scalars);
        }
    }

    /** The rows for which all predicates are true. */
    record Filter(RelationExpr input, List<ScalarExpr> predicates) implements RelationExpr {
        public Filter {
            predicates = List.copyOf(predicates);
        }
    }

    /** The input's columns, then those of the function's rows; a row with none gives none. */
    record FlatMap(RelationExpr input, TableFunction function, List<ScalarExpr> args) implements RelationExpr {
        public FlatMap {
            args = List.copyOf(args);
        }
    }

    /**
     * The concatenations of one row of each input for which, in each class, all expressions (over the concatenated
     * columns) are equal and not NULL.
     */
    record Join(List<RelationExpr> inputs, List<List<ScalarExpr>> equivalences) implements RelationExpr {
        public Join {
            inputs = List.copyOf(inputs);
            equivalences = equivalences.stream().map(List::copyOf).toList();
        }
    }

    /**
     * One row a group: the key expressions' values, then the aggregates'. An empty input has no groups, even when
     * there is no key. Without aggregates it is a distinct.
     */
    record Reduce(
            RelationExpr input, List<ScalarExpr> keys, List<AggregateExpr> aggregates, OptionalLong groupSizeHint)
            implements RelationExpr {
        public Reduce {
            keys = List.copyOf(keys);
            aggregates = List.copyOf(aggregates);
        }
    }

    /**
     * Per group of equal {@code groupKey} columns, the rows from {@code offset} on, {@code limit} of them, in the
     * given order (ties broken by the whole row). {@code limit} is over the group key's columns.
     */
    record TopK(RelationExpr input, List<Integer> groupKey, List<ColumnOrder> order, Optional<ScalarExpr> limit,
            long offset) implements RelationExpr {
        public TopK {
            groupKey = List.copyOf(groupKey);
            order = List.copyOf(order);
        }
    }

    /**
     * The input's columns, then a value of every function. A row's values come from the rows that agree with it in
     * the {@code partition} columns, in the given order (ties broken by the whole row); each occurrence of a row is a
     * row of its own.
     */
    record Window(RelationExpr input, List<Integer> partition, List<ColumnOrder> order, List<WindowExpr> functions)
            implements RelationExpr {
        public Window {
            partition = List.copyOf(partition);
            order = List.copyOf(order);
            functions = List.copyOf(functions);
        }
    }

    /** Every multiplicity negated. */
    record Negate(RelationExpr input) implements RelationExpr {}

    /** The rows with positive multiplicity. */
    record Threshold(RelationExpr input) implements RelationExpr {}

    /** The sum of multiplicities over the inputs, which are one or more of the same type. */
    record Union(List<RelationExpr> inputs) implements RelationExpr {
        public Union {
            inputs = List.copyOf(inputs);
        }
    }

    /** The input, kept indexed by each list of keys. */
    record ArrangeBy(RelationExpr input, List<List<ScalarExpr>> keys) implements RelationExpr {
        public ArrangeBy {
            keys = keys.stream().map(List::copyOf).toList();
        }
    }

    /** The relations below, bindings before bodies. */
    default List<RelationExpr> children() {
        return switch (this) {
            case Constant c -> List.of();
            case Get g -> List.of();
            case LocalGet g -> List.of();
            case Let l -> List.of(l.value(), l.body());
            case LetRec l -> {
                List<RelationExpr> parts = new ArrayList<>();
                l.bindings().forEach(binding -> parts.add(binding.value()));
                parts.add(l.body());
                yield parts;
            }
            case Project p -> List.of(p.input());
            case Map m -> List.of(m.input());
            case Filter f -> List.of(f.input());
            case FlatMap f -> List.of(f.input());
            case Join j -> j.inputs();
            case Reduce r -> List.of(r.input());
            case TopK t -> List.of(t.input());
            case Window w -> List.of(w.input());
            case Negate n -> List.of(n.input());
            case Threshold t -> List.of(t.input());
            case Union u -> u.inputs();
            case ArrangeBy a -> List.of(a.input());
        };
    }

    /** The same node over other relations, as many as {@link #children} gave. */
    default RelationExpr withChildren(List<RelationExpr> parts) {
        return switch (this) {
            case Constant c -> c;
            case Get g -> g;
            case LocalGet g -> g;
            case Let l -> new Let(l.id(), parts.get(0), parts.get(1));
            case LetRec l -> {
                List<Binding> bindings = new ArrayList<>();
                for (int i = 0; i < l.bindings().size(); i++) {
                    Binding old = l.bindings().get(i);
                    bindings.add(new Binding(old.id(), parts.get(i), old.type(), old.limit()));
                }
                yield new LetRec(bindings, parts.getLast());
            }
            case Project p -> new Project(parts.get(0), p.outputs());
            case Map m -> new Map(parts.get(0), m.scalars());
            case Filter f -> new Filter(parts.get(0), f.predicates());
            case FlatMap f -> new FlatMap(parts.get(0), f.function(), f.args());
            case Join j -> new Join(parts, j.equivalences());
            case Reduce r -> new Reduce(parts.get(0), r.keys(), r.aggregates(), r.groupSizeHint());
            case TopK t -> new TopK(parts.get(0), t.groupKey(), t.order(), t.limit(), t.offset());
            case Window w -> new Window(parts.get(0), w.partition(), w.order(), w.functions());
            case Negate n -> new Negate(parts.get(0));
            case Threshold t -> new Threshold(parts.get(0));
            case Union u -> new Union(parts);
            case ArrangeBy a -> new ArrangeBy(parts.get(0), a.keys());
        };
    }
}
