package dev.mizu.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.base.error.SqlException;
import dev.mizu.interchange.copy.CopyDecoder;
import dev.mizu.interchange.copy.CopyEncoder;
import dev.mizu.interchange.copy.CopyStyle;
import dev.mizu.interchange.pgformat.WireBuffer;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopyTest {
    private static final RelationDesc TWO = desc(SimpleType.INT4, SimpleType.TEXT);

    private final long seed = System.nanoTime();
    private final RandomDatums datums = new RandomDatums(seed);

    private static RelationDesc desc(ScalarType... types) {
        List<ColumnType> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (ScalarType type : types) {
            columns.add(type.nullable());
            names.add("c" + names.size());
        }
        return new RelationDesc(RelationType.of(columns), names);
    }

    private static List<Row> decode(CopyStyle style, RelationDesc desc, String text) {
        CopyDecoder decoder = CopyDecoder.of(style, desc);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<Row> rows = new ArrayList<>();
        decoder.feed(bytes, 0, bytes.length, rows);
        decoder.finish(rows);
        return rows;
    }

    private static Row row(int a, String b) {
        return Row.of(Datum.of(a), Datum.of(b));
    }

    /** Rows of all kinds, encoded, cut anywhere, decoded. */
    @Test
    void chunksMayBeCutAnywhere() {
        List<CopyStyle> styles = List.of(CopyStyle.Text.DEFAULT, new CopyStyle.Text('|', "nil"),
                new CopyStyle.Csv(',', "<null>", '"', '"', false), new CopyStyle.Csv(';', "<null>", '\'', '\\', true));
        RelationDesc desc = desc(SimpleType.TEXT, SimpleType.INT8, new ScalarType.Array(SimpleType.TEXT),
                SimpleType.JSONB, ScalarType.NUMERIC);
        for (CopyStyle style : styles) {
            for (int round = 0; round < 300; round++) {
                List<Row> rows = new ArrayList<>();
                for (int i = datums.below(5); i >= 0; i--) {
                    rows.add(new Row(desc.type().columns().stream().map(c -> datums.nullable(c.scalar())).toList()));
                }
                CopyEncoder encoder = new CopyEncoder(style, desc);
                WireBuffer out = new WireBuffer(64);
                encoder.header(out);
                rows.forEach(row -> encoder.row(row, out));
                encoder.trailer(out);
                assertThat(inChunks(style, desc, out.toArray())).as("%s, seed %d", style, seed).isEqualTo(rows);
            }
        }
    }

    private List<Row> inChunks(CopyStyle style, RelationDesc desc, byte[] bytes) {
        CopyDecoder decoder = CopyDecoder.of(style, desc);
        List<Row> rows = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int length = Math.min(bytes.length - at, datums.below(9));
            decoder.feed(bytes, at, length, rows);
            at += length;
        }
        decoder.finish(rows);
        return rows;
    }

    @Test
    void textEscapes() {
        assertThat(decode(CopyStyle.Text.DEFAULT, TWO, "1\ta\\tb\\x41\\101\\\\\\q\n2\t\\N\r\n3\tx\\\ny\n4\t"))
                .containsExactly(row(1, "a\tbAA\\q"), Row.of(Datum.of(2), Datum.NULL), row(3, "x\ny"), row(4, ""));
        assertThat(decode(CopyStyle.Text.DEFAULT, TWO, "1\ta\n\\.\nnonsense that nobody reads\n"))
                .containsExactly(row(1, "a"));
    }

    @Test
    void csvQuotes() {
        CopyStyle csv = CopyStyle.Csv.DEFAULT;
        assertThat(decode(csv, TWO, "1,\"a,\"\"b\nc\"\n2,x\"y\"z\r\n3,\n4,\"\"\n")).containsExactly(row(1, "a,\"b\nc"),
                row(2, "xyz"), Row.of(Datum.of(3), Datum.NULL), Row.of(Datum.of(4), Datum.NULL));
        assertThat(decode(csv, TWO, "1,\"open")).containsExactly(row(1, "open"));
        assertThat(decode(new CopyStyle.Csv(',', "", '"', '"', true), TWO, "a,b\n1,x\n")).containsExactly(row(1, "x"));
    }

    @Test
    void badDataIsToldWithItsPlace() {
        assertThatThrownBy(() -> decode(CopyStyle.Text.DEFAULT, TWO, "1\ta\nx\tb\n"))
                .isInstanceOfSatisfying(SqlException.class, e -> {
                    assertThat(e.error().code()).isEqualTo("22P02");
                    assertThat(e.error().detail()).contains("COPY line 2, column c0");
                });
        assertThatThrownBy(() -> decode(CopyStyle.Text.DEFAULT, TWO, "1\n"))
                .hasMessage("missing data for column \"c1\"");
        assertThatThrownBy(() -> decode(CopyStyle.Csv.DEFAULT, TWO, "1,2,3\n"))
                .hasMessage("extra data after last expected column");
        assertThatThrownBy(() -> CopyDecoder.of(CopyStyle.Text.DEFAULT, TWO, 1000)
                .feed(new byte[2000], 0, 2000, new ArrayList<>())).hasMessageContaining("longer than 1000 bytes");
        assertThatThrownBy(() -> decode(CopyStyle.Text.DEFAULT, TWO, "1\t\\xff\n")).hasMessageContaining("UTF8");
    }

    /** A long row in many chunks takes time in proportion to its length. */
    @Test
    void longRowsStayLinear() {
        CopyDecoder decoder = CopyDecoder.of(CopyStyle.Csv.DEFAULT, desc(SimpleType.TEXT));
        byte[] chunk = "abcdefg\n".repeat(1024).getBytes(StandardCharsets.UTF_8);
        List<Row> rows = new ArrayList<>();
        decoder.feed(new byte[] {'"'}, 0, 1, rows);
        for (int i = 0; i < 4000; i++) {
            decoder.feed(chunk, 0, chunk.length, rows);
        }
        decoder.feed(new byte[] {'"', '\n'}, 0, 2, rows);
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().get(0).asText()).hasSize(4000 * chunk.length);
    }
}
