package dev.mizu.catalog.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.base.id.SchemaId;
import dev.mizu.catalog.CatalogOp;
import dev.mizu.catalog.CatalogSnapshot;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.transaction.CatalogTransaction;
import dev.mizu.catalog.transaction.CatalogTransaction.RecordChange;
import dev.mizu.sqlplanner.catalog.Feature;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** System variables as records: one a name, put in place of the one before, gone after a reset. */
class SettingRecordTest {
    private static CatalogOp put(String name, String value) {
        return new CatalogOp.PutSetting(name, Optional.of(value));
    }

    private static CatalogState read(List<CatalogRecord> records) {
        CatalogState state = CatalogState.EMPTY;
        for (CatalogOp op : StoredCatalog.read(records).ops()) {
            state = state.with(op);
        }
        return state;
    }

    @Test
    void everyValueComesBack() {
        for (String value : List.of("on", "", "1 min", "a, \"b\"\"c\"", "{\"x\": [1]}", "/", "π\n\t\\", "null")) {
            CatalogTransaction set = CatalogTransaction.of(CatalogState.EMPTY, List.of(put("some_name", value)));
            assertThat(set.records()).containsExactly(
                    new RecordChange(new CatalogRecord("setting/some_name", value), 1));
            CatalogState back = read(set.records().stream().map(RecordChange::record).toList());
            assertThat(back.setting("some_name")).contains(value);
        }
    }

    @Test
    void anotherValueTakesThePlaceAndResetLeavesNothing() {
        CatalogState one = CatalogTransaction.of(CatalogState.EMPTY, List.of(put("x", "1"))).after();
        CatalogTransaction two = CatalogTransaction.of(one, List.of(put("x", "2")));
        assertThat(two.records()).containsExactlyInAnyOrder(
                new RecordChange(new CatalogRecord("setting/x", "1"), -1),
                new RecordChange(new CatalogRecord("setting/x", "2"), 1));
        CatalogTransaction none = CatalogTransaction.of(
                two.after(), List.of(new CatalogOp.PutSetting("x", Optional.empty())));
        assertThat(none.records()).containsExactly(new RecordChange(new CatalogRecord("setting/x", "2"), -1));
        assertThat(none.after().setting("x")).isEmpty();
        assertThat(CatalogTransaction.of(one, List.of(put("x", "1"))).records()).isEmpty();
    }

    @Test
    void aFeatureIsThereWhileItsVariableIsOn() {
        CatalogState on = CatalogState.EMPTY.with(put(Feature.TABLE_KEYS.variable(), "on"));
        CatalogState off = on.with(put(Feature.TABLE_KEYS.variable(), "off"));
        SchemaId session = SchemaId.temporary(3);
        assertThat(new CatalogSnapshot(CatalogState.EMPTY, s -> true, session).enabled(Feature.TABLE_KEYS)).isFalse();
        assertThat(new CatalogSnapshot(on, s -> true, session).enabled(Feature.TABLE_KEYS)).isTrue();
        assertThat(new CatalogSnapshot(on, s -> true, session).enabled(Feature.TABLE_CHECKS)).isFalse();
        assertThat(new CatalogSnapshot(off, s -> true, session).enabled(Feature.TABLE_KEYS)).isFalse();
        assertThat(new CatalogSnapshot(off, s -> true).enabled(Feature.TABLE_KEYS)).isTrue();
    }
}
