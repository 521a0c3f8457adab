package dev.mizu.coordinator.sequencer;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.ClusterEntry;
import dev.mizu.catalog.ItemEntry;
import dev.mizu.coordinator.implications.CatalogInputs;
import dev.mizu.coordinator.session.PreparedRead;
import dev.mizu.coordinator.session.SessionState;
import dev.mizu.coordinator.session.Transaction;
import dev.mizu.coordinator.timestamp.ReadTime;
import dev.mizu.coordinator.timestamp.TimestampSelector.Wish;
import dev.mizu.coordinator.timestamp.TimestampSelector;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.repr.Datum;
import dev.mizu.repr.Row;
import dev.mizu.session.Notice;
import dev.mizu.session.RowStream;
import dev.mizu.session.StatementResult;
import dev.mizu.sqlplanner.plan.QueryPlan;
import dev.mizu.sqlplanner.plan.QueryWhen;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** SELECT. */
public final class QuerySequencer {
    /** Where queries over system relations alone run, unless the session says otherwise. */
    public static final String CATALOG_CLUSTER = "mz_catalog_server";

    /** The variable that asks for a notice with each query. */
    static final String EMIT_TIMESTAMP = "emit_timestamp_notice";

    private final RegionParts region;
    private final TimestampSelector timestamps;
    private final Reads reads;

    public QuerySequencer(RegionParts region) {
        this.region = region;
        this.timestamps = new TimestampSelector(region.collections(), region.oracle());
        this.reads = new Reads(region);
    }

    TimestampSelector timestamps() {
        return timestamps;
    }

    Reads reads() {
        return reads;
    }

    /** Runs a query to its rows. */
    public StatementResult select(SessionState session, QueryPlan.Select plan) {
        Limits.ofSelect(session, region.clock());
        CatalogState catalog = region.catalog().snapshot();
        Set<GlobalId> inputs = CatalogInputs.of(plan.expr(), catalog);
        StatementValues values = values(session, catalog);
        List<Row> rows = at(session, inputs, wish(plan.when(), values), catalog,
                time -> read(plan, inputs, values, time));
        return new StatementResult.Rows(
                plan.desc(), RowStream.of(Limits.checkSize(rows, session)), "SELECT", false);
    }

    /**
     * Runs a read that was planned before.
     *
     * @param otherwise plans it for these values, for when its index cannot be read
     */
    StatementResult select(
            SessionState session, PreparedRead read, List<Datum> values, Supplier<QueryPlan.Select> otherwise) {
        Limits.ofSelect(session, region.clock());
        boolean alone = session.transaction().filter(Transaction::explicit).isEmpty()
                && session.settings().get("transaction_isolation").equals("strict serializable");
        Optional<List<Row>> rows = alone ? reads.rowsNow(read, values, session)
                : at(session, read.inputs(), Wish.NONE, region.catalog().snapshot(),
                        time -> reads.rowsAt(read, values, time, session));
        return rows.isEmpty() ? select(session, otherwise.get())
                : new StatementResult.Rows(
                        read.desc(), RowStream.of(Limits.checkSize(rows.get(), session)), "SELECT", false);
    }

    /** Reads at the time that the session's transaction and its isolation ask for, holding the inputs there. */
    private <T> T at(SessionState session, Set<GlobalId> inputs, Wish wish, CatalogState catalog,
            LongFunction<T> read) {
        if (session.transaction().filter(Transaction::explicit).isPresent() && wish.equals(Wish.NONE)) {
            return read.apply(inTransaction(session, inputs, catalog));
        }
        try (ReadTime time = timestamps.choose(inputs, wish, session.settings().get("transaction_isolation"))) {
            explain(session, inputs, time, catalog);
            return read.apply(time.time());
        }
    }

    private void explain(SessionState session, Set<GlobalId> inputs, ReadTime time, CatalogState catalog) {
        if (session.settings().on(EMIT_TIMESTAMP)) {
            session.notice(new Notice(Notice.Severity.NOTICE, SqlError.of("00000", "EXPLAIN TIMESTAMP for query")
                    .withDetail(TimestampText.of(region, inputs, time, catalog))));
        }
    }

