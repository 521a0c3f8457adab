package dev.mizu.repr.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.repr.Datum;
import dev.mizu.repr.Decimal;
import dev.mizu.repr.Json;
import dev.mizu.repr.text.JsonText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random decimals and JSON come back as they went, and passing over JSON ends where decoding it does. */
final class DatumCodecTest {
    private static final long SEED = Long.getLong("codec.seed", System.nanoTime());
    private static final String[] TEXTS = {"", "a", "\u0000", "a\u0000\u0001b", "grüße", "\ud83d\udca7", "\u00ff"};

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void decimalsComeBack() {
        for (int i = 0; i < 20_000; i++) {
            Datum datum = Datum.of(decimal());
            byte[] bytes = DatumCodec.encode(datum);
            assertThat(DatumCodec.decode(new ByteSource(bytes, 0))).as("seed %d", SEED).isEqualTo(datum);
        }
    }

    @Test
    void decimalsSortAsTheirBytes() {
        for (int i = 0; i < 20_000; i++) {
            Decimal one = decimal();
            Decimal other = decimal();
            int order = Arrays.compareUnsigned(
                    DatumCodec.encode(Datum.of(one)), DatumCodec.encode(Datum.of(other)));
            assertThat(Integer.signum(order)).as("seed %d: %s, %s", SEED, one.value(), other.value())
                    .isEqualTo(one.value().compareTo(other.value()));
        }
    }

    @Test
    void jsonIsPassedOverWhole() {
        for (int i = 0; i < 5_000; i++) {
            Datum datum = new Datum.JsonDatum(json(4));
            ByteSink sink = new ByteSink(16);
            DatumCodec.encode(datum, sink);
            int end = sink.size();
            DatumCodec.encode(Datum.of(7L), sink);
            byte[] bytes = sink.toArray();
            assertThat(DatumCodec.decode(new ByteSource(bytes, 0))).as("seed %d", SEED).isEqualTo(datum);
            assertThat(JsonBytes.isJson(bytes[0])).isTrue();
            assertThat(JsonBytes.end(bytes, 0)).as("seed %d: %s", SEED, datum).isEqualTo(end);
        }
    }

    @Test
    void partsOfJsonAreFoundWhereTheyLie() {
        for (int i = 0; i < 5_000; i++) {
            Json json = json(3);
            byte[] bytes = DatumCodec.encode(new Datum.JsonDatum(json));
            String key = text();
            int field = JsonBytes.field(bytes, 0, JsonBytes.key(key.getBytes(StandardCharsets.UTF_8)));
            assertPart(bytes, field, json instanceof Json.Obj o
                    ? Optional.ofNullable(o.fields().get(key)) : Optional.empty());
            int index = random.nextInt(-5, 6);
            List<Json> elements = json instanceof Json.Arr a ? a.elements()
                    : json instanceof Json.Obj ? List.of() : List.of(json);
            int place = index < 0 ? index + elements.size() : index;
            assertPart(bytes, JsonBytes.element(bytes, 0, index), place >= 0 && place < elements.size()
                    ? Optional.of(elements.get(place)) : Optional.empty());
        }
    }

    private static void assertPart(byte[] bytes, int at, Optional<Json> expected) {
        assertThat(at != JsonBytes.ABSENT).as("seed %d: %s", SEED, expected).isEqualTo(expected.isPresent());
        if (expected.isEmpty()) {
            return;
        }
        Json part = expected.get();
        assertThat(DatumCodec.decode(bytes, at)).as("seed %d", SEED).isEqualTo(new Datum.JsonDatum(part));
        assertThat(JsonBytes.isNull(bytes, at)).isEqualTo(part instanceof Json.Null);
        ByteSink sink = new ByteSink(16);
        JsonBytes.text(bytes, at, sink);
        assertThat(new String(sink.toArray(), StandardCharsets.UTF_8)).as("seed %d", SEED)
                .isEqualTo(part instanceof Json.Str string ? string.value() : JsonText.print(part));
    }

    private Decimal decimal() {
        BigInteger unscaled = new BigInteger(Integer.toString(random.nextInt(-9, 10)));
        int digits = random.nextInt(36);
        for (int i = 0; i < digits; i++) {
            unscaled = unscaled.multiply(BigInteger.TEN).add(BigInteger.valueOf(
                    random.nextInt(3) == 0 ? 0 : random.nextInt(10)));
        }
        return Decimal.of(new BigDecimal(unscaled, random.nextInt(0, 39)));
    }

    private Json json(int depth) {
        int kind = random.nextInt(depth == 0 ? 5 : 7);
        return switch (kind) {
            case 0 -> Json.Null.INSTANCE;
            case 1 -> new Json.Bool(random.nextBoolean());
            case 2, 3 -> new Json.Num(decimal());
            case 4 -> new Json.Str(text());
            case 5 -> {
                List<Json> elements = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    elements.add(json(depth - 1));
                }
                yield new Json.Arr(elements);
            }
            default -> {
                TreeMap<String, Json> fields = new TreeMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    fields.put(text(), json(depth - 1));
                }
                yield new Json.Obj(fields);
            }
        };
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)] + TEXTS[random.nextInt(TEXTS.length)];
    }
}
