package dev.mizu.expr.cast;

import dev.mizu.base.Check;
import dev.mizu.base.error.SqlState;
import dev.mizu.expr.EvalException;
import dev.mizu.repr.Datum;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.text.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The code of each conversion that the table (or the rules for containers) admits. */
final class Conversions {
    private Conversions() {}

    /** From one type to another, modifiers enforced; {@code explicit} lets long text be cut. */
    static Conversion of(ScalarType from, ScalarType to, boolean explicit) {
        if (from.equals(to)) {
            return Conversion.IDENTITY;
        }
        if (TextConversions.text(to)) {
            return TextConversions.text(from)
                    ? TextConversions.retype(from, to, explicit) : TextConversions.print(from, to);
        }
        if (TextConversions.text(from)) {
            return TextConversions.parse(to);
        }
        return switch (to) {
            case SimpleType simple -> toSimple(from, simple);
            case ScalarType.Numeric numeric -> toNumeric(from, numeric);
            case ScalarType.Timestamp timestamp -> toTimestamp(from).then(timestamp.precision().isPresent()
                    && !from.equals(to) ? TimeConversions.round(timestamp.precision()) : Conversion.IDENTITY);
            case ScalarType.TimestampTz timestamp -> toTimestamp(from).then(timestamp.precision().isPresent()
                    && !from.equals(to) ? TimeConversions.round(timestamp.precision()) : Conversion.IDENTITY);
            case ScalarType.Array array -> toArray(from, array, explicit);
            case ScalarType.ListOf list -> toList(from, list, explicit);
            case ScalarType.Record record -> toRecord((ScalarType.Record) from, record, explicit);
            case ScalarType.MapOf map -> Conversion.IDENTITY;
            case ScalarType.Range range -> Conversion.IDENTITY;
            case ScalarType.Varchar v -> throw Check.unreachable("text");
            case ScalarType.Char c -> throw Check.unreachable("text");
        };
    }

    private static Conversion toSimple(ScalarType from, SimpleType to) {
        return switch (to) {
            case BOOL -> from == SimpleType.JSONB ? NumberConversions.json(to)
                    : Conversion.of(value -> Datum.of(value.asLong() != 0));
            case INT2, INT4, INT8, UINT2, UINT4, UINT8, OID, REGCLASS, REGPROC, REGTYPE -> toInteger(from, to);
            case FLOAT4, FLOAT8 -> toFloat(from, to);
            case PG_CHAR -> Conversion.of(value -> Datum.of(value.asLong() & 0xff));
            case DATE -> TimeConversions.timestampToDate();
            case TIME -> from == SimpleType.INTERVAL
                    ? TimeConversions.intervalToTime() : TimeConversions.timestampToTime();
            case INTERVAL -> TimeConversions.timeToInterval();
            case MZ_TIMESTAMP -> toLogical(from);
            default -> throw Check.unreachable("no conversion from " + from + " to " + to);
        };
    }

    private static Conversion toInteger(ScalarType from, SimpleType to) {
        if (NumberConversions.integer(from)) {
            return NumberConversions.integers((SimpleType) from, to);
        }
        return switch (from) {
            case SimpleType simple when simple == SimpleType.BOOL ->
                    Conversion.monotone(value -> Datum.of(value.asBool() ? 1 : 0));
            case SimpleType simple when simple == SimpleType.PG_CHAR ->
                    Conversion.of(value -> Datum.of((byte) value.asLong()));
            case SimpleType simple when simple == SimpleType.JSONB -> NumberConversions.json(to);
            case SimpleType simple -> NumberConversions.floatToInteger(simple, to);
            default -> Conversion.fallible(value -> NumberConversions.numericToInteger(value.asDecimal(), to))
                    .keepingOrder();
        };
    }

    private static Conversion toFloat(ScalarType from, SimpleType to) {
        if (NumberConversions.integer(from)) {
            return NumberConversions.integerToFloat((SimpleType) from, to);
        }
        if (from == SimpleType.JSONB) {
            return NumberConversions.json(to);
        }
        if (from == SimpleType.FLOAT4) {
            return Conversion.IDENTITY;
        }
        return from == SimpleType.FLOAT8
                ? Conversion.fallible(value -> NumberConversions.narrow(value.asDouble(), (float) value.asDouble()))
                        .keepingOrder()
                : Conversion.fallible(value -> NumberConversions.numericToFloat(value.asDecimal(), to)).keepingOrder();
    }

