package dev.mizu.coordinator.sequencer;

import dev.mizu.base.error.ExternalException;
import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlState;
import dev.mizu.storageplan.ConnectionPlan;

/** Trying connections out. */
final class Connections {
    private Connections() {}

    /** Returns when the system behind a connection has let us in; waits for it for a few seconds. */
    static void validate(RegionParts region, ConnectionPlan connection) {
        try {
            region.probe().check(connection, region.secrets());
        } catch (ExternalException e) {
            SqlError error = SqlError.of(SqlState.EXTERNAL_ERROR, String.valueOf(e.getMessage()));
            throw (e.hint().isEmpty() ? error : error.withHint(e.hint())).toException();
        }
    }
}
