package dev.mizu.sqlparser.ast;

import java.util.List;
import java.util.Optional;

/** What stands in the brackets of CREATE TABLE. */
public sealed interface TableElements {
    /** One column. */
    record ColumnDef(Ident name, TypeName type, Optional<ObjectName> collation, List<ColumnOption> options)
            implements TableElements {
        public ColumnDef {
            options = List.copyOf(options);
        }
    }

    /** A column's property and the name of its constraint. */
    record ColumnOption(Optional<Ident> constraint, ColumnProperty property, int position) {}

    /** What a column promises. */
    sealed interface ColumnProperty {
        record Null() implements ColumnProperty {}

        record NotNull() implements ColumnProperty {}

        record Default(Expr value) implements ColumnProperty {}

        record PrimaryKey() implements ColumnProperty {}

        record Unique() implements ColumnProperty {}

        record References(ObjectName table, List<Ident> columns) implements ColumnProperty {
            public References {
                columns = List.copyOf(columns);
            }
        }

        record Check(Expr condition) implements ColumnProperty {}
    }

    /** A constraint over the table. */
    sealed interface Constraint extends TableElements {
        Optional<Ident> name();

        int position();

        /** {@code notEnforced} belongs to sources. */
        record PrimaryKey(Optional<Ident> name, List<Ident> columns, boolean notEnforced, int position)
                implements Constraint {
            public PrimaryKey {
                columns = List.copyOf(columns);
            }
        }

        record Unique(Optional<Ident> name, List<Ident> columns, boolean nullsNotDistinct, int position)
                implements Constraint {
            public Unique {
                columns = List.copyOf(columns);
            }
        }

        record ForeignKey(Optional<Ident> name, List<Ident> columns, ObjectName table, List<Ident> referenced,
                int position) implements Constraint {
            public ForeignKey {
                columns = List.copyOf(columns);
                referenced = List.copyOf(referenced);
            }
        }

        record Check(Optional<Ident> name, Expr condition, int position) implements Constraint {}
    }
}
