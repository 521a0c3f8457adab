package dev.mizu.coordinator.sequencer;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.GlobalId;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.ItemBody;
import dev.mizu.computeplan.DataflowDescription.Finishing;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.coordinator.groupcommit.RowUpdates;
import dev.mizu.coordinator.groupcommit.Shards;
import dev.mizu.coordinator.groupcommit.WriteOutcome;
import dev.mizu.coordinator.groupcommit.WriteRequest;
import dev.mizu.coordinator.implications.CatalogInputs;
import dev.mizu.coordinator.session.SessionState;
import dev.mizu.coordinator.session.Transaction;
import dev.mizu.coordinator.timestamp.ReadTime;
import dev.mizu.coordinator.timestamp.TimestampSelector.Wish;
import dev.mizu.expr.EvalException;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.eval.RowEvaluator;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.expr.relation.RelationTypes;
import dev.mizu.persist.update.Updates;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.Row;
import dev.mizu.session.CopyInTarget;
import dev.mizu.session.RowStream;
import dev.mizu.session.StatementResult;
import dev.mizu.sqlplanner.plan.MutationPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * INSERT, UPDATE, DELETE, COPY FROM. Constant rows wait in the transaction and are written at commit; what depends on
 * reads is written at once, refused and tried again when what was read changed meanwhile.
 */
public final class MutationSequencer {
    private static final int ATTEMPTS = 100;

    private final RegionParts region;
    private final QuerySequencer queries;

    public MutationSequencer(RegionParts region, QuerySequencer queries) {
        this.region = region;
        this.queries = queries;
    }

    public StatementResult run(SessionState session, MutationPlan plan) {
        return switch (plan) {
            case MutationPlan.Insert insert -> insert(session, insert);
            case MutationPlan.Delete delete -> readThenWrite(session, new Mutation(delete.table(), delete.selection(),
                    "DELETE ", (selected, values) -> negated(selected), MutationPlan.Returning.NONE));
            case MutationPlan.Update update -> readThenWrite(session, new Mutation(update.table(), update.selection(),
                    "UPDATE ", (selected, values) -> replaced(selected, update, values), MutationPlan.Returning.NONE));
            case MutationPlan.CopyFrom copy -> new StatementResult.CopyIn(
                    copy.input(), CopyFormats.of(copy.options()), copyTarget(session, copy));
        };
    }

    /** Changes of one table, and what the statement gives back. */
    private record Change(RowUpdates updates, long count, List<Row> written) {}

    /**
     * A change of what is read.
     *
     * @param tag what the statement answers with, before the count
     * @param change of the rows that {@code source} gives, with the values of the statement
     */
    private record Mutation(
            GlobalId table, RelationExpr source, String tag, BiFunction<List<Row>, StatementValues, Change> change,
            MutationPlan.Returning returning) {}

    private StatementResult insert(SessionState session, MutationPlan.Insert plan) {
        CatalogState catalog = region.catalog().snapshot();
        if (!CatalogInputs.of(plan.source(), catalog).isEmpty() || plan.returning().present()) {
            return readThenWrite(session, new Mutation(plan.table(), plan.source(), "INSERT 0 ",
                    (rows, values) -> added(rows, plan.tableDesc()), plan.returning()));
        }
        Transaction transaction = session.enterTransaction();
        transaction.enter(Transaction.Kind.WRITE);
        StatementValues values = queries.values(session, catalog);
        List<Row> rows = queries.reads().rows(new Reads.Request(plan.source(),
                Finishing.none(plan.tableDesc().arity()), queries.cluster(values, Set.of()), values,
                region.oracle().readTs()));
        RowUpdates updates = transaction.writesOf(plan.table());
        rows.forEach(row -> updates.add(checked(row, plan.tableDesc()), 1));
        return new StatementResult.Completed("INSERT 0 " + rows.size());
    }

    private static Row checked(Row row, RelationDesc desc) {
        for (int i = 0; i < desc.arity(); i++) {
            if (row.get(i).isNull() && !desc.type().columns().get(i).nullable()) {
                throw new SqlException(SqlState.NOT_NULL_VIOLATION, "null value in column \"" + desc.names().get(i)
                        + "\" violates not-null constraint");
            }
        }
        return row;
    }

    private static Change added(List<Row> rows, RelationDesc desc) {
        RowUpdates updates = new RowUpdates();
        rows.forEach(row -> updates.add(checked(row, desc), 1));
        return new Change(updates, rows.size(), rows);
    }

    private static Change negated(List<Row> selected) {
        RowUpdates updates = new RowUpdates();
        selected.forEach(row -> updates.add(row, -1));
        return new Change(updates, selected.size(), selected);
    }

