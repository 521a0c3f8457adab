package dev.mizu.sqlplanner.plan;

import dev.mizu.base.id.GlobalId;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.repr.RelationDesc;
import dev.mizu.sqlparser.ast.Statement;
import java.util.List;
import java.util.Optional;

/** Statements that read. */
public sealed interface QueryPlan extends Plan {
    /**
     * SELECT, and every SHOW that lists.
     *
     * @param expr the query, decorrelated; statement-level values still occur as
     *     {@link dev.mizu.expr.ScalarExpr.Unmaterializable}
     * @param finishing over the columns of {@code expr}
     * @param desc the rows given, after {@code finishing}
     */
    record Select(RelationExpr expr, Finishing finishing, RelationDesc desc, QueryWhen when) implements QueryPlan {}

    /**
     * SUBSCRIBE.
     *
     * @param desc the rows of {@code from}
     * @param outputDesc the rows sent: timestamp, progress flag if asked for, diff or state, columns
     */
    record Subscribe(
            SubscribeFrom from, RelationDesc desc, SubscribeOptions options, RelationDesc outputDesc)
            implements QueryPlan {}

    /** What is subscribed to. */
    sealed interface SubscribeFrom {
        /** A relation of the catalog. */
        record Relation(GlobalId id) implements SubscribeFrom {}

        /** A query; its order is lost, its limit and offset are kept as a top-k in {@code expr}. */
        record Query(RelationExpr expr) implements SubscribeFrom {}
    }

    /** How a subscription starts, ends and prints. */
    record SubscribeOptions(
            boolean snapshot, boolean progress, QueryWhen when, Optional<ScalarExpr> upTo, SubscribeOutput output) {}

    /** The form of a subscription's rows. */
    sealed interface SubscribeOutput {
        /** One row per change. */
        record Diffs() implements SubscribeOutput {}

        /** As {@link Diffs}, each timestamp's rows sorted; column 0 is {@code mz_diff}, then the relation's. */
        record WithinTimestampOrderBy(List<ColumnOrder> order) implements SubscribeOutput {}

        /** State per key: the key's columns by position. */
        record EnvelopeUpsert(List<Integer> key) implements SubscribeOutput {}

        /** Before and after per key. */
        record EnvelopeDebezium(List<Integer> key) implements SubscribeOutput {}
    }

    /** COPY (..) TO STDOUT; {@code query} is a Select or a Subscribe. */
    record CopyTo(QueryPlan query, CopyOptions options) implements QueryPlan {}

    /**
     * EXPLAIN: {@code text} is whole for the stages that planning makes, empty for those that the optimizer makes of
     * {@code explainee}.
     */
    record Explain(ExplainStage stage, ExplainOptions options, Explainee explainee, Optional<String> text)
            implements QueryPlan {}

    /** What EXPLAIN shows. */
    enum ExplainStage {
        RAW_PLAN("Raw Plan"),
        DECORRELATED_PLAN("Decorrelated Plan"),
        LOCALLY_OPTIMIZED_PLAN("Locally Optimized Plan"),
        OPTIMIZED_PLAN("Optimized Plan"),
        PHYSICAL_PLAN("Physical Plan"),
        TIMESTAMP("Timestamp");

        private final String column;

        ExplainStage(String column) {
            this.column = column;
        }

        /** The name of the one text column of the answer. */
        public String column() {
            return column;
        }
    }

    /** How EXPLAIN prints. */
    record ExplainOptions(boolean json, boolean types, boolean arity, boolean redacted) {}

    /** What is explained. */
    sealed interface Explainee {
        /** A query, a subscription, or a CREATE of a view, materialized view or index. */
        record OfStatement(Plan plan) implements Explainee {}

        /** A view, materialized view or index that exists. */
        record OfItem(GlobalId id) implements Explainee {}
    }

    /** DECLARE .. CURSOR. */
    record Declare(String name, Statement statement) implements QueryPlan {}

    /**
     * FETCH.
     *
     * @param count how many rows, {@link Long#MAX_VALUE} for ALL
     * @param timeoutMillis how long to wait, empty = until at least one row is there
     */
    record Fetch(String name, long count, java.util.OptionalLong timeoutMillis) implements QueryPlan {}

    /** CLOSE. */
    record Close(String name) implements QueryPlan {}
}
