package dev.mizu.computeplan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.base.id.GlobalId;
import dev.mizu.expr.EvalError;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.explain.ExplainOptions;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.expr.relation.RelationExpr.DiffRow;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.SimpleType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Physical plans as text; the optimizer's golden files show the rest. */
class LirPrinterTest {
    private static final ColumnType TEXT = SimpleType.TEXT.notNull();
    private static final RelationType TYPE = RelationType.of(TEXT);

    @Test
    void namesReplaceIds() {
        assertThat(LirPrinter.print(filtered(), ExplainOptions.DEFAULT.named(id -> "orders")))
                .isEqualTo("""
                        Get orders
                          filter=(#0 = "secret")
                        """);
    }

    @Test
    void redactedPlansHoldNoValue() {
        LirPlan plan = new LirPlan.Union(List.of(filtered(),
                new LirPlan.Constant(List.of(new DiffRow(Row.of(Datum.of("secret")), 2)), Optional.empty(), TYPE),
                new LirPlan.Constant(List.of(), Optional.of(EvalError.of("22P02", "bad value: secret")), TYPE)),
                false, TYPE);
        assertThat(LirPrinter.print(plan)).contains("secret");
        assertThat(LirPrinter.print(plan, ExplainOptions.DEFAULT.asRedacted()))
                .doesNotContain("secret").contains("(#0 = █)");
    }

    private static LirPlan filtered() {
        ScalarExpr literal = new ScalarExpr.Literal(Datum.of("secret"), TEXT);
        ScalarExpr equal = BuiltinFunctions.exact("=", SimpleType.TEXT, SimpleType.TEXT)
                .call(List.of(new ScalarExpr.Column(0), literal), List.of(TEXT, TEXT));
        return new LirPlan.Get(GlobalId.user(1), Mfp.identity(1).filter(List.of(equal)), TYPE);
    }
}
