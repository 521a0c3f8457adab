package dev.mizu.sqlplanner.query;

import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.SimpleType;
import dev.mizu.sqlparser.lex.Identifiers;
import dev.mizu.sqlplanner.hir.HirRelation;
import java.util.List;
import java.util.stream.Stream;

/** {@code pg_get_keywords()}: the words that are no names everywhere, in PostgreSQL's classes. */
final class Keywords {
    static final String FUNCTION = "pg_get_keywords";
    static final List<String> COLUMNS = List.of("word", "catcode", "barelabel", "catdesc", "baredesc");

    private Keywords() {}

    static HirRelation relation() {
        Stream<Row> anywhere = Identifiers.RESERVED.stream().sorted()
                .map(word -> row(word, 'R', false, "reserved", "requires AS"));
        Stream<Row> inExpressions = Identifiers.RESERVED_IN_EXPRESSIONS.stream().sorted()
                .map(word -> row(word, 'C', true, "unreserved (cannot be a column in an expression)",
                        "can be bare label"));
        Stream<Row> inFrom = Identifiers.RESERVED_AS_TABLE_ALIAS.stream().sorted()
                .map(word -> row(word, 'T', true, "reserved (can be function or type name)", "can be bare label"));
        Stream<Row> labels = Identifiers.RESERVED_AS_COLUMN_ALIAS.stream().sorted()
                .map(word -> row(word, 'U', false, "unreserved", "requires AS"));
        List<Row> rows = Stream.of(anywhere, inExpressions, inFrom, labels).flatMap(words -> words).toList();
        return new HirRelation.Constant(rows, RelationType.of(SimpleType.TEXT.notNull(), SimpleType.PG_CHAR.notNull(),
                SimpleType.BOOL.notNull(), SimpleType.TEXT.notNull(), SimpleType.TEXT.notNull()));
    }

    private static Row row(String word, char code, boolean bare, String description, String label) {
        return Row.of(Datum.of(word), Datum.of(code), bare ? Datum.TRUE : Datum.FALSE, Datum.of(description),
                Datum.of(label));
    }
}
