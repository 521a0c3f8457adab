package dev.mizu.sqlplanner.hir;

import dev.mizu.base.id.GlobalId;
import dev.mizu.expr.functions.AggregateFunction;
import dev.mizu.expr.functions.TableFunction;
import dev.mizu.expr.functions.WindowFunction;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.expr.relation.RelationExpr.RecursionLimit;
import dev.mizu.expr.relation.WindowFrame;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The relational part of the HIR: multisets in, multiset out, for each row around. */
public sealed interface HirRelation {
    /** Known rows. */
    record Constant(List<Row> rows, RelationType type) implements HirRelation {
        public Constant {
            rows = List.copyOf(rows);
        }
    }

    /** A relation of the catalog; the name is for people. */
    record Get(GlobalId id, String name, RelationType type) implements HirRelation {}

    /** A CTE by its number within the statement. */
    record LocalGet(int cte, String name, RelationType type) implements HirRelation {}

    /** A CTE and what may read it. */
    record Let(int cte, String name, HirRelation value, HirRelation body) implements HirRelation {}

    /** CTEs that read each other, and what may read them. */
    record LetRec(List<Binding> bindings, HirRelation body) implements HirRelation {
        public LetRec {
            bindings = List.copyOf(bindings);
        }
    }

    /** One CTE of a {@link LetRec}. */
    record Binding(int cte, String name, HirRelation value, RelationType type, RecursionLimit limit) {}

    /** Columns picked. */
    record Project(HirRelation input, List<Integer> outputs) implements HirRelation {
        public Project {
            outputs = List.copyOf(outputs);
        }
    }

    /** Columns added; a scalar may read those before it. */
    record Map(HirRelation input, List<HirScalar> scalars) implements HirRelation {
        public Map {
            scalars = List.copyOf(scalars);
        }
    }

    /** Rows for which all predicates are true. */
    record Filter(HirRelation input, List<HirScalar> predicates) implements HirRelation {
        public Filter {
            predicates = List.copyOf(predicates);
        }
    }

    /** A table function's rows; the arguments read the rows around alone, so level 1 is the nearest. */
    record TableCall(TableFunction function, List<HirScalar> args, RelationType type) implements HirRelation {
        public TableCall {
            args = List.copyOf(args);
        }
    }

    /**
     * Pairs of rows for which {@code on} (over both, side by side) is true. Inside {@code right} level 1 is the left
     * row, whether the join is lateral or not.
     */
    record Join(HirRelation left, HirRelation right, List<HirScalar> on, JoinKind kind) implements HirRelation {
        public Join {
            on = List.copyOf(on);
        }
    }

    /** What becomes of rows without a partner. */
    enum JoinKind {
        INNER,
        LEFT,
        RIGHT,
        FULL
    }

    /** One row a group: key columns, then aggregates. Without key exactly one row, also for no input. */
    record Reduce(HirRelation input, List<Integer> key, List<HirAggregate> aggregates, OptionalLong groupSizeHint)
            implements HirRelation {
        public Reduce {
            key = List.copyOf(key);
            aggregates = List.copyOf(aggregates);
        }
    }

    /** One aggregate of a {@link Reduce}. */
    record HirAggregate(
            AggregateFunction function, List<HirScalar> args, boolean distinct, Optional<HirScalar> filter,
            List<HirSortKey> orderBy, ColumnType type) {
        public HirAggregate {
            args = List.copyOf(args);
            orderBy = List.copyOf(orderBy);
        }
    }

    /** An expression to sort by. */
    record HirSortKey(HirScalar expr, boolean descending, boolean nullsLast) {}

    /** Each row once. */
    record Distinct(HirRelation input) implements HirRelation {}

    /** The rows from {@code offset} on, {@code limit} of them, per group of equal key columns. */
    record TopK(HirRelation input, List<Integer> key, List<ColumnOrder> order, Optional<HirScalar> limit, long offset)
            implements HirRelation {
        public TopK {
            key = List.copyOf(key);
            order = List.copyOf(order);
        }
    }

    /** The input's columns, then a value of every function over the rows of the same partition. */
    record Window(HirRelation input, List<Integer> partition, List<ColumnOrder> order, List<HirWindow> functions)
            implements HirRelation {
        public Window {
            partition = List.copyOf(partition);
            order = List.copyOf(order);
            functions = List.copyOf(functions);
        }
    }

    /** One function of a {@link Window}; its arguments and filter are columns of the input, or literals. */
    record HirWindow(
            WindowFunction function, List<HirScalar> args, Optional<HirScalar> filter, boolean ignoreNulls,
            WindowFrame frame, ColumnType type) {
        public HirWindow {
            args = List.copyOf(args);
        }
    }

    /** Multiplicities negated. */
    record Negate(HirRelation input) implements HirRelation {}

    /** Rows of positive multiplicity. */
    record Threshold(HirRelation input) implements HirRelation {}

    /** Multiplicities added. */
    record Union(List<HirRelation> inputs) implements HirRelation {
        public Union {
            inputs = List.copyOf(inputs);
        }
    }
}
