package dev.mizu.sqlparser.ast;

import java.util.List;
import java.util.Optional;

/** A query with its CTEs and finishing. {@code LIMIT ALL} is no limit. */
public record Query(Optional<With> with, SetExpr body, List<OrderBy> orderBy, Optional<Expr> limit,
        Optional<Expr> offset, int position) {
    public Query {
        orderBy = List.copyOf(orderBy);
    }

    /** A bare body. */
    public static Query of(SetExpr body) {
        return new Query(Optional.empty(), body, List.of(), Optional.empty(), Optional.empty(), body.position());
    }

    /** The WITH clause. */
    public sealed interface With {
        int position();

        /** CTEs that see the ones before them; {@code recursive} is the standard's WITH RECURSIVE. */
        record Ctes(List<Cte> ctes, boolean recursive, int position) implements With {
            public Ctes {
                ctes = List.copyOf(ctes);
            }
        }

        /** Bindings that all see each other; options are {@code RECURSION LIMIT} and its kin. */
        record MutuallyRecursive(List<Option> options, List<Binding> bindings, int position) implements With {
            public MutuallyRecursive {
                options = List.copyOf(options);
                bindings = List.copyOf(bindings);
            }
        }
    }

    /** {@code name (columns) AS (query)}; no columns: the query's own names. */
    public record Cte(Ident name, List<Ident> columns, Query query) {
        public Cte {
            columns = List.copyOf(columns);
        }
    }

    /** {@code name (column type, ..) AS (query)}. */
    public record Binding(Ident name, List<Column> columns, Query query) {
        public Binding {
            columns = List.copyOf(columns);
        }
    }

    /** A name with its type. */
    public record Column(Ident name, TypeName type) {}
}
