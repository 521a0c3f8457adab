package dev.mizu.repr.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.testkit.Golden;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DatumTextTest {
    @Test
    void readsAndPrints() {
        Golden.check(Path.of("src/test/resources/dev/mizu/repr/text/datum_text.spec"), DatumTextTest::run);
    }

    /** First line the type, then one text a line. */
    private static String run(String input) {
        ScalarType type = type(input.lines().findFirst().orElseThrow());
        return input.lines().skip(1).map(line -> roundTrip(type, line)).collect(Collectors.joining("\n"));
    }

    private static String roundTrip(ScalarType type, String text) {
        try {
            Datum datum = DatumText.parse(type, text);
            String printed = DatumText.print(type, datum);
            assertThat(DatumText.parse(type, printed)).as(text).isEqualTo(datum);
            return "<" + printed + ">";
        } catch (TextFormatException e) {
            return e.error().code() + " " + e.error().message() + e.error().detail().map(d -> " / " + d).orElse("");
        }
    }

    private static ScalarType type(String name) {
        if (name.endsWith("[]")) {
            return new ScalarType.Array(type(name.substring(0, name.length() - 2)));
        }
        if (name.endsWith(" list")) {
            return new ScalarType.ListOf(type(name.substring(0, name.length() - 5)));
        }
        if (name.startsWith("map ")) {
            return new ScalarType.MapOf(type(name.substring(4)));
        }
        if (name.startsWith("range ")) {
            return new ScalarType.Range(type(name.substring(6)));
        }
        return switch (name) {
            case "numeric" -> ScalarType.NUMERIC;
            case "numeric(2)" -> new ScalarType.Numeric(OptionalInt.of(2));
            case "varchar(3)" -> new ScalarType.Varchar(OptionalInt.of(3));
            case "char(3)" -> new ScalarType.Char(OptionalInt.of(3));
            case "timestamp" -> ScalarType.TIMESTAMP;
            case "timestamp(1)" -> new ScalarType.Timestamp(OptionalInt.of(1));
            case "timestamptz" -> ScalarType.TIMESTAMPTZ;
            default -> SimpleType.valueOf(name.toUpperCase(java.util.Locale.ROOT));
        };
    }

    @Test
    void shortestFloatsReadBack() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            double wide = Double.longBitsToDouble(random.nextLong());
            float narrow = Float.intBitsToFloat(random.nextInt());
            if (Double.isFinite(wide) && Float.isFinite(narrow) && wide != 0 && narrow != 0) {
                String printed = DatumText.print(SimpleType.FLOAT8, Datum.of(wide));
                assertThat(NumberText.parseDouble(printed)).as("seed %d", seed).isEqualTo(wide);
                String narrowPrinted = DatumText.print(SimpleType.FLOAT4, Datum.of((double) narrow));
                assertThat(NumberText.parseFloat(narrowPrinted)).as("seed %d", seed).isEqualTo((double) narrow);
            }
        }
    }
}