    private long inTransaction(SessionState session, Set<GlobalId> inputs, CatalogState catalog) {
        Transaction transaction = session.enterTransaction();
        if (!inputs.isEmpty()) {
            transaction.enter(Transaction.Kind.READ);
            if (transaction.readTime().isEmpty()) {
                Set<GlobalId> domain = domain(inputs, catalog);
                transaction.fixReadTime(timestamps.choose(domain, Wish.NONE,
                        session.settings().get("transaction_isolation")), domain);
            } else if (!transaction.domain().containsAll(inputs)) {
                throw SqlError.of(SqlState.INVALID_TRANSACTION_STATE,
                                "Transactions can only reference objects in the same timedomain.")
                        .withHint("the first query of a transaction fixes the schemas that it may read")
                        .toException();
            }
        }
        transaction.readTime().ifPresent(time -> explain(session, inputs, time, catalog));
        return transaction.readTime().map(ReadTime::time).orElseGet(() -> region.oracle().readTs());
    }

    /** Everything stored in the schemas that a query's inputs live in, and what their views read. */
    private Set<GlobalId> domain(Set<GlobalId> inputs, CatalogState catalog) {
        Set<GlobalId> domain = new HashSet<>(inputs);
        for (GlobalId input : inputs) {
            ItemEntry entry = catalog.item(input).orElseThrow();
            for (ItemEntry neighbour : catalog.items(entry.schema())) {
                if (neighbour.kind().relation()) {
                    domain.addAll(CatalogInputs.of(neighbour.id(), catalog));
                }
            }
        }
        domain.removeIf(id -> !region.collections().knows(id));
        return domain;
    }

    private List<Row> read(QueryPlan.Select plan, Set<GlobalId> inputs, StatementValues values, long time) {
        return reads.rows(new Reads.Request(
                plan.expr(), Finishings.of(plan.finishing()), cluster(values, inputs), values, time));
    }

    StatementValues values(SessionState session, CatalogState catalog) {
        return StatementValues.of(region, session, catalog);
    }

    /** AS OF, evaluated; {@code mz_now()} in it is the oracle's read time. */
    Wish wish(QueryWhen when, StatementValues values) {
        return switch (when) {
            case QueryWhen.Immediately i -> Wish.NONE;
            case QueryWhen.At at -> new Wish(OptionalLong.of(time(at.timestamp(), values)), OptionalLong.empty());
            case QueryWhen.AtLeast at -> new Wish(OptionalLong.empty(), OptionalLong.of(time(at.timestamp(), values)));
        };
    }

    long time(ScalarExpr expr, StatementValues values) {
        Datum datum = values.at(region.oracle().readTs()).evaluate(expr);
        if (datum.isNull()) {
            throw new SqlException(SqlState.DATA_EXCEPTION, "AS OF or UP TO must not be NULL");
        }
        return datum.asLong();
    }

    ClusterId cluster(StatementValues values, Set<GlobalId> inputs) {
        return cluster(values.session(), values.catalog(), inputs);
    }

    /** The session's cluster; the catalog's own for queries over system relations alone. */
    ClusterId cluster(SessionState session, CatalogState catalog, Set<GlobalId> inputs) {
        boolean systemOnly = inputs.stream().allMatch(id -> id.kind() == GlobalId.Kind.SYSTEM);
        String name = session.settings().get("cluster");
        if (systemOnly && session.settings().on("auto_route_catalog_queries")
                && session.settings().get(Clusters.REPLICA).isEmpty()) {
            name = CATALOG_CLUSTER;
        }
        String wanted = name;
        ClusterEntry cluster = catalog.cluster(wanted).orElseThrow(() -> new SqlException(
                SqlState.UNDEFINED_OBJECT, "unknown cluster '" + wanted + "'"));
        if (!systemOnly && cluster.name().equals(CATALOG_CLUSTER)) {
            throw new SqlException(SqlState.PROHIBITED_ON_CLUSTER,
                    "querying user objects is not allowed from the \"" + CATALOG_CLUSTER + "\" cluster");
        }
        return cluster.id();
    }
}
