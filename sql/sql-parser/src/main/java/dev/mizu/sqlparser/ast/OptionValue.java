package dev.mizu.sqlparser.ast;

import java.util.List;
import java.util.Optional;

/** The value of an {@link Option}. */
public sealed interface OptionValue {
    int position();

    /** A literal; numbers may lead with a minus sign. */
    record Constant(Literal literal, int position) implements OptionValue {}

    /** A bare or dotted name: an item, a column, or a word such as {@code PLAINTEXT}. */
    record Name(ObjectName name, int position) implements OptionValue {}

    /** {@code SECRET name}. */
    record Secret(ObjectName name, int position) implements OptionValue {}

    /** {@code (v, ..)} or {@code [v, ..]}. */
    record Sequence(List<OptionValue> values, int position) implements OptionValue {
        public Sequence {
            values = List.copyOf(values);
        }
    }

    /** {@code MAP['k' => v, ..]}. */
    record Mapping(List<Entry> entries, int position) implements OptionValue {
        public Mapping {
            entries = List.copyOf(entries);
        }
    }

    /** One key of a {@link Mapping}. */
    record Entry(String key, OptionValue value) {}

    /** An expression, for options such as a sink's {@code PARTITION BY}. */
    record Expression(Expr expr, int position) implements OptionValue {}

    /** {@code FOR value}, of {@code RETAIN HISTORY} and {@code WAIT}. */
    record For(OptionValue value, int position) implements OptionValue {}

    /** {@code UNTIL READY (options)}, of {@code WAIT}. */
    record UntilReady(List<Option> options, int position) implements OptionValue {
        public UntilReady {
            options = List.copyOf(options);
        }
    }

    /** A name with options of its own: a replica in {@code REPLICAS}, a rule in {@code RULES}. */
    record Group(Ident name, List<Option> options, int position) implements OptionValue {
        public Group {
            options = List.copyOf(options);
        }
    }

    /** How a materialized view follows its inputs. */
    sealed interface Refresh extends OptionValue {
        record OnCommit(int position) implements Refresh {}

        record AtCreation(int position) implements Refresh {}

        record At(Expr time, int position) implements Refresh {}

        record Every(Literal.Interval interval, Optional<Expr> alignedTo, int position) implements Refresh {}
    }

    /** When a cluster runs. */
    sealed interface Schedule extends OptionValue {
        record Manual(int position) implements Schedule {}

        /** Options: {@code HYDRATION TIME ESTIMATE}. */
        record OnRefresh(List<Option> options, int position) implements Schedule {
            public OnRefresh {
                options = List.copyOf(options);
            }
        }
    }

    /** {@code 'host:port' [USING tunnel]}. */
    record Broker(String address, Optional<Tunnel> tunnel, int position) implements OptionValue {}

    /** A way to reach an address; both name connections. Options of a private link: {@code PORT} and its kin. */
    sealed interface Tunnel extends OptionValue {
        record Ssh(ObjectName connection, int position) implements Tunnel {}

        record AwsPrivatelink(ObjectName connection, List<Option> options, int position) implements Tunnel {
            public AwsPrivatelink {
                options = List.copyOf(options);
            }
        }
    }

    /** The target of {@code DOC ON TYPE} (an item) or {@code DOC ON COLUMN} (item and column) and its text. */
    record DocOn(ObjectName target, OptionValue text, int position) implements OptionValue {}
}
