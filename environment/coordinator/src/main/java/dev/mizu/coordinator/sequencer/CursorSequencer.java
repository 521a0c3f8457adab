package dev.mizu.coordinator.sequencer;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.time.Clock;
import dev.mizu.coordinator.session.Planning;
import dev.mizu.coordinator.session.Portal;
import dev.mizu.coordinator.session.PreparedStatement;
import dev.mizu.coordinator.session.SessionState;
import dev.mizu.coordinator.session.Transaction;
import dev.mizu.repr.Row;
import dev.mizu.session.RowStream;
import dev.mizu.session.StatementResult.Completed;
import dev.mizu.session.StatementResult;
import dev.mizu.sqlplanner.plan.QueryPlan;
import dev.mizu.sqlplanner.plan.StatementDesc;
import dev.mizu.sqlplanner.typing.Parameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** DECLARE, FETCH, CLOSE. */
final class CursorSequencer {
    private static final long POLL_NANOS = 50_000_000L;

    private final StatementExecutor executor;
    private final Clock clock;

    CursorSequencer(StatementExecutor executor, Clock clock) {
        this.executor = executor;
        this.clock = clock;
    }

    StatementResult declare(SessionState session, QueryPlan.Declare plan) {
        if (session.transaction().filter(Transaction::explicit).isEmpty()) {
            throw new SqlException(SqlState.NO_ACTIVE_TRANSACTION,
                    "DECLARE CURSOR can only be used in transaction blocks");
        }
        if (session.portals().containsKey(plan.name())) {
            throw new SqlException(SqlState.DUPLICATE_CURSOR, "cursor \"" + plan.name() + "\" already exists");
        }
        StatementDesc desc = Planning.describe(
                plan.statement(), executor.snapshot(session), session.facts(), List.of());
        Portal portal = new Portal(new PreparedStatement(Optional.of(plan.statement()), "", desc), List.of());
        portal.ran(executor.execute(session, plan.statement(), Parameters.NONE));
        session.portals().put(plan.name(), portal);
        return new Completed("DECLARE CURSOR");
    }

    private static Portal cursor(SessionState session, String name) {
        return Optional.ofNullable(session.portals().get(name)).orElseThrow(() -> new SqlException(
                SqlState.INVALID_CURSOR_NAME, "cursor \"" + name + "\" does not exist"));
    }

    StatementResult fetch(SessionState session, QueryPlan.Fetch plan) {
        Portal portal = cursor(session, plan.name());
        RowStream rows = portal.rows().orElseThrow(() -> new SqlException(
                SqlState.INVALID_CURSOR_NAME, "cursor \"" + plan.name() + "\" gives no rows"));
        List<Row> ready = portal.pulledAhead();
        OptionalLong deadline = plan.timeoutMillis().isPresent()
                ? OptionalLong.of(clock.nanoTime() + plan.timeoutMillis().getAsLong() * 1_000_000L)
                : OptionalLong.empty();
        pull(rows, ready, plan.count(), deadline);
        int count = (int) Math.min(plan.count(), ready.size());
        List<Row> given = new ArrayList<>(ready.subList(0, count));
        ready.subList(0, count).clear();
        return new StatementResult.Rows(
                portal.prepared().desc().rows().orElseThrow(), RowStream.of(given), "FETCH", false);
    }

    /** Until enough rows are there, the stream ends, the time is over, or (of a live one) something came. */
    private void pull(RowStream rows, List<Row> ready, long count, OptionalLong deadline) {
        while (ready.size() < count) {
            if (!(rows instanceof SubscribeStream stream)) {
                Optional<List<Row>> more = rows.next();
                if (more.isEmpty()) {
                    return;
                }
                ready.addAll(more.get());
                continue;
            }
            boolean waiting = ready.isEmpty() || deadline.isPresent();
            long left = deadline.isPresent() ? deadline.getAsLong() - clock.nanoTime() : POLL_NANOS;
            long atMost = waiting ? Math.clamp(left, 0, POLL_NANOS) : 0;
            Optional<List<Row>> more = stream.next(Duration.ofNanos(atMost));
            if (more.isEmpty()) {
                return;
            }
            ready.addAll(more.get());
            if (more.get().isEmpty() && (!waiting || left <= 0)) {
                return;
            }
        }
    }

    static StatementResult close(SessionState session, QueryPlan.Close plan) {
        cursor(session, plan.name()).close();
        session.portals().remove(plan.name());
        return new Completed("CLOSE CURSOR");
    }
}
