package dev.mizu.sqlparser.print;

import dev.mizu.sqlparser.ast.ClusterName;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlparser.ast.ObjectName;
import dev.mizu.sqlparser.ast.TypeName;
import dev.mizu.sqlparser.lex.Identifiers;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The text being written, its lines, and the words that all families share. */
final class Out {
    private static final String REDACTED = "'<REDACTED>'";
    private static final String INDENT = "    ";

    private final StringBuilder text = new StringBuilder();
    private final SqlPrinter.Mode mode;
    private final SqlPrinter.Layout layout;
    private int depth;

    Out(SqlPrinter.Mode mode) {
        this(mode, SqlPrinter.Layout.ONE_LINE);
    }

    Out(SqlPrinter.Mode mode, SqlPrinter.Layout layout) {
        this.mode = mode;
        this.layout = layout;
    }

    boolean redacts() {
        return mode == SqlPrinter.Mode.REDACTED;
    }

    Out put(String words) {
        text.append(words);
        return this;
    }

    Out putIf(boolean condition, String words) {
        return condition ? put(words) : this;
    }

    /** Words that begin a clause: behind a blank, or on a line of their own. */
    Out clause(String words) {
        if (layout == SqlPrinter.Layout.LINES) {
            newLine();
        } else {
            put(" ");
        }
        return put(words);
    }

    /** A bracket around clauses or elements. */
    Out open() {
        put("(");
        if (layout == SqlPrinter.Layout.LINES) {
            depth++;
            newLine();
        }
        return this;
    }

    Out close() {
        if (layout == SqlPrinter.Layout.LINES) {
            depth--;
            newLine();
        }
        return put(")");
    }

    private void newLine() {
        text.append('\n').append(INDENT.repeat(depth));
    }

    Out ident(Ident ident) {
        return put(Identifiers.quote(ident.value()));
    }

    /** A name right behind a command's own words. */
    Out commandIdent(Ident ident) {
        return put(Identifiers.quoteInCommand(ident.value()));
    }

    Out name(ObjectName name) {
        if (name.id().isEmpty()) {
            return path(name.parts());
        }
        ObjectName.ObjectId id = name.id().get();
        put("[").put(id.id()).put(" AS ").path(name.parts());
        id.version().ifPresent(version -> put(" VERSION ").put(Long.toString(version)));
        return put("]");
    }

    Out path(List<Ident> parts) {
        for (int i = 0; i < parts.size(); i++) {
            putIf(i > 0, ".").ident(parts.get(i));
        }
        return this;
    }

    Out cluster(ClusterName cluster) {
        return switch (cluster) {
            case ClusterName.Named named -> ident(named.name());
            case ClusterName.ById byId -> put("[").put(byId.id()).put("]");
        };
    }

    Out inCluster(Optional<ClusterName> cluster) {
        cluster.ifPresent(name -> clause("IN CLUSTER ").cluster(name));
        return this;
    }

    Out string(String value) {
        return redacts() ? put(REDACTED) : put("'" + value.replace("'", "''") + "'");
    }

    /** A value that only {@link SqlPrinter.Mode#EXACT} shows. */
    Out secret(Runnable exact) {
        if (mode == SqlPrinter.Mode.EXACT) {
            exact.run();
            return this;
        }
        return put(REDACTED);
    }

    Out literal(Literal literal) {
        boolean redacted = redacts();
        return switch (literal) {
            case Literal.Null ignored -> put("NULL");
            case Literal.Bool bool -> put(redacted ? REDACTED : bool.value() ? "TRUE" : "FALSE");
            case Literal.Number number -> put(redacted ? REDACTED : number.text());
            case Literal.Text string -> string(string.value());
            case Literal.Interval interval -> interval(interval);
        };
    }

    private Out interval(Literal.Interval interval) {
        put("INTERVAL ").string(interval.text());
        interval.from().ifPresent(field -> put(" ").put(field.name()));
        interval.to().ifPresent(field -> put(" TO ").put(field.name()));
        interval.precision().ifPresent(digits -> put(" (").put(Integer.toString(digits)).put(")"));
        return this;
    }

    Out type(TypeName type) {
        return switch (type) {
            case TypeName.Named named -> {
                ObjectName name = named.name();
                boolean bare = name.parts().size() == 1 && name.id().isEmpty();
                if (bare) {
                    put(Identifiers.quoteType(name.last().value()));
                } else {
                    name(name);
                }
                if (!named.modifiers().isEmpty()) {
                    put("(").list(named.modifiers(), (out, value) -> out.put(Long.toString(value))).put(")");
                }
                yield this;
            }
            case TypeName.Array array -> type(array.element()).put("[]");
            case TypeName.ListOf list -> type(list.element()).put(" LIST");
            case TypeName.MapOf map -> put("MAP[").type(map.key()).put(" => ").type(map.value()).put("]");
        };
    }

    <T> Out list(List<T> items, BiConsumer<Out, T> item) {
        for (int i = 0; i < items.size(); i++) {
            putIf(i > 0, ", ");
            item.accept(this, items.get(i));
        }
        return this;
    }

    /** The same, each item on a line of its own where lines are broken. */
    <T> Out elements(List<T> items, BiConsumer<Out, T> item) {
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                put(",").clause("");
            }
            item.accept(this, items.get(i));
        }
        return this;
    }

    Out idents(List<Ident> idents) {
        return list(idents, Out::ident);
    }

    /** {@code (a, b)} with a blank before, nothing when there is none. */
    Out columns(List<Ident> columns) {
        return columns.isEmpty() ? this : put(" (").idents(columns).put(")");
    }

    <T> Out each(Optional<T> item, BiConsumer<Out, T> print) {
        item.ifPresent(value -> print.accept(this, value));
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
