package dev.mizu.coordinator.sequencer;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.coordinator.session.SessionState;
import dev.mizu.repr.Datum;
import dev.mizu.session.StatementResult;
import dev.mizu.sqlplanner.plan.CreatePlan;

/** CREATE: from a plan to one catalog change. */
public final class CreateSequencer {
    private static final String VALIDATED = "enable_default_connection_validation";
    private static final int SECRET_BYTES_MAX = 512 << 10;

    private final RegionParts region;

    public CreateSequencer(RegionParts region) {
        this.region = region;
    }

    public StatementResult run(SessionState session, CreatePlan plan) {
        if (plan instanceof CreatePlan.CreateConnection connection && !connection.item().exists()) {
            validate(connection);
        }
        region.catalog().change(state ->
                new CreateOps(region, StatementValues.of(region, session, state)).of(plan));
        return new StatementResult.Completed(Tags.of(plan));
    }

    private void validate(CreatePlan.CreateConnection plan) {
        if (plan.validate().orElseGet(() -> SystemVariables.isOn(VALIDATED, region.catalog().snapshot()))) {
            Connections.validate(region, plan.connection());
        }
    }

    /** The contents of a secret, checked; no error tells them. */
    static byte[] secretBytes(Datum value) {
        if (value instanceof Datum.Bytes(byte[] bytes) && bytes.length <= SECRET_BYTES_MAX) {
            return bytes;
        }
        throw new SqlException(SqlState.INVALID_PARAMETER_VALUE,
                "secret value must be a non-null text or bytea of at most 512 KiB");
    }
}
