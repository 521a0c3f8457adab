package dev.mizu.sqlparser.print;

import dev.mizu.sqlparser.ast.Format;
import dev.mizu.sqlparser.ast.Format.Envelope;
import dev.mizu.sqlparser.ast.Format.SchemaStrategy;
import dev.mizu.sqlparser.ast.Format.Seed;
import dev.mizu.sqlparser.ast.Format.SeedSchema;
import dev.mizu.sqlparser.ast.Format.Spec;

/** FORMAT and ENVELOPE. */
final class FormatPrinter {
    private FormatPrinter() {}

    /** With a blank before, nothing when there is none. */
    static void spec(Out out, Spec spec) {
        switch (spec) {
            case Spec.None ignored -> { }
            case Spec.Bare bare -> format(out.clause("FORMAT "), bare.format());
            case Spec.KeyValue both -> {
                format(out.clause("KEY FORMAT "), both.key());
                format(out.clause("VALUE FORMAT "), both.value());
            }
        }
    }

    static void format(Out out, Format format) {
        switch (format) {
            case Format.Json json -> out.put(json.array() ? "JSON ARRAY" : "JSON");
            case Format.Text ignored -> out.put("TEXT");
            case Format.Bytes ignored -> out.put("BYTES");
            case Format.Regex regex -> out.put("REGEX ").string(regex.pattern());
            case Format.Csv csv -> {
                out.put(csv.columns() > 0 ? "CSV WITH " + csv.columns() + " COLUMNS" : "CSV WITH HEADER")
                        .columns(csv.header())
                        .each(csv.delimiter(), (o, delimiter) -> o.put(" DELIMITED BY ").string(delimiter));
            }
            case Format.AvroInline avro ->
                    OptionPrinter.bracketedIfAny(out.put("AVRO USING SCHEMA ").string(avro.schema()), avro.options());
            case Format.AvroRegistry avro -> {
                out.put("AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION ").name(avro.connection());
                OptionPrinter.bracketedIfAny(out, avro.options())
                        .each(avro.keyStrategy(), (o, strategy) -> strategy(o.put(" KEY STRATEGY "), strategy))
                        .each(avro.valueStrategy(), (o, strategy) -> strategy(o.put(" VALUE STRATEGY "), strategy))
                        .each(avro.seed(), FormatPrinter::seed);
            }
            case Format.ProtobufInline protobuf -> out.put("PROTOBUF MESSAGE ").string(protobuf.message())
                    .put(" USING SCHEMA ").string(protobuf.schema());
            case Format.ProtobufRegistry protobuf -> OptionPrinter.bracketedIfAny(
                    out.put("PROTOBUF USING CONFLUENT SCHEMA REGISTRY CONNECTION ").name(protobuf.connection()),
                    protobuf.options()).each(protobuf.seed(), FormatPrinter::seed);
        }
    }

    private static void strategy(Out out, SchemaStrategy strategy) {
        switch (strategy) {
            case SchemaStrategy.Inline inline -> out.put("INLINE ").string(inline.schema());
            case SchemaStrategy.Id id -> out.put("ID ").put(Integer.toString(id.id()));
            case SchemaStrategy.Latest ignored -> out.put("LATEST");
        }
    }

    private static void seed(Out out, Seed seed) {
        out.put(" SEED").each(seed.key(), (o, key) -> seedSchema(o.put(" KEY SCHEMA "), key))
                .each(seed.value(), (o, value) -> seedSchema(o.put(" VALUE SCHEMA "), value));
    }

    private static void seedSchema(Out out, SeedSchema schema) {
        out.string(schema.schema()).each(schema.message(), (o, message) -> o.put(" MESSAGE ").string(message));
    }

    static void envelope(Out out, Envelope envelope) {
        out.clause("ENVELOPE ");
        switch (envelope) {
            case Envelope.None ignored -> out.put("NONE");
            case Envelope.Debezium ignored -> out.put("DEBEZIUM");
            case Envelope.Materialize ignored -> out.put("MATERIALIZE");
            case Envelope.Upsert upsert -> out.put("UPSERT").each(upsert.errors(), (o, errors) ->
                    o.put(" (VALUE DECODING ERRORS = INLINE")
                            .each(errors.alias(), (p, alias) -> p.put(" AS ").ident(alias)).put(")"));
        }
    }
}
