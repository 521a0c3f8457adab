package dev.mizu.expr.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.expr.testing.SqlExpression;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalarSimplifierTest {
    private static final List<ColumnType> TYPES = List.of(
            SimpleType.INT4.notNull(), SimpleType.INT4.nullable(), SimpleType.BOOL.notNull(),
            SimpleType.BOOL.nullable(), SimpleType.TEXT.nullable());
    private static final ScalarExpr A = new ScalarExpr.Column(2);
    private static final ScalarExpr B = new ScalarExpr.Column(3);

    private static ScalarExpr simple(ScalarExpr expr) {
        return ScalarSimplifier.simplify(expr, TYPES);
    }

    private static ScalarExpr call(String name, ScalarType type, ScalarExpr... args) {
        ScalarType[] types = Collections.nCopies(args.length, type).toArray(ScalarType[]::new);
        return BuiltinFunctions.exact(name, types).call(List.of(args),
                Collections.nCopies(args.length, type.nullable()));
    }

    private static ScalarExpr literal(long value) {
        return new ScalarExpr.Literal(Datum.of(value), SimpleType.INT4.notNull());
    }

    @Test
    void constantsFoldAndErrorsStay() {
        assertThat(simple(SqlExpression.tree("1 + 2 * 3"))).isEqualTo(literal(7));
        assertThat(simple(SqlExpression.tree("1 / 0"))).isInstanceOfSatisfying(ScalarExpr.Failure.class,
                failure -> assertThat(failure.error().code()).isEqualTo("22012"));
        assertThat(simple(new ScalarExpr.If(A, literal(1), SqlExpression.tree("1 / 0"))))
                .isInstanceOf(ScalarExpr.If.class);
        assertThat(simple(new ScalarExpr.And(List.of(SqlExpression.tree("1 / 0 = 1"), ScalarExpr.FALSE))))
                .isEqualTo(ScalarExpr.FALSE);
    }

    @Test
    void nullsPropagateOnlyPastWhatCannotFail() {
        ScalarExpr none = new ScalarExpr.Literal(Datum.NULL, SimpleType.INT4.nullable());
        ScalarExpr quotient = call("/", SimpleType.INT4, new ScalarExpr.Column(0), new ScalarExpr.Column(1));
        assertThat(simple(call("+", SimpleType.INT4, new ScalarExpr.Column(1), none))).isEqualTo(none);
        assertThat(simple(call("+", SimpleType.INT4, quotient, none))).isInstanceOf(ScalarExpr.Call.class);
        assertThat(simple(new ScalarExpr.IsNull(new ScalarExpr.Column(0)))).isEqualTo(ScalarExpr.FALSE);
        assertThat(simple(new ScalarExpr.IsNull(call("=", SimpleType.INT4, new ScalarExpr.Column(0),
                new ScalarExpr.Column(1))))).isEqualTo(new ScalarExpr.IsNull(new ScalarExpr.Column(1)));
    }

    @Test
    void truthIsFlattened() {
        assertThat(simple(new ScalarExpr.And(List.of(A, ScalarExpr.TRUE, new ScalarExpr.And(List.of(B, A))))))
                .isEqualTo(new ScalarExpr.And(List.of(A, B)));
        ScalarExpr c = new ScalarExpr.IsNull(new ScalarExpr.Column(4));
        assertThat(simple(new ScalarExpr.Or(List.of(
                new ScalarExpr.And(List.of(A, B)), new ScalarExpr.And(List.of(c, A))))))
                .isEqualTo(new ScalarExpr.And(List.of(A, new ScalarExpr.Or(List.of(B, c)))));
        assertThat(simple(call("not", SimpleType.BOOL, call("not", SimpleType.BOOL, B)))).isEqualTo(B);
        assertThat(simple(call("not", SimpleType.BOOL, call("<", SimpleType.INT4, literal(5),
                new ScalarExpr.Column(1)))))
                .isEqualTo(call("<=", SimpleType.INT4, new ScalarExpr.Column(1), literal(5)));
        assertThat(simple(new ScalarExpr.Coalesce(List.of(new ScalarExpr.Column(0), new ScalarExpr.Column(1)))))
                .isEqualTo(new ScalarExpr.Column(0));
    }
}
