package dev.mizu.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.base.error.SqlException;
import dev.mizu.interchange.pgformat.BinaryFormat;
import dev.mizu.interchange.pgformat.TextFormat;
import dev.mizu.interchange.pgformat.WireBuffer;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.pg.PgType;
import dev.mizu.repr.text.DatumText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoundTripTest {
    private static final int ROUNDS = 400;

    private final long seed = System.nanoTime();
    private final RandomDatums datums = new RandomDatums(seed);

    private static List<ScalarType> readable() {
        List<ScalarType> types = new ArrayList<>(RandomDatums.scalarTypes());
        types.addAll(RandomDatums.rangeTypes());
        types.addAll(RandomDatums.arrayTypes());
        types.addAll(RandomDatums.listAndMapTypes());
        return types;
    }

    @Test
    void textReadsBack() {
        for (ScalarType type : readable()) {
            for (int i = 0; i < ROUNDS; i++) {
                Datum datum = datums.datum(type);
                WireBuffer out = new WireBuffer(16);
                TextFormat.encode(type, datum, out);
                String text = new String(out.toArray(), StandardCharsets.UTF_8);
                assertThat(text).as("%s, seed %d", type, seed).isEqualTo(DatumText.print(type, datum));
                assertThat(TextFormat.decode(type, out.array(), 0, out.size()))
                        .as("%s as %s, seed %d", type, text, seed).isEqualTo(datum);
            }
        }
    }

    @Test
    void binaryReadsBack() {
        List<ScalarType> types = readable();
        types.add(new ScalarType.Record(List.of(new ScalarType.Field("a", SimpleType.INT4.nullable()),
                new ScalarType.Field("b", new ScalarType.Array(ScalarType.NUMERIC).nullable()),
                new ScalarType.Field("c", new ScalarType.Range(SimpleType.DATE).nullable()))));
        int supported = 0;
        for (ScalarType type : types) {
            if (!BinaryFormat.supports(type)) {
                if (!(type instanceof ScalarType.Array)) {
                    assertThatThrownBy(() -> BinaryFormat.encode(type, datums.datum(type), new WireBuffer(8)))
                            .isInstanceOf(SqlException.class);
                }
                continue;
            }
            supported++;
            for (int i = 0; i < ROUNDS; i++) {
                Datum datum = datums.datum(type);
                WireBuffer out = new WireBuffer(16);
                out.putInt(77);
                BinaryFormat.encode(type, datum, out);
                assertThat(BinaryFormat.decode(type, out.array(), 4, out.size() - 4))
                        .as("%s %s, seed %d", type, DatumText.print(type, datum), seed).isEqualTo(datum);
            }
        }
        assertThat(supported).isGreaterThan(60);
    }

    /** Whatever a client sends, the answer is a value or the user's error. */
    @Test
    void mutilatedBinaryIsRefused() {
        for (ScalarType type : readable()) {
            if (!BinaryFormat.supports(type)) {
                continue;
            }
            for (int i = 0; i < ROUNDS; i++) {
                WireBuffer out = new WireBuffer(16);
                BinaryFormat.encode(type, datums.datum(type), out);
                byte[] bytes = out.toArray();
                if (bytes.length > 0) {
                    bytes[datums.below(bytes.length)] ^= (byte) (1 << datums.below(8));
                    decodeOrRefuse(type, bytes);
                    decodeOrRefuse(type, Arrays.copyOf(bytes, datums.below(bytes.length)));
                }
            }
        }
    }

    private void decodeOrRefuse(ScalarType type, byte[] bytes) {
        try {
            assertThat(BinaryFormat.decode(type, bytes, 0, bytes.length)).isNotNull();
        } catch (SqlException e) {
            assertThat(e.error().code()).as("%s, seed %d", type, seed).matches("22...|42804");
        }
    }

    @Test
    void mutilatedTextIsRefused() {
        for (ScalarType type : readable()) {
            for (int i = 0; i < ROUNDS; i++) {
                StringBuilder text = new StringBuilder(DatumText.print(type, datums.datum(type)));
                if (!text.isEmpty()) {
                    text.setCharAt(datums.below(text.length()), "{}[](),\"\\ -+:.e0".charAt(datums.below(16)));
                }
                try {
                    assertThat(TextFormat.decode(type, text.toString())).isNotNull();
                } catch (SqlException e) {
                    assertThat(e.error().code()).as("%s %s, seed %d", type, text, seed)
                            .hasSize(5).isNotEqualTo("XX000");
                }
            }
        }
    }

    @Test
    void oidsAreUnique() {
        Set<Integer> oids = new HashSet<>();
        for (PgType type : PgType.values()) {
            assertThat(oids.add(type.oid())).as(type.name()).isTrue();
            assertThat(type.arrayOid() == 0 || oids.add(type.arrayOid())).as(type.name()).isTrue();
            assertThat(PgType.of(type.type())).isEqualTo(type);
            if (type.namesOneType()) {
                assertThat(PgType.scalarType(type.oid())).contains(type.type());
                assertThat(PgType.scalarType(type.arrayOid())).contains(new ScalarType.Array(type.type()));
            }
        }
    }
}
