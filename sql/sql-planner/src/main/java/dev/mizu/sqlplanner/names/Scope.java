package dev.mizu.sqlplanner.names;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.repr.ColumnType;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlplanner.names.ScopeColumn.TableAlias;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The columns that expressions at one place may name: those of the row at hand, and through {@code outer} those of the
 * rows around.
 *
 * @param siblings these are FROM items to the left, which only lateral ones see
 * @param barrier why columns of this level may not be named from inside, empty when they may
 */
public record Scope(List<ScopeColumn> columns, Optional<Scope> outer, boolean siblings, Optional<String> barrier) {
    public Scope {
        columns = List.copyOf(columns);
    }

    /** No columns, nothing around. */
    public static final Scope EMPTY = new Scope(List.of(), Optional.empty(), false, Optional.empty());

    /** No columns, inside of {@code outer}. */
    public static Scope inside(Scope outer) {
        return new Scope(List.of(), Optional.of(outer), false, Optional.empty());
    }

    /** Columns of one FROM item. */
    public static List<ScopeColumn> table(TableAlias alias, List<String> names, List<ColumnType> types) {
        List<ScopeColumn> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(new ScopeColumn(Optional.of(alias), names.get(i), types.get(i), true));
        }
        return columns;
    }

    public Scope withColumns(List<ScopeColumn> others) {
        return new Scope(others, outer, siblings, barrier);
    }

    /** The same columns as lateral items to the right see them. */
    public Scope asSiblings(Optional<String> reason) {
        return new Scope(columns, outer, true, reason);
    }

    /** As what is not lateral sees it: the nearest levels that hold FROM items to the left show nothing. */
    public Scope withoutSiblings() {
        return siblings
                ? new Scope(List.of(), outer.map(Scope::withoutSiblings), false, Optional.empty()) : this;
    }

    /** As a query inside of a lateral item sees it: what stands left is around it like anything else. */
    public Scope withSiblings() {
        return siblings ? new Scope(columns, outer.map(Scope::withSiblings), false, barrier) : this;
    }

    public int arity() {
        return columns.size();
    }

    /** What a name stands for. */
    public sealed interface Found {
        /** One column. */
        record OneColumn(int level, int index, ColumnType type) implements Found {}

        /** All columns of a FROM item. */
        record WholeRow(int level, List<Integer> indices) implements Found {}
    }

    /** Resolves {@code a}, {@code t.a}, {@code s.t.a} or a whole row {@code t}; 42703, 42702, 42P01. */
    public Found resolve(List<Ident> parts, int position) {
        int level = 0;
        for (Optional<Scope> scope = Optional.of(this); scope.isPresent(); scope = scope.get().outer) {
            List<Integer> hits = scope.get().matches(parts);
            if (hits.size() > 1) {
                throw SqlError.of(SqlState.AMBIGUOUS_COLUMN,
                                "column reference \"" + NameResolver.dotted(parts) + "\" is ambiguous")
                        .withPosition(position).toException();
            }
            if (hits.size() == 1) {
                scope.get().checkBarrier(parts, position);
                return new Found.OneColumn(level, hits.getFirst(), scope.get().columns.get(hits.getFirst()).type());
            }
            level++;
        }
        return wholeRow(parts).orElseThrow(() -> unknown(parts, position));
    }

    /** The columns of the FROM item {@code t} or {@code s.t}, if there is one. */
    public Optional<Found.WholeRow> wholeRow(List<Ident> parts) {
        int level = 0;
        for (Optional<Scope> scope = Optional.of(this); scope.isPresent(); scope = scope.get().outer) {
            List<Integer> indices = new ArrayList<>();
            List<ScopeColumn> columns = scope.get().columns;
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).table().isPresent() && named(columns.get(i).table().get(), parts)) {
                    indices.add(i);
                }
            }
            if (!indices.isEmpty()) {
                scope.get().checkBarrier(parts, parts.getFirst().position());
                return Optional.of(new Found.WholeRow(level, indices));
            }
            level++;
        }
        return Optional.empty();
    }

    private void checkBarrier(List<Ident> parts, int position) {
        if (barrier.isPresent()) {
            throw SqlError.of("42P10", "invalid reference to \"" + NameResolver.dotted(parts) + "\"")
                    .withDetail(barrier.get()).withPosition(position).toException();
        }
    }

    private List<Integer> matches(List<Ident> parts) {
        List<Integer> hits = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            ScopeColumn column = columns.get(i);
            boolean named = parts.size() == 1 ? column.plain()
                    : column.table().isPresent() && named(column.table().get(), parts.subList(0, parts.size() - 1));
            if (named && column.name().equals(parts.getLast().value())) {
                hits.add(i);
            }
        }
        return hits;
    }

    private static boolean named(TableAlias table, List<Ident> parts) {
        int size = parts.size();
        boolean matches = size <= 3 && table.name().equals(parts.getLast().value());
        if (size > 1) {
            matches &= table.schema().equals(Optional.of(parts.get(size - 2).value()));
        }
        if (size > 2) {
            matches &= table.database().equals(Optional.of(parts.get(0).value()));
        }
        return matches;
    }

    private SqlException unknown(List<Ident> parts, int position) {
        List<String> names = new ArrayList<>();
        boolean tableKnown = parts.size() == 1 || wholeRow(parts.subList(0, parts.size() - 1)).isPresent();
        for (Optional<Scope> scope = Optional.of(this); scope.isPresent(); scope = scope.get().outer) {
            scope.get().columns.forEach(column -> names.add(column.name()));
        }
        SqlError error = SqlError.of(tableKnown ? SqlState.UNDEFINED_COLUMN : SqlState.UNDEFINED_TABLE,
                        "column \"" + NameResolver.dotted(parts) + "\" does not exist")
                .withPosition(position);
        Optional<String> hint = tableKnown ? Similarity.hint(parts.getLast().value(), names) : Optional.empty();
        return hint.map(error::withHint).orElse(error).toException();
    }
}
