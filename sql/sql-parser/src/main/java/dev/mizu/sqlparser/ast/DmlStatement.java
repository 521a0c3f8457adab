package dev.mizu.sqlparser.ast;

import java.util.List;
import java.util.Optional;

/** Statements that change rows, and COPY. */
public sealed interface DmlStatement extends Statement {
    /** No columns: all of them, in order. */
    record Insert(ObjectName table, List<Ident> columns, InsertSource source, List<SetExpr.SelectItem> returning,
            int position) implements DmlStatement {
        public Insert {
            columns = List.copyOf(columns);
            returning = List.copyOf(returning);
        }
    }

    /** Where inserted rows come from. */
    sealed interface InsertSource {
        record DefaultValues() implements InsertSource {}

        record Rows(Query query) implements InsertSource {}
    }

    record Update(ObjectName table, Optional<TableRef.Alias> alias, List<Assignment> assignments,
            Optional<Expr> where, List<SetExpr.SelectItem> returning, int position) implements DmlStatement {
        public Update {
            assignments = List.copyOf(assignments);
            returning = List.copyOf(returning);
        }
    }

    /** {@code column = value}. */
    record Assignment(Ident column, Expr value) {}

    record Delete(ObjectName table, Optional<TableRef.Alias> alias, List<TableRef> using, Optional<Expr> where,
            List<SetExpr.SelectItem> returning, int position) implements DmlStatement {
        public Delete {
            using = List.copyOf(using);
            returning = List.copyOf(returning);
        }
    }

    /** Rows in. Options: {@code FORMAT}, {@code DELIMITER}, {@code NULL}, {@code HEADER} and their kin. */
    record CopyFrom(ObjectName table, List<Ident> columns, CopySource source, List<Option> options, int position)
            implements DmlStatement {
        public CopyFrom {
            columns = List.copyOf(columns);
            options = List.copyOf(options);
        }
    }

    /** Where copied rows come from. */
    sealed interface CopySource {
        record Stdin() implements CopySource {}

        record Url(Expr url) implements CopySource {}
    }

    /** Rows out. */
    record CopyTo(CopyRelation relation, CopyTarget target, List<Option> options, int position)
            implements DmlStatement {
        public CopyTo {
            options = List.copyOf(options);
        }
    }

    /** What is copied out. */
    sealed interface CopyRelation {
        record Table(ObjectName name, List<Ident> columns) implements CopyRelation {
            public Table {
                columns = List.copyOf(columns);
            }
        }

        record Rows(QueryStatement statement) implements CopyRelation {}
    }

    /** Where copied rows go. */
    sealed interface CopyTarget {
        record Stdout() implements CopyTarget {}

        record Url(Expr url) implements CopyTarget {}
    }
}