    private static Conversion toNumeric(ScalarType from, ScalarType.Numeric to) {
        Conversion number;
        if (from instanceof ScalarType.Numeric) {
            number = Conversion.IDENTITY;
        } else if (NumberConversions.integer(from)) {
            number = NumberConversions.integerToNumeric((SimpleType) from);
        } else if (from == SimpleType.JSONB) {
            number = Conversion.fallible(
                    value -> NumberConversions.jsonToNumeric(((Datum.JsonDatum) value).value()));
        } else {
            number = Conversion.fallible(
                    value -> NumberConversions.floatToNumeric((SimpleType) from, value.asDouble())).keepingOrder();
        }
        return to.scale().isEmpty() ? number : number.then(Conversion.fallible(value -> value.asDecimal().isFinite()
                ? Datum.of(NumberText.fit(value.asDecimal().value(), to.scale())) : value).keepingOrder());
    }

    private static Conversion toTimestamp(ScalarType from) {
        return from == SimpleType.DATE ? TimeConversions.dateToTimestamp()
                : from == SimpleType.MZ_TIMESTAMP ? TimeConversions.logicalToTimestamp() : Conversion.IDENTITY;
    }

    private static Conversion toLogical(ScalarType from) {
        return switch (from) {
            case SimpleType simple -> TimeConversions.toLogical(simple);
            case ScalarType.Numeric n ->
                    Conversion.fallible(value -> TimeConversions.numericToLogical(value.asDecimal())).keepingOrder();
            default -> TimeConversions.timestampToLogical();
        };
    }

    private static Conversion toArray(ScalarType from, ScalarType.Array to, boolean explicit) {
        if (!(from instanceof ScalarType.Array array)) {
            return Conversion.IDENTITY;
        }
        Conversion element = of(array.element(), to.element(), explicit);
        return new Conversion(value -> {
            Datum.Array whole = (Datum.Array) value;
            return new Datum.Array(whole.dims(), each(whole.elements(), element.code()));
        }, element.fallible(), false, Optional.empty());
    }

    private static Conversion toList(ScalarType from, ScalarType.ListOf to, boolean explicit) {
        if (from instanceof ScalarType.Array array) {
            Conversion element = of(array.element(), to.element(), explicit);
            return Conversion.fallible(value -> {
                Datum.Array whole = (Datum.Array) value;
                if (whole.dims().size() > 1) {
                    throw new EvalException(SqlState.FEATURE_NOT_SUPPORTED,
                            "casting multi-dimensional array to list; got array with "
                                    + whole.dims().size() + " dimensions is not supported");
                }
                return new Datum.ListDatum(each(whole.elements(), element.code()));
            });
        }
        Conversion element = of(((ScalarType.ListOf) from).element(), to.element(), explicit);
        return new Conversion(
                value -> new Datum.ListDatum(each(((Datum.ListDatum) value).elements(), element.code())),
                element.fallible(), false, Optional.empty());
    }

    private static Conversion toRecord(ScalarType.Record from, ScalarType.Record to, boolean explicit) {
        List<UnaryOperator<Datum>> fields = new ArrayList<>();
        boolean fallible = false;
        for (int i = 0; i < to.fields().size(); i++) {
            Conversion field = of(
                    from.fields().get(i).type().scalar(), to.fields().get(i).type().scalar(), explicit);
            fields.add(field.code());
            fallible |= field.fallible();
        }
        return new Conversion(value -> {
            List<Datum> values = new ArrayList<>();
            for (int i = 0; i < fields.size(); i++) {
                Datum field = ((Datum.Record) value).fields().get(i);
                values.add(field.isNull() ? field : fields.get(i).apply(field));
            }
            return new Datum.Record(values);
        }, fallible, false, Optional.empty());
    }

    private static List<Datum> each(List<Datum> elements, UnaryOperator<Datum> code) {
        return elements.stream().map(element -> element.isNull() ? element : code.apply(element)).toList();
    }
}