    private static Change replaced(List<Row> selected, MutationPlan.Update plan, StatementValues values) {
        List<RowEvaluator> assignments = new ArrayList<>();
        for (ScalarExpr assignment : plan.assignments()) {
            assignments.add(RowEvaluator.of(values.fill(assignment)));
        }
        RowUpdates updates = new RowUpdates();
        List<Row> written = new ArrayList<>();
        for (Row row : selected) {
            Row replacement = checked(evaluate(assignments, row), plan.tableDesc());
            // Behind the table's columns a selection carries what assignments need besides.
            updates.add(new Row(row.datums().subList(0, plan.tableDesc().arity())), -1);
            updates.add(replacement, 1);
            written.add(replacement);
        }
        return new Change(updates, selected.size(), written);
    }

    private static Row evaluate(List<RowEvaluator> expressions, Row row) {
        Datum[] input = row.datums().toArray(Datum[]::new);
        List<Datum> output = new ArrayList<>(expressions.size());
        try {
            expressions.forEach(expression -> output.add(expression.eval(input)));
        } catch (EvalException e) {
            throw e.error().toSqlError().toException();
        }
        return new Row(output);
    }

    private StatementResult readThenWrite(SessionState session, Mutation mutation) {
        StatementExecutor.enterAlone(session, mutation.tag().split(" ")[0]);
        Limits.ofWrite(session, region.clock());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            CatalogState catalog = region.catalog().snapshot();
            StatementValues values = queries.values(session, catalog);
            Set<GlobalId> inputs = CatalogInputs.of(mutation.source(), catalog);
            Set<GlobalId> all = new HashSet<>(inputs);
            all.add(mutation.table());
            try (ReadTime time = queries.timestamps().choose(all, Wish.NONE, "strict serializable")) {
                List<Row> rows = queries.reads().rows(new Reads.Request(mutation.source(),
                        Finishing.none(RelationTypes.arity(mutation.source())), queries.cluster(values, inputs),
                        values, time.time()));
                Change outcome = mutation.change().apply(rows, values);
                if (outcome.updates.isEmpty()
                        || written(mutation.table(), outcome.updates, inputs, catalog, time.time())) {
                    return result(mutation, outcome);
                }
            }
        }
        throw SqlError.of(SqlState.SERIALIZATION_FAILURE, "could not serialize access due to concurrent update")
                .withHint("try the statement again").toException();
    }

    private static StatementResult result(Mutation mutation, Change outcome) {
        MutationPlan.Returning returning = mutation.returning();
        if (returning.present()) {
            List<RowEvaluator> expressions = returning.expressions().stream().map(RowEvaluator::of).toList();
            List<Row> rows = outcome.written.stream().map(row -> evaluate(expressions, row)).toList();
            return new StatementResult.Rows(returning.desc(), RowStream.of(rows), "SELECT", false);
        }
        return new StatementResult.Completed(mutation.tag() + outcome.count);
    }

    private boolean written(
            GlobalId table, RowUpdates updates, Set<GlobalId> inputs, CatalogState catalog, long readTime) {
        Set<ShardRef> unchanged = new HashSet<>();
        for (GlobalId input : inputs) {
            if (catalog.item(input).orElseThrow().body() instanceof ItemBody.Table read) {
                unchanged.add(Shards.ref(read.stored()));
            }
        }
        Map<ShardRef, List<Updates>> writes = Map.of(shardOf(table, catalog), updates.take());
        return commit(WriteRequest.validated(writes, unchanged, readTime)) instanceof WriteOutcome.Committed;
    }

    private ShardRef shardOf(GlobalId table, CatalogState catalog) {
        return catalog.item(table).flatMap(item -> item.body().shard()).map(Shards::ref)
                .orElseThrow(() -> new SqlException(SqlState.UNDEFINED_TABLE, "the table was dropped concurrently"));
    }

    private WriteOutcome commit(WriteRequest request) {
        try {
            return region.commits().submit(request).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SessionState.cancelledException();
        }
    }

    /** Writes what a transaction collected, at one timestamp. */
    public void commitWrites(Transaction transaction) {
        CatalogState catalog = region.catalog().snapshot();
        Map<ShardRef, List<Updates>> writes = new HashMap<>();
        transaction.writes().forEach((table, updates) -> {
            if (!updates.isEmpty()) {
                writes.put(shardOf(table, catalog), updates.take());
            }
        });
        if (!writes.isEmpty()) {
            commit(WriteRequest.of(writes));
        }
    }

    private CopyInTarget copyTarget(SessionState session, MutationPlan.CopyFrom plan) {
        Transaction transaction = session.enterTransaction();
        transaction.enter(Transaction.Kind.WRITE);
        StatementValues values = queries.values(session, region.catalog().snapshot());
        List<RowEvaluator> row = plan.row().stream().map(expr -> RowEvaluator.of(values.fill(expr))).toList();
        RowUpdates updates = transaction.writesOf(plan.table());
        return new CopyInTarget() {
            private long count;

            @Override
            public void write(List<Row> rows) {
                for (Row fields : rows) {
                    updates.add(checked(evaluate(row, fields), plan.tableDesc()), 1);
                    count++;
                }
            }

            @Override
            public long finish() {
                if (!transaction.explicit()) {
                    commitWrites(transaction);
                }
                return count;
            }

            @Override
            public void abort() {
                updates.take();
                transaction.fail();
            }
        };
    }
}
