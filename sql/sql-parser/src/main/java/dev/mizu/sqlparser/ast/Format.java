package dev.mizu.sqlparser.ast;

import java.util.List;
import java.util.Optional;

/** How bytes become columns and columns bytes. */
public sealed interface Format {
    record Json(boolean array) implements Format {}

    record Text() implements Format {}

    record Bytes() implements Format {}

    record Regex(String pattern) implements Format {}

    /** Named columns come with a header line; else their number counts. */
    record Csv(List<Ident> header, int columns, Optional<String> delimiter) implements Format {
        public Csv {
            header = List.copyOf(header);
        }
    }

    /** Schemas from a registry. Seeds stand in stored SQL. */
    record AvroRegistry(ObjectName connection, List<Option> options, Optional<SchemaStrategy> keyStrategy,
            Optional<SchemaStrategy> valueStrategy, Optional<Seed> seed) implements Format {
        public AvroRegistry {
            options = List.copyOf(options);
        }
    }

    record AvroInline(String schema, List<Option> options) implements Format {
        public AvroInline {
            options = List.copyOf(options);
        }
    }

    record ProtobufRegistry(ObjectName connection, List<Option> options, Optional<Seed> seed) implements Format {
        public ProtobufRegistry {
            options = List.copyOf(options);
        }
    }

    record ProtobufInline(String message, String schema) implements Format {}

    /** Which registered schema to read with. */
    sealed interface SchemaStrategy {
        record Inline(String schema) implements SchemaStrategy {}

        record Id(int id) implements SchemaStrategy {}

        record Latest() implements SchemaStrategy {}
    }

    /** Schemas as fetched when the source was created. */
    record Seed(Optional<SeedSchema> key, Optional<SeedSchema> value) {}

    /** A fetched schema; the message belongs to Protobuf. */
    record SeedSchema(String schema, Optional<String> message) {}

    /** One format, or one for keys and one for values. */
    sealed interface Spec {
        record None() implements Spec {}

        record Bare(Format format) implements Spec {}

        record KeyValue(Format key, Format value) implements Spec {}
    }

    /** Metadata taken in as columns. */
    sealed interface Include {
        /** Kinds: {@code KEY}, {@code PARTITION}, {@code OFFSET}, {@code TIMESTAMP}, {@code HEADERS}. */
        record Metadata(String kind, Optional<Ident> alias, int position) implements Include {}

        record Header(String key, Ident alias, boolean bytes, int position) implements Include {}
    }

    /** How messages change a collection. */
    sealed interface Envelope {
        record None() implements Envelope {}

        /** Options: {@code VALUE DECODING ERRORS}. */
        record Upsert(Optional<InlineErrors> errors) implements Envelope {}

        record Debezium() implements Envelope {}

        record Materialize() implements Envelope {}
    }

    /** {@code VALUE DECODING ERRORS = INLINE [AS name]}. */
    record InlineErrors(Optional<Ident> alias) {}
}
