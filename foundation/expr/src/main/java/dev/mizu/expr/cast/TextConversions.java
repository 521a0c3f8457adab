package dev.mizu.expr.cast;

import dev.mizu.expr.ScalarFunction;
import dev.mizu.expr.functions.Polymorphism;
import dev.mizu.expr.kernel.TextKernels;
import dev.mizu.expr.text.CodePoints;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.text.DatumText;
import java.util.Optional;

/** Conversions to text and from it, and the lengths of texts. */
public final class TextConversions {
    private TextConversions() {}

    static boolean text(ScalarType type) {
        return type == SimpleType.TEXT || type == SimpleType.NAME || type instanceof ScalarType.Varchar
                || type instanceof ScalarType.Char;
    }

    /** The text that a cast gives; of booleans it is not the one that clients see. */
    public static String castText(ScalarType type, Datum value) {
        return type == SimpleType.BOOL ? value.asBool() ? "true" : "false"
                : DatumText.print(Polymorphism.withoutModifiers(type), value);
    }

    static Conversion print(ScalarType from, ScalarType to) {
        Conversion text = Conversion.of(value -> Datum.of(castText(from, value)));
        return to == SimpleType.TEXT ? text : text.then(retype(SimpleType.TEXT, to, true));
    }

    static Conversion parse(ScalarType to) {
        Conversion parse = Conversion.fallible(value -> DatumText.parse(to, value.asText()));
        return parser(to).map(parse::withKernel).orElse(parse);
    }

    private static Optional<ScalarFunction.Kernel> parser(ScalarType to) {
        if (to == SimpleType.INT2 || to == SimpleType.INT4 || to == SimpleType.INT8) {
            long min = NumberConversions.min((SimpleType) to);
            long max = NumberConversions.max((SimpleType) to);
            return Optional.of((args, rows) -> TextKernels.parseLongs(args[0], min, max, rows));
        }
        return to.equals(ScalarType.NUMERIC)
                ? Optional.of((args, rows) -> TextKernels.parseDecimals(args[0], rows)) : Optional.empty();
    }

    /**
     * Between the text types. An explicit cast cuts what is too long; otherwise only blanks may be cut, and only for
     * a type that counts characters.
     */
    static Conversion retype(ScalarType from, ScalarType to, boolean explicit) {
        if (from.equals(to) || to == SimpleType.TEXT || to.equals(ScalarType.VARCHAR)
                || from instanceof ScalarType.Char && to.equals(ScalarType.BPCHAR)) {
            return Conversion.IDENTITY;
        }
        if (to == SimpleType.NAME) {
            return Conversion.of(value -> DatumText.parse(SimpleType.NAME, value.asText()));
        }
        if (to.equals(ScalarType.BPCHAR)) {
            return Conversion.of(value -> DatumText.parse(ScalarType.BPCHAR, value.asText()));
        }
        if (explicit) {
            int length = to instanceof ScalarType.Varchar v ? v.length().orElseThrow()
                    : ((ScalarType.Char) to).length().orElseThrow();
            return Conversion.of(value -> DatumText.parse(to, CodePoints.slice(value.asText(), 0, length)));
        }
        return parse(to);
    }
}
