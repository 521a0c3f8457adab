package dev.mizu.coordinator.sequencer;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.GlobalId;
import dev.mizu.catalog.CatalogState;
import dev.mizu.catalog.ItemBody;
import dev.mizu.catalog.ItemEntry;
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
 * reads is written at once, refused and tried again when what was read changed meanwhile; between BEGIN and COMMIT it
 * waits too, and COMMIT refuses it in that case.
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
                    "DELETE ", (selected, values) -> negated(selected), delete.returning()));
            case MutationPlan.Update update -> readThenWrite(session, new Mutation(update.table(), update.selection(),
                    "UPDATE ", (selected, values) -> replaced(selected, update, values), update.returning()));
            case MutationPlan.CopyFrom copy -> new StatementResult.CopyIn(
                    copy.input(), CopyFormats.of(copy.options()), copyTarget(session, copy));
        };
    }

    /** Changes of one table, how many rows these are, and the rows that RETURNING is about. */
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

    /**
     * Reads, and writes what follows from it if nothing read has changed meanwhile, else begins anew. In a transaction
     * that BEGIN started the write waits for COMMIT, which refuses it when something read has changed by then.
     */
    private StatementResult readThenWrite(SessionState session, Mutation mutation) {
        Transaction transaction = StatementExecutor.enterAlone(session, mutation.tag().split(" ")[0]);
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
                // An error in what is given back must come before the write.
                StatementResult result = result(session, mutation, outcome, values);
                long readTime = time.time();
                if (transaction.explicit()) {
                    transaction.defer(() -> writeAtCommit(mutation.table(), outcome.updates, inputs, readTime));
                    return result;
                }
                if (written(mutation.table(), outcome.updates, inputs, catalog, readTime)) {
                    return result;
                }
            }
        }
        throw conflict();
    }

    private void writeAtCommit(GlobalId table, RowUpdates updates, Set<GlobalId> inputs, long readTime) {
        if (!written(table, updates, inputs, region.catalog().snapshot(), readTime)) {
            throw conflict();
        }
    }

    private static SqlException conflict() {
        return SqlError.of(SqlState.SERIALIZATION_FAILURE, "could not serialize access due to concurrent update")
                .withHint("try the statement again").toException();
    }

    private static StatementResult result(
            SessionState session, Mutation mutation, Change outcome, StatementValues values) {
        MutationPlan.Returning returning = mutation.returning();
        if (!returning.present()) {
            return new StatementResult.Completed(mutation.tag() + outcome.count);
        }
        List<RowEvaluator> expressions =
                returning.expressions().stream().map(values::fill).map(RowEvaluator::of).toList();
        List<Row> rows = outcome.written.stream().map(row -> evaluate(expressions, row)).toList();
        String verb = mutation.tag().startsWith("INSERT") ? "SELECT" : mutation.tag().strip();
        return new StatementResult.Rows(
                returning.desc(), RowStream.of(Limits.checkSize(rows, session)), verb, false);
    }

    private boolean written(
            GlobalId table, RowUpdates updates, Set<GlobalId> inputs, CatalogState catalog, long readTime) {
        if (updates.isEmpty()) {
            return true;
        }
        Set<ShardRef> unchanged = new HashSet<>();
        for (GlobalId input : inputs) {
            tablesUnder(input, catalog, unchanged);
        }
        Map<ShardRef, List<Updates>> writes = Map.of(shardOf(table, catalog), updates.take());
        return commit(WriteRequest.validated(writes, unchanged, readTime)) instanceof WriteOutcome.Committed;
    }

    /** The tables that a relation is made of: what is read of a maintained view holds as long as these do not move. */
    private void tablesUnder(GlobalId relation, CatalogState catalog, Set<ShardRef> tables) {
        ItemEntry entry = catalog.item(relation).orElseThrow(() ->
                new SqlException(SqlState.UNDEFINED_TABLE, "a relation that was read was dropped concurrently"));
        if (entry.body() instanceof ItemBody.Table read) {
            tables.add(Shards.ref(read.stored()));
        }
        entry.uses().forEach(used -> tablesUnder(used, catalog, tables));
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
