package dev.mizu.sqlparser.ast;

import java.util.List;
import java.util.Optional;

/** Statements about the session: variables, transactions, cursors, prepared statements. */
public sealed interface SessionStatement extends Statement {
    /** {@code local} lasts until the transaction ends. Names are canonical: TIME ZONE is {@code timezone}. */
    record SetVariable(boolean local, Ident variable, Setting setting, int position) implements SessionStatement {}

    record ResetVariable(Ident variable, int position) implements SessionStatement {}

    record ResetAll(int position) implements SessionStatement {}

    /** The right-hand side of SET. */
    sealed interface Setting {
        record Default() implements Setting {}

        /** One or more. */
        record Values(List<SettingValue> values) implements Setting {
            public Values {
                values = List.copyOf(values);
            }
        }
    }

    /** One value of a variable. */
    sealed interface SettingValue {
        record Constant(Literal literal) implements SettingValue {}

        record Word(Ident word) implements SettingValue {}
    }

    record StartTransaction(List<TransactionMode> modes, int position) implements SessionStatement {
        public StartTransaction {
            modes = List.copyOf(modes);
        }
    }

    /** {@code session}: SET SESSION CHARACTERISTICS, which counts for transactions to come. */
    record SetTransaction(boolean session, List<TransactionMode> modes, int position) implements SessionStatement {
        public SetTransaction {
            modes = List.copyOf(modes);
        }
    }

    /** A property of a transaction. */
    sealed interface TransactionMode {
        record Access(boolean readOnly) implements TransactionMode {}

        record Isolation(IsolationLevel level) implements TransactionMode {}
    }

    /** Levels, weakest first. */
    enum IsolationLevel {
        READ_UNCOMMITTED, READ_COMMITTED, REPEATABLE_READ, SERIALIZABLE, STRONG_SESSION_SERIALIZABLE,
        STRICT_SERIALIZABLE;

        /** Its SQL words in upper case. */
        public String words() {
            return name().replace('_', ' ');
        }
    }

    record Commit(boolean chain, int position) implements SessionStatement {}

    record Rollback(boolean chain, int position) implements SessionStatement {}

    /** {@code statement} returns rows. */
    record Declare(Ident name, Statement statement, int position) implements SessionStatement {}

    /** Options: {@code TIMEOUT}. */
    record Fetch(Ident name, FetchCount count, List<Option> options, int position) implements SessionStatement {
        public Fetch {
            options = List.copyOf(options);
        }
    }

    /** How many rows to fetch. */
    sealed interface FetchCount {
        record One() implements FetchCount {}

        record Rows(long count) implements FetchCount {}

        record All() implements FetchCount {}
    }

    record Close(Ident name, int position) implements SessionStatement {}

    record Prepare(Ident name, Statement statement, int position) implements SessionStatement {}

    record Execute(Ident name, List<Expr> arguments, int position) implements SessionStatement {
        public Execute {
            arguments = List.copyOf(arguments);
        }
    }

    /** No name: all of them. */
    record Deallocate(Optional<Ident> name, int position) implements SessionStatement {}

    record Discard(DiscardTarget target, int position) implements SessionStatement {}

    /** What a session can forget. */
    enum DiscardTarget {
        ALL, PLANS, SEQUENCES, TEMP
    }

    record Raise(Severity severity, int position) implements SessionStatement {}

    /** Severities of a message. */
    enum Severity {
        DEBUG, INFO, LOG, NOTICE, WARNING
    }

    record ValidateConnection(ObjectName name, int position) implements SessionStatement {}
}
