package dev.mizu.sqlparser.ast;

import java.util.List;
import java.util.Optional;

/** EXPLAIN in all its forms. */
public sealed interface ExplainStatement extends Statement {
    /** No stage: the default, a physical plan. Options are flags and feature overrides. */
    record ExplainPlan(Optional<Stage> stage, List<Option> options, Optional<Form> form, Explainee explainee,
            int position) implements ExplainStatement {
        public ExplainPlan {
            options = List.copyOf(options);
        }
    }

    record ExplainTimestamp(Optional<Form> form, QueryStatement.Select select, int position)
            implements ExplainStatement {}

    record ExplainPushdown(Explainee explainee, int position) implements ExplainStatement {}

    /** {@code key}: the key's schema, else the value's. */
    record ExplainSinkSchema(boolean key, Optional<Form> form, CreateStatement.CreateSink sink, int position)
            implements ExplainStatement {}

    /** What a maintained object costs. No properties: hints. INDEX or MATERIALIZED_VIEW. */
    record ExplainAnalyzeObject(List<Cost> costs, boolean skew, ObjectKind kind, ObjectName name, boolean asSql,
            int position) implements ExplainStatement {
        public ExplainAnalyzeObject {
            costs = List.copyOf(costs);
        }
    }

    record ExplainAnalyzeCluster(List<Cost> costs, boolean skew, boolean asSql, int position)
            implements ExplainStatement {
        public ExplainAnalyzeCluster {
            costs = List.copyOf(costs);
        }
    }

    /** What EXPLAIN ANALYZE measures. */
    enum Cost {
        CPU, MEMORY
    }

    /** Stages of optimization, in order. */
    enum Stage {
        RAW_PLAN, DECORRELATED_PLAN, LOCALLY_OPTIMIZED_PLAN, OPTIMIZED_PLAN, PHYSICAL_PLAN, OPTIMIZER_TRACE,
        PLAN_INSIGHTS;

        /** Its SQL words in upper case. */
        public String words() {
            return name().replace('_', ' ');
        }
    }

    /** How a plan is written. */
    enum Form {
        TEXT, JSON, DOT, VERBOSE_TEXT;

        /** Its SQL words in upper case. */
        public String words() {
            return name().replace('_', ' ');
        }
    }

    /** What is explained. */
    sealed interface Explainee {
        /** A SELECT, SUBSCRIBE or CREATE VIEW, MATERIALIZED VIEW, INDEX; {@code broken} keeps going on errors. */
        record OfStatement(Statement statement, boolean broken) implements Explainee {}

        /** VIEW, MATERIALIZED_VIEW or INDEX; {@code replan} ignores the stored plan. */
        record OfObject(ObjectKind kind, ObjectName name, boolean replan) implements Explainee {}
    }
}
