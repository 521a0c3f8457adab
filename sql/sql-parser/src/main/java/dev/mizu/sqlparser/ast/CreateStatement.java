package dev.mizu.sqlparser.ast;

import dev.mizu.sqlparser.ast.TableElements.ColumnDef;
import dev.mizu.sqlparser.ast.TableElements.Constraint;
import java.util.List;
import java.util.Optional;

/** Statements that create objects. Lists that are empty were not written, unless said otherwise. */
public sealed interface CreateStatement extends Statement {
    /** What to do when the name is taken. */
    enum IfTaken {
        FAIL, SKIP, REPLACE
    }

    record CreateDatabase(Ident name, boolean ifNotExists, int position) implements CreateStatement {}

    record CreateSchema(ObjectName name, boolean ifNotExists, int position) implements CreateStatement {}

    /** A table that clients write. Columns may be none. */
    record CreateTable(ObjectName name, boolean ifNotExists, boolean temporary, List<ColumnDef> columns,
            List<Constraint> constraints, List<Option> options, int position) implements CreateStatement {
        public CreateTable {
            columns = List.copyOf(columns);
            constraints = List.copyOf(constraints);
            options = List.copyOf(options);
        }
    }

    /** A table that a source feeds. */
    record CreateTableFromSource(ObjectName name, boolean ifNotExists, SourceColumns columns, ObjectName source,
            Optional<ObjectName> reference, Decoding decoding, List<Option> options, int position)
            implements CreateStatement {
        public CreateTableFromSource {
            options = List.copyOf(options);
        }
    }

    /** Columns of a source-fed relation: not written, names alone, or full definitions. */
    sealed interface SourceColumns {
        record Unnamed() implements SourceColumns {}

        record Named(List<Ident> names, List<Constraint> constraints) implements SourceColumns {
            public Named {
                names = List.copyOf(names);
                constraints = List.copyOf(constraints);
            }
        }

        record Defined(List<ColumnDef> columns, List<Constraint> constraints) implements SourceColumns {
            public Defined {
                columns = List.copyOf(columns);
                constraints = List.copyOf(constraints);
            }
        }
    }

    /** How messages become rows. */
    record Decoding(Format.Spec format, List<Format.Include> includes, Optional<Format.Envelope> envelope) {
        public Decoding {
            includes = List.copyOf(includes);
        }
    }

