package dev.mizu.computeworker.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.ScalarFunction;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.SimpleType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An arranged row gives back the columns that it was made of. */
final class ArrangementShapeTest {
    private static final List<ColumnType> COLUMNS =
            List.of(SimpleType.INT8.nullable(), SimpleType.TEXT.nullable());

    private static ScalarExpr lower(int column) {
        ScalarFunction function = BuiltinFunctions.exact("lower", SimpleType.TEXT).function(List.of(SimpleType.TEXT));
        return new ScalarExpr.Call(
                function, List.of(new ScalarExpr.Column(column)), SimpleType.TEXT.nullable());
    }

    @Test
    void columnsComeBackFromBesideAComputedKey() {
        ArrangementShape shape = ArrangementShape.of(List.of(lower(1)), COLUMNS);

        assertThat(shape.types()).hasSize(3);
        assertThat(shape.restoring()).isEqualTo(Mfp.identity(3).project(List.of(1, 2)));
    }

    @Test
    void columnsComeBackFromAPermutedKey() {
        ArrangementShape shape = ArrangementShape.of(List.of(new ScalarExpr.Column(1)), COLUMNS);

        assertThat(shape.restoring()).isEqualTo(Mfp.identity(2).project(List.of(1, 0)));
    }
}
