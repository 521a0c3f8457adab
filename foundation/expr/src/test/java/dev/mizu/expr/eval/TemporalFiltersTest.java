package dev.mizu.expr.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.base.error.SqlException;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.UnmaterializableFunction;
import dev.mizu.expr.functions.builtin.BuiltinFunctions;
import dev.mizu.repr.Datum;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.batch.BatchBuilder;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.time.Timestamps;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TemporalFiltersTest {
    private static final ScalarExpr NOW = new ScalarExpr.Unmaterializable(UnmaterializableFunction.MZ_NOW);
    private static final ScalarExpr FROM = new ScalarExpr.Column(0);
    private static final ScalarExpr TO = new ScalarExpr.Column(1);

    private static ScalarExpr compare(String operator, ScalarExpr left, ScalarExpr right) {
        ScalarType type = SimpleType.MZ_TIMESTAMP;
        return new ScalarExpr.Call(BuiltinFunctions.exact(operator, type, type).function(List.of(type, type)),
                List.of(left, right), SimpleType.BOOL.nullable());
    }

    private static List<List<Long>> validity(ScalarExpr... predicates) {
        Mfp mfp = TemporalFilters.extract(Mfp.identity(2).filter(List.of(predicates)));
        assertThat(mfp.predicates().stream().noneMatch(TemporalFilters::usesNow)).isTrue();
        BatchBuilder builder = new BatchBuilder(List.of(PhysicalType.INT, PhysicalType.INT), 4);
        builder.append(List.of(Datum.of(10), Datum.of(20)), 1);
        builder.append(List.of(Datum.of(30), Datum.of(5)), 1);
        builder.append(List.of(Datum.of(7), Datum.of(Timestamps.CLOSED)), 1);
        builder.append(List.of(Datum.NULL, Datum.of(9)), 1);
        ColumnBatch batch = builder.build(3);
        MfpEvaluator.Output output = MfpEvaluator.of(mfp).eval(batch);
        return IntStream.range(0, output.rows().size())
                .mapToObj(i -> List.of(output.lower()[i], output.upper()[i])).toList();
    }

    @Test
    void comparisonsBecomeBounds() {
        long never = Timestamps.CLOSED;
        assertThat(validity(compare(">=", NOW, FROM), compare("<", NOW, TO)))
                .containsExactly(List.of(10L, 20L), List.of(7L, never));
        assertThat(validity(new ScalarExpr.And(List.of(compare(">", NOW, FROM), compare("<=", NOW, TO)))))
                .containsExactly(List.of(11L, 21L), List.of(8L, never));
        assertThat(validity(compare("<=", FROM, NOW), compare(">", TO, NOW)))
                .containsExactly(List.of(10L, 20L), List.of(7L, never));
        assertThat(validity(compare("=", NOW, FROM)))
                .containsExactly(List.of(10L, 11L), List.of(30L, 31L), List.of(7L, 8L));
        assertThat(validity(compare(">", NOW, TO))).containsExactly(
                List.of(21L, never), List.of(6L, never), List.of(10L, never));
    }

    @Test
    void otherUsesAreUnsupported() {
        assertUnsupported(Mfp.identity(2).filter(List.of(compare("<>", NOW, FROM))));
        assertUnsupported(Mfp.identity(2).filter(List.of(new ScalarExpr.Or(List.of(
                compare("<", NOW, FROM), compare("<", NOW, TO))))));
        assertUnsupported(Mfp.identity(2).filter(List.of(compare("<", NOW, NOW))));
        assertUnsupported(Mfp.identity(2).map(List.of(NOW)));
    }

    private static void assertUnsupported(Mfp mfp) {
        assertThatThrownBy(() -> TemporalFilters.extract(mfp)).isInstanceOfSatisfying(
                SqlException.class, e -> assertThat(e.error().code()).isEqualTo("0A000"));
    }

    @Test
    void computedColumnsAreSeenThrough() {
        Mfp mapped = Mfp.identity(2).map(List.of(NOW)).filter(List.of(compare(">=", new ScalarExpr.Column(2), FROM)))
                .project(List.of(0, 1));
        Mfp extracted = TemporalFilters.extract(mapped);
        assertThat(extracted.lowerBounds()).containsExactly(FROM);
        assertThat(extracted.maps().stream().noneMatch(TemporalFilters::usesNow)).isTrue();
    }
}