    /** {@code ifTaken} is never both SKIP and REPLACE. */
    record CreateView(ObjectName name, IfTaken ifTaken, boolean temporary, List<Ident> columns, Query query,
            int position) implements CreateStatement {
        public CreateView {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A maintained query.
     *
     * @param replica the one replica it is bound to
     * @param replacementFor the view it shall replace once applied
     * @param asOf the time it was created at, in stored SQL alone
     */
    record CreateMaterializedView(ObjectName name, IfTaken ifTaken, List<Ident> columns,
            Optional<ObjectName> replacementFor, Optional<ClusterName> cluster, Optional<Ident> replica,
            List<Option> options, Query query, Optional<Long> asOf, int position) implements CreateStatement {
        public CreateMaterializedView {
            columns = List.copyOf(columns);
            options = List.copyOf(options);
        }
    }

    /** No key: a default index. An empty list of keys is a key of no columns. */
    record CreateIndex(Optional<Ident> name, boolean ifNotExists, Optional<ClusterName> cluster, ObjectName on,
            Optional<List<OrderBy>> key, List<Option> options, int position) implements CreateStatement {
        public CreateIndex {
            key = key.map(List::copyOf);
            options = List.copyOf(options);
        }
    }

    /** A continual task of any of its three forms. */
    record CreateContinualTask(ObjectName name, List<Query.Column> columns, Optional<ClusterName> cluster,
            List<Option> options, TaskBody body, int position) implements CreateStatement {
        public CreateContinualTask {
            columns = List.copyOf(columns);
            options = List.copyOf(options);
        }
    }

    /** What a continual task does. */
    sealed interface TaskBody {
        record OnInput(ObjectName input, List<DmlStatement> statements) implements TaskBody {
            public OnInput {
                statements = List.copyOf(statements);
            }
        }

        record Transform(ObjectName input, Query query) implements TaskBody {}

        record Retain(ObjectName input, Expr condition) implements TaskBody {}
    }

    /** {@code type} in upper case: {@code KAFKA}, {@code CONFLUENT SCHEMA REGISTRY}, ... */
    record CreateConnection(ObjectName name, boolean ifNotExists, String type, List<Option> options,
            List<Option> withOptions, int position) implements CreateStatement {
        public CreateConnection {
            options = List.copyOf(options);
            withOptions = List.copyOf(withOptions);
        }
    }

    /** {@code materialized} is the older form that adds a default index. */
    record CreateSource(ObjectName name, boolean ifNotExists, boolean materialized, SourceColumns columns,
            Optional<ClusterName> cluster, Connector connector, Decoding decoding, References references,
            Optional<ObjectName> progress, List<Option> options, int position) implements CreateStatement {
        public CreateSource {
            options = List.copyOf(options);
        }
    }

    /** Where a source reads; {@code type} in upper case. */
    sealed interface Connector {
        /** {@code KAFKA}, {@code POSTGRES}, {@code MYSQL}, {@code SQL SERVER}. */
        record External(String type, ObjectName connection, List<Option> options) implements Connector {
            public External {
                options = List.copyOf(options);
            }
        }

        /** {@code AUCTION}, {@code TPCH}, {@code KEY VALUE}, ... */
        record LoadGenerator(String type, List<Option> options) implements Connector {
            public LoadGenerator {
                options = List.copyOf(options);
            }
        }
    }

    /** Which upstream tables become subsources. */
    sealed interface References {
        record Unspecified() implements References {}

        record ForTables(List<Reference> tables) implements References {
            public ForTables {
                tables = List.copyOf(tables);
            }
        }

        record ForSchemas(List<Ident> schemas) implements References {
            public ForSchemas {
                schemas = List.copyOf(schemas);
            }
        }

        record ForAllTables() implements References {}
    }

    /** An upstream table and the name it gets here. */
    record Reference(ObjectName upstream, Optional<ObjectName> alias) {}

    /** A subsource; stands in stored SQL alone. */
    record CreateSubsource(ObjectName name, boolean ifNotExists, List<ColumnDef> columns,
            List<Constraint> constraints, Optional<ObjectName> source, List<Option> options, int position)
            implements CreateStatement {
        public CreateSubsource {
            columns = List.copyOf(columns);
            constraints = List.copyOf(constraints);
            options = List.copyOf(options);
        }
    }

    /** A webhook source, or with {@code table} a webhook table. */
    record CreateWebhookSource(ObjectName name, boolean ifNotExists, boolean table, Optional<ClusterName> cluster,
            Webhook webhook, int position) implements CreateStatement {}

    /** What a webhook takes in. */
    record Webhook(Format bodyFormat, List<MappedHeader> mappedHeaders, Optional<List<HeaderFilter>> headers,
            Optional<WebhookCheck> check) {
        public Webhook {
            mappedHeaders = List.copyOf(mappedHeaders);
            headers = headers.map(List::copyOf);
        }
    }

    /** {@code INCLUDE HEADER 'header' AS column [BYTES]}. */
    record MappedHeader(String header, Ident column, boolean bytes) {}

    /** {@code [NOT] 'header'} in {@code INCLUDE HEADERS (..)}. */
    record HeaderFilter(String header, boolean negated) {}

    /** {@code CHECK (WITH (inputs) condition)}. */
    record WebhookCheck(List<CheckInput> inputs, Expr condition) {
        public WebhookCheck {
            inputs = List.copyOf(inputs);
        }
    }

    /** What a webhook's check may see; the secret is there for {@link CheckInputKind#SECRET} alone. */
    record CheckInput(CheckInputKind kind, Optional<ObjectName> secret, Optional<Ident> alias, boolean bytes) {}

    /** Kinds of {@link CheckInput}. */
    enum CheckInputKind {
        HEADERS, BODY, SECRET
    }

    /** Rows out to another system. */
    record CreateSink(Optional<ObjectName> name, boolean ifNotExists, Optional<ClusterName> cluster, ObjectName from,
            SinkTarget target, Format.Spec format, Optional<Format.Envelope> envelope, List<Option> options,
            int position) implements CreateStatement {
        public CreateSink {
            options = List.copyOf(options);
        }
    }

    /** Where a sink writes. */
    sealed interface SinkTarget {
        record Kafka(ObjectName connection, List<Option> options, Optional<SinkKey> key, Optional<Ident> headers)
                implements SinkTarget {
            public Kafka {
                options = List.copyOf(options);
            }
        }

        /** {@code mode} in upper case. */
        record Iceberg(ObjectName catalog, List<Option> options, ObjectName awsConnection, Optional<SinkKey> key,
                Optional<String> mode) implements SinkTarget {
            public Iceberg {
                options = List.copyOf(options);
            }
        }
    }

    /** {@code KEY (columns) [NOT ENFORCED]}. */
    record SinkKey(List<Ident> columns, boolean notEnforced) {
        public SinkKey {
            columns = List.copyOf(columns);
        }
    }

    /** {@code value} must never be shown. */
    record CreateSecret(ObjectName name, boolean ifNotExists, Expr value, int position) implements CreateStatement {}

    record CreateType(ObjectName name, TypeDefinition definition, int position) implements CreateStatement {}

    /** The shape of a new type. */
    sealed interface TypeDefinition {
        record ListType(TypeName element) implements TypeDefinition {}

        record MapType(TypeName key, TypeName value) implements TypeDefinition {}

        record RecordType(List<Query.Column> fields) implements TypeDefinition {
            public RecordType {
                fields = List.copyOf(fields);
            }
        }
    }

    /** The older form with {@code REPLICA} clauses arrives as the option {@code REPLICAS}. */
    record CreateCluster(Ident name, List<Option> options, List<Option> features, int position)
            implements CreateStatement {
        public CreateCluster {
            options = List.copyOf(options);
            features = List.copyOf(features);
        }
    }

    record CreateClusterReplica(Ident cluster, Ident name, List<Option> options, int position)
            implements CreateStatement {
        public CreateClusterReplica {
            options = List.copyOf(options);
        }
    }

    /** Attributes in upper case: {@code LOGIN}, {@code NOINHERIT}, and {@code PASSWORD} with its value. */
    record CreateRole(Ident name, List<Option> attributes, int position) implements CreateStatement {
        public CreateRole {
            attributes = List.copyOf(attributes);
        }
    }

    record CreateNetworkPolicy(Ident name, List<Option> options, int position) implements CreateStatement {
        public CreateNetworkPolicy {
            options = List.copyOf(options);
        }
    }
}
