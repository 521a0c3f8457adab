package dev.mizu.coordinator.sequencer;

import dev.mizu.base.id.GlobalId;
import dev.mizu.catalog.CatalogSnapshot;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.ItemEntry;
import dev.mizu.coordinator.timestamp.ReadTime;
import java.util.Set;

/** How the time of a read was chosen, as EXPLAIN TIMESTAMP tells it. */
final class TimestampText {
    private TimestampText() {}

    static String of(RegionParts region, Set<GlobalId> inputs, ReadTime time, CatalogState catalog) {
        StringBuilder text = new StringBuilder();
        text.append("                query timestamp: ").append(time.time()).append('\n');
        text.append("          oracle read timestamp: ").append(time.oracleTime()).append('\n');
        text.append("largest not in advance of upper: ").append(time.complete()).append('\n');
        text.append("        can respond immediately: ").append(time.time() <= time.complete()).append('\n');
        text.append("                       timeline: EpochMilliseconds\n");
        text.append("              session wall time: ").append(region.clock().epochMillis()).append('\n');
        for (GlobalId input : inputs) {
            ItemEntry item = catalog.item(input).orElseThrow();
            text.append("\nsource ").append(CatalogSnapshot.nameOf(catalog, item)).append(" (").append(input)
                    .append("):\n");
            text.append("                  read frontier:[").append(region.collections().since(input)).append("]\n");
            text.append("                 write frontier:[").append(region.collections().upper(input)).append("]\n");
        }
        return text.toString();
    }
}
