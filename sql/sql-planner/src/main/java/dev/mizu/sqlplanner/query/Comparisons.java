package dev.mizu.sqlplanner.query;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.expr.functions.FunctionDef;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.sqlplanner.hir.HirScalar;
import dev.mizu.sqlplanner.typing.Coercion;
import dev.mizu.sqlplanner.typing.Forms;
import dev.mizu.sqlplanner.typing.Operand;
import dev.mizu.sqlplanner.typing.OverloadResolution.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Operators, and comparisons of rows field by field. */
final class Comparisons {
    /** The comparison that decides between unequal fields. */
    private static final Map<String, String> STRICT = Map.of("<", "<", "<=", "<", ">", ">", ">=", ">");

    private final QueryContext context;

    Comparisons(QueryContext context) {
        this.context = context;
    }

    /** {@code left symbol right}; {@code position} is the operator's. */
    HirScalar compare(String symbol, Operand left, Operand right, int position) {
        if (left instanceof Operand.RowOf a && right instanceof Operand.RowOf b) {
            return rows(symbol, a, b, position);
        }
        return operator(symbol, List.of(left, right), position);
    }

    /** An operator over one or two operands; 42883, 42725. */
    HirScalar operator(String symbol, List<Operand> operands, int position) {
        List<FunctionDef> overloads = BuiltinFunctions.operators(symbol);
        return switch (context.overloads().choose(overloads, operands)) {
            case Choice.Chosen(FunctionDef def, List<HirScalar> args) -> Forms.call(def, args);
            case Choice.NoneFits n -> throw unfit(SqlState.UNDEFINED_FUNCTION, "operator does not exist: "
                    + shown(symbol, operands), position);
            case Choice.Ambiguous a -> throw unfit(SqlState.AMBIGUOUS_FUNCTION, "operator is not unique: "
                    + shown(symbol, operands), position);
        };
    }

    private static SqlException unfit(String code, String message, int position) {
        return SqlError.of(code, message)
                .withHint("No operator matches the given name and argument types. You might need to add explicit"
                        + " type casts.")
                .withPosition(position).toException();
    }

    private static String shown(String symbol, List<Operand> operands) {
        if (operands.size() == 1) {
            return symbol + " " + Coercion.name(operands.getFirst());
        }
        return operands.stream().map(Coercion::name).collect(Collectors.joining(" " + symbol + " "));
    }

    /** Refuses rows of different lengths, and empty ones. */
    static void checkComparable(Operand.RowOf a, Operand.RowOf b, int position) {
        if (a.fields().size() != b.fields().size()) {
            throw QueryContext.error(SqlState.SYNTAX_ERROR, "unequal number of entries in row expressions", position);
        }
        if (a.fields().isEmpty()) {
            throw QueryContext.error(SqlState.FEATURE_NOT_SUPPORTED, "cannot compare rows of zero length", position);
        }
    }

    private HirScalar rows(String symbol, Operand.RowOf a, Operand.RowOf b, int position) {
        checkComparable(a, b, position);
        return switch (symbol) {
            case "=" -> Forms.and(fields("=", a, b, position));
            case "<>" -> Forms.not(Forms.and(fields("=", a, b, position)));
            case "<", "<=", ">", ">=" -> lexicographic(symbol, a, b, position);
            default -> operator(symbol, List.of(a, b), position);
        };
    }

    private List<HirScalar> fields(String symbol, Operand.RowOf a, Operand.RowOf b, int position) {
        List<HirScalar> pairs = new ArrayList<>();
        for (int i = 0; i < a.fields().size(); i++) {
            pairs.add(compare(symbol, a.fields().get(i), b.fields().get(i), position));
        }
        return pairs;
    }

    /** The first unequal field decides; the last one by the operator itself. */
    private HirScalar lexicographic(String symbol, Operand.RowOf a, Operand.RowOf b, int position) {
        int last = a.fields().size() - 1;
        HirScalar result = compare(symbol, a.fields().get(last), b.fields().get(last), position);
        for (int i = last - 1; i >= 0; i--) {
            HirScalar equal = compare("=", a.fields().get(i), b.fields().get(i), position);
            String strictSymbol = Objects.requireNonNull(STRICT.get(symbol));
            HirScalar strict = compare(strictSymbol, a.fields().get(i), b.fields().get(i), position);
            result = new HirScalar.Or(List.of(strict, new HirScalar.And(List.of(equal, result))));
        }
        return result;
    }
}
