package dev.mizu.sqlparser.ast;

import java.util.List;
import java.util.Optional;

/** Statements that read. */
public sealed interface QueryStatement extends Statement {
    /** {@code AS OF [AT LEAST] expr}. */
    record AsOf(Expr time, boolean atLeast, int position) {}

    /** Any query as a statement: SELECT, VALUES, TABLE. */
    record Select(Query query, Optional<AsOf> asOf, int position) implements QueryStatement {}

    /** {@code SUBSCRIBE} or its older name TAIL. Options: {@code SNAPSHOT}, {@code PROGRESS}. */
    record Subscribe(Relation relation, Output output, List<Option> options, Optional<AsOf> asOf,
            Optional<Expr> upTo, int position) implements QueryStatement {
        public Subscribe {
            options = List.copyOf(options);
        }
    }

    /** What is subscribed to or copied. */
    sealed interface Relation {
        record Named(ObjectName name) implements Relation {}

        record Of(Query query) implements Relation {}
    }

    /** The shape of a subscription's rows. */
    sealed interface Output {
        record Diffs() implements Output {}

        record WithinTimestampOrderBy(List<OrderBy> orderBy) implements Output {
            public WithinTimestampOrderBy {
                orderBy = List.copyOf(orderBy);
            }
        }

        record EnvelopeUpsert(List<Ident> key) implements Output {
            public EnvelopeUpsert {
                key = List.copyOf(key);
            }
        }

        record EnvelopeDebezium(List<Ident> key) implements Output {
            public EnvelopeDebezium {
                key = List.copyOf(key);
            }
        }
    }
}
