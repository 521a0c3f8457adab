package dev.mizu.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.interchange.copy.CopyDecoder;
import dev.mizu.interchange.copy.CopyEncoder;
import dev.mizu.interchange.copy.CopyStyle;
import dev.mizu.interchange.pgformat.BinaryFormat;
import dev.mizu.interchange.pgformat.WireBuffer;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.testkit.postgres.PostgresServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** What we write, PostgreSQL reads; what it writes, byte for byte, is what we would have written. */
class PostgresComparisonTest {
    private static final int VALUES = 200;
    /** Types that PostgreSQL lacks, or shows differently on purpose (catalog names, byte escapes, JSON blanks). */
    private static final Set<ScalarType> APART = Set.of(SimpleType.UINT2, SimpleType.UINT4, SimpleType.UINT8,
            SimpleType.PG_CHAR, SimpleType.REGCLASS, SimpleType.REGPROC, SimpleType.REGTYPE, SimpleType.MZ_TIMESTAMP,
            SimpleType.MZ_ACLITEM, SimpleType.ACLITEM, SimpleType.JSONB, SimpleType.INTERVAL,
            new ScalarType.Numeric(OptionalInt.of(4)));

    private final long seed = System.nanoTime();
    private final RandomDatums datums = new RandomDatums(seed);

    @Test
    void sameBytesAsPostgres() throws Exception {
        try (PostgresServer postgres = PostgresServer.startOrSkip();
                Connection connection = DriverManager.getConnection(postgres.url())) {
            int compared = 0;
            for (ScalarType type : types()) {
                compare(connection, type);
                compared += VALUES;
            }
            assertThat(compared).isGreaterThan(8_000);
            intervals(connection);
        }
    }

    private static List<ScalarType> types() {
        List<ScalarType> types = new ArrayList<>(RandomDatums.scalarTypes());
        types.addAll(RandomDatums.rangeTypes());
        types.addAll(RandomDatums.arrayTypes());
        types.removeIf(type -> APART.contains(type)
                || type instanceof ScalarType.Array array && APART.contains(array.element()));
        return types;
    }

    private static String pgName(ScalarType type) {
        String name = type.toString();
        return name.replaceAll("^character(?=\\[|$)", "bpchar");
    }

    private void compare(Connection connection, ScalarType type) throws SQLException, IOException {
        RelationDesc desc = new RelationDesc(RelationType.of(type.nullable()), List.of("v"));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < VALUES; i++) {
            rows.add(Row.of(datums.nullable(type)));
        }
        byte[] ours = encode(CopyStyle.Text.DEFAULT, desc, rows);
        String name = pgName(type) + ", seed " + seed;
        byte[] theirs = throughPostgres(connection, pgName(type), ours, "");
        assertSameLines(name, ours, theirs);
        assertThat(decode(desc, theirs)).as(name).isEqualTo(rows);
        if (BinaryFormat.supports(type)) {
            byte[] binary = copyOut(connection, "(format binary)");
            assertThat(HexFormat.of().formatHex(binary)).as(name)
                    .isEqualTo(HexFormat.of().formatHex(encode(new CopyStyle.Binary(), desc, rows)));
        }
        byte[] csv = copyOut(connection, "(format csv, null '<null>', header)");
        assertThat(new String(csv, StandardCharsets.UTF_8)).as(name).isEqualTo(new String(
                encode(new CopyStyle.Csv(',', "<null>", '"', '"', true), desc, rows), StandardCharsets.UTF_8));
    }

    private static void assertSameLines(String name, byte[] ours, byte[] theirs) {
        String[] expected = new String(theirs, StandardCharsets.UTF_8).split("\n", -1);
        String[] actual = new String(ours, StandardCharsets.UTF_8).split("\n", -1);
        assertThat(actual).as(name).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).as("%s, line %d after %s", name, i, i == 0 ? "" : actual[i - 1])
                    .isEqualTo(expected[i]);
        }
    }

    /** Intervals are worded differently, and a plus sign, which changes nothing, stands elsewhere. */
    private void intervals(Connection connection) throws SQLException, IOException {
        RelationDesc desc = new RelationDesc(RelationType.of(SimpleType.INTERVAL.nullable()), List.of("v"));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            rows.add(Row.of(datums.datum(SimpleType.INTERVAL)));
        }
        byte[] ours = encode(CopyStyle.Text.DEFAULT, desc, rows);
        String theirs = new String(throughPostgres(connection, "interval", ours, ""), StandardCharsets.UTF_8);
        String worded = theirs.replace("mons", "months").replace("mon\n", "month\n").replace("mon ", "month ")
                .replace("+", "");
        String plain = new String(ours, StandardCharsets.UTF_8).replace("+", "");
        assertSameLines("interval, seed " + seed, plain.getBytes(StandardCharsets.UTF_8),
                worded.getBytes(StandardCharsets.UTF_8));
        assertThat(copyOut(connection, "(format binary)")).as("seed %d", seed)
                .isEqualTo(encode(new CopyStyle.Binary(), desc, rows));
        assertThat(decode(desc, theirs.replace("mon", "month").getBytes(StandardCharsets.UTF_8)
                )).as("seed %d", seed).isEqualTo(rows);
    }

    private static byte[] encode(CopyStyle style, RelationDesc desc, List<Row> rows) {
        CopyEncoder encoder = new CopyEncoder(style, desc);
        WireBuffer out = new WireBuffer(1024);
        encoder.header(out);
        rows.forEach(row -> encoder.row(row, out));
        encoder.trailer(out);
        return out.toArray();
    }

    private static List<Row> decode(RelationDesc desc, byte[] text) {
        CopyDecoder decoder = CopyDecoder.of(CopyStyle.Text.DEFAULT, desc);
        List<Row> rows = new ArrayList<>();
        decoder.feed(text, 0, text.length, rows);
        decoder.finish(rows);
        return rows;
    }

    private static byte[] throughPostgres(Connection connection, String type, byte[] text, String options)
            throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists t");
            statement.execute("create temp table t (i serial, v " + type + ")");
        }
        copyManager(connection).copyIn("copy t (v) from stdin", new ByteArrayInputStream(text));
        return copyOut(connection, options);
    }

    private static byte[] copyOut(Connection connection, String options) throws SQLException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        copyManager(connection).copyOut("copy (select v from t order by i) to stdout " + options, out);
        return out.toByteArray();
    }

    private static CopyManager copyManager(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }
}
