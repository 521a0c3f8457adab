package dev.mizu.coordinator.sequencer;

import dev.mizu.session.CopyFormat;
import dev.mizu.sqlplanner.plan.CopyOptions;

/** COPY's options, from the planner's words to the doors'. */
final class CopyFormats {
    private CopyFormats() {}

    static CopyFormat of(CopyOptions options) {
        return switch (options) {
            case CopyOptions.Text text -> new CopyFormat.Text(text.delimiter(), text.nullText());
            case CopyOptions.Csv csv -> new CopyFormat.Csv(
                    csv.delimiter(), csv.nullText(), csv.quote(), csv.escape(), csv.header());
            case CopyOptions.Binary b -> new CopyFormat.Binary();
        };
    }
}
