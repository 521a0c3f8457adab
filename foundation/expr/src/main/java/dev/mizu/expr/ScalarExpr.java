package dev.mizu.expr;

import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.SimpleType;
import java.util.List;

/** An expression over the columns of one row. Immutable; equality is structural. */
public sealed interface ScalarExpr {
    /** The column at a position of the input row. */
    record Column(int index) implements ScalarExpr {}

    /** A value. */
    record Literal(Datum value, ColumnType type) implements ScalarExpr {}

    /** An expression known to fail; kept as a value because constant folding must not raise it early. */
    record Failure(EvalError error, ColumnType type) implements ScalarExpr {}

    /** A call whose value belongs to the statement, not the row: {@code now()}, {@code mz_now()}, the user. */
    record Unmaterializable(UnmaterializableFunction function) implements ScalarExpr {}

    /** What {@code $number} will be: only in plans that are kept for many runs; bound before each. */
    record Parameter(int number, ColumnType type) implements ScalarExpr {}

    /** A function over its arguments, all evaluated. {@code type} is the result's, as resolved by the planner. */
    record Call(ScalarFunction function, List<ScalarExpr> args, ColumnType type) implements ScalarExpr {
        public Call {
            args = List.copyOf(args);
        }
    }

    /** Evaluates one branch only; a NULL condition takes {@code orElse}. */
    record If(ScalarExpr condition, ScalarExpr then, ScalarExpr orElse) implements ScalarExpr {}

    /** Three-valued conjunction; a false operand masks errors and NULLs of the others. Empty is true. */
    record And(List<ScalarExpr> operands) implements ScalarExpr {
        public And {
            operands = List.copyOf(operands);
        }
    }

    /** Three-valued disjunction; a true operand masks errors and NULLs of the others. Empty is false. */
    record Or(List<ScalarExpr> operands) implements ScalarExpr {
        public Or {
            operands = List.copyOf(operands);
        }
    }

    /** The first operand that is not NULL; later ones are not evaluated. */
    record Coalesce(List<ScalarExpr> operands) implements ScalarExpr {
        public Coalesce {
            operands = List.copyOf(operands);
        }
    }

    /** Whether the operand is NULL; never NULL itself. */
    record IsNull(ScalarExpr operand) implements ScalarExpr {}

    ScalarExpr TRUE = new Literal(Datum.TRUE, SimpleType.BOOL.notNull());
    ScalarExpr FALSE = new Literal(Datum.FALSE, SimpleType.BOOL.notNull());

    /** The parts, in order of evaluation. */
    default List<ScalarExpr> children() {
        return switch (this) {
            case Column c -> List.of();
            case Literal l -> List.of();
            case Failure f -> List.of();
            case Unmaterializable u -> List.of();
            case Parameter p -> List.of();
            case Call c -> c.args();
            case If i -> List.of(i.condition(), i.then(), i.orElse());
            case And a -> a.operands();
            case Or o -> o.operands();
            case Coalesce c -> c.operands();
            case IsNull n -> List.of(n.operand());
        };
    }

    /** The same node over other parts, as many as {@link #children} gave. */
    default ScalarExpr withChildren(List<ScalarExpr> parts) {
        return switch (this) {
            case Column c -> c;
            case Literal l -> l;
            case Failure f -> f;
            case Unmaterializable u -> u;
            case Parameter p -> p;
            case Call c -> new Call(c.function(), parts, c.type());
            case If i -> new If(parts.get(0), parts.get(1), parts.get(2));
            case And a -> new And(parts);
            case Or o -> new Or(parts);
            case Coalesce c -> new Coalesce(parts);
            case IsNull n -> new IsNull(parts.get(0));
        };
    }
}
