package dev.mizu.sqlparser.parse;

import dev.mizu.sqlparser.ast.ObjectKind;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which options each list of a statement knows, and the shape of each one's value. */
final class OptionNames {
    /** Shapes of values. */
    enum Shape {
        /** A literal, name, secret, sequence or map; a flag may have none. */
        PLAIN,
        /** {@code FOR duration}, or a duration alone. */
        RETENTION, EXPRESSION, COLUMN, BROKER, BROKERS, PRIVATELINK, TUNNEL, REPLICAS, RULES, SCHEDULE, REFRESH, WAIT,
        DOC_ON
    }

    /** One option: its words in lower case, the name it goes by, its value's shape, whether it may come again. */
    record OptionName(List<String> words, String canonical, Shape shape, boolean repeatable) {
        OptionName as(Shape other) {
            return new OptionName(words, canonical, other, repeatable);
        }

        OptionName called(String name) {
            return new OptionName(words, name, shape, repeatable);
        }

        OptionName repeated() {
            return new OptionName(words, canonical, shape, true);
        }
    }

    private static final OptionName RETAIN_HISTORY = option("retain history").as(Shape.RETENTION);
    private static final List<OptionName> COLUMN_CHOICE = List.of(option("text columns"), option("exclude columns"),
            option("ignore columns").called("EXCLUDE COLUMNS"), option("details"));

    static final List<OptionName> RECURSION =
            plain("recursion limit", "return at recursion limit", "error at recursion limit");
    static final List<OptionName> GROUP_SIZES = plain("aggregate input group size", "distinct on input group size",
            "limit input group size", "expected group size");
    static final List<OptionName> TABLE = join(plain("partition by", "redacted"), List.of(RETAIN_HISTORY));
    static final List<OptionName> TABLE_FROM_SOURCE =
            join(COLUMN_CHOICE, plain("partition by"), List.of(RETAIN_HISTORY));
    static final List<OptionName> SUBSOURCE =
            join(COLUMN_CHOICE, plain("progress", "external reference"), List.of(RETAIN_HISTORY));
    static final List<OptionName> INDEX = List.of(RETAIN_HISTORY);
    static final List<OptionName> MATERIALIZED_VIEW = join(plain("partition by"), List.of(RETAIN_HISTORY,
            option("assert not null").as(Shape.COLUMN).repeated(), option("refresh").as(Shape.REFRESH).repeated()));
    static final List<OptionName> CONTINUAL_TASK = plain("snapshot");
    static final List<OptionName> CONNECTION = join(
            plain("security protocol", "sasl mechanisms", "sasl username", "sasl password", "aws connection", "ssl key",
                    "ssl certificate", "ssl certificate authority", "ssl mode", "progress topic",
                    "progress topic replication factor", "url", "user", "password", "port", "host", "database",
                    "public key 1", "public key 2", "assume role arn", "assume role session name", "access key id",
                    "secret access key", "session token", "region", "endpoint", "service name", "availability zones",
                    "catalog type", "credential", "scope", "warehouse"),
            List.of(option("username").called("USER"), option("broker").as(Shape.BROKER).repeated(),
                    option("brokers").as(Shape.BROKERS), option("aws privatelink").as(Shape.PRIVATELINK),
                    option("ssh tunnel").as(Shape.TUNNEL)));
    static final List<OptionName> CONNECTION_WITH = plain("validate");
    static final List<OptionName> PRIVATELINK = plain("port", "availability zone");
    static final List<OptionName> CONNECTOR = join(COLUMN_CHOICE, plain("topic", "group id prefix",
            "topic metadata refresh interval", "start offset", "start timestamp", "publication"));
    static final List<OptionName> LOAD_GENERATOR = plain("tick interval", "as of", "up to", "scale factor",
            "max cardinality", "keys", "snapshot rounds", "transactional snapshot", "value size", "seed", "partitions",
            "batch size");
    static final List<OptionName> SOURCE_WITH = join(plain("timestamp interval"), List.of(RETAIN_HISTORY));
    static final List<OptionName> KAFKA_SINK = join(plain("topic", "compression type", "transactional id prefix",
            "progress group id prefix", "legacy ids", "topic config", "topic partition count",
            "topic replication factor", "topic metadata refresh interval"),
            List.of(option("partition by").as(Shape.EXPRESSION)));
    static final List<OptionName> ICEBERG_SINK = plain("namespace", "table");
    static final List<OptionName> SINK_WITH = plain("snapshot", "version", "partition strategy", "commit interval");
    static final List<OptionName> REGISTRY = join(plain("avro key fullname", "avro value fullname", "null defaults",
            "key compatibility level", "value compatibility level"),
            Stream.of("doc on type", "doc on column", "key doc on type", "key doc on column", "value doc on type",
                    "value doc on column").map(name -> option(name).as(Shape.DOC_ON).repeated()).toList());
    static final List<OptionName> AVRO_INLINE = plain("confluent wire format");
    static final List<OptionName> CLUSTER = join(plain("size", "replication factor", "managed", "availability zones",
            "introspection interval", "introspection debugging", "disk", "workload class"),
            List.of(option("replicas").as(Shape.REPLICAS), option("schedule").as(Shape.SCHEDULE)));
    static final List<OptionName> REPLICA = plain("size", "availability zone", "introspection interval",
            "introspection debugging", "disk", "billed as", "internal", "computectl addresses", "compute addresses",
            "storagectl addresses", "storage addresses", "workers");
    static final List<OptionName> FEATURES = plain("reoptimize imported views", "enable new outer join lowering",
            "enable eager delta joins", "enable variadic left join lowering", "enable letrec fixpoint analysis",
            "enable join prioritize arranged", "enable projection pushdown after relation cse");
    static final List<OptionName> ALTER_CLUSTER_WITH = List.of(option("wait").as(Shape.WAIT));
    static final List<OptionName> UNTIL_READY = plain("timeout", "on timeout");
    static final List<OptionName> ON_REFRESH = plain("hydration time estimate");
    static final List<OptionName> NETWORK_POLICY = List.of(option("rules").as(Shape.RULES));
    static final List<OptionName> RULE = plain("action", "direction", "address");
    static final List<OptionName> COPY = plain("format", "delimiter", "null", "quote", "escape", "header",
            "aws connection", "files", "pattern", "max file size");
    static final List<OptionName> SUBSCRIBE = plain("snapshot", "progress");
    static final List<OptionName> FETCH = plain("timeout");
    static final List<OptionName> EXPLAIN = join(FEATURES, plain("arity", "cardinality", "column names",
            "filter pushdown", "humanized expressions", "join implementations", "keys", "linear chains",
            "non negative", "no fast path", "no notices", "node identifiers", "raw plans", "raw syntax", "raw",
            "redacted", "subtree size", "timing", "types", "equivalences"));

    /** What CREATE ROLE and ALTER ROLE know; none has a value but PASSWORD. */
    static final Set<String> ROLE_ATTRIBUTES = Set.of("inherit", "noinherit", "login", "nologin", "superuser",
            "nosuperuser", "createrole", "nocreaterole", "createdb", "nocreatedb", "createcluster", "nocreatecluster");

    private OptionNames() {}

    /** What {@code ALTER kind .. SET (..)} knows. */
    static List<OptionName> ofAlter(ObjectKind kind) {
        return switch (kind) {
            case CLUSTER -> CLUSTER;
            case SOURCE -> SOURCE_WITH;
            case SINK -> SINK_WITH;
            case MATERIALIZED_VIEW -> MATERIALIZED_VIEW;
            case NETWORK_POLICY -> NETWORK_POLICY;
            case CLUSTER_REPLICA -> REPLICA;
            case TABLE, INDEX, VIEW, SUBSOURCE, TYPE, SECRET, CONNECTION, CONTINUAL_TASK, FUNCTION, COLUMN, DATABASE,
                    SCHEMA, ROLE -> INDEX;
        };
    }

    private static OptionName option(String words) {
        return new OptionName(List.of(words.split(" ")), Cursor.upper(words), Shape.PLAIN, false);
    }

    private static List<OptionName> plain(String... names) {
        return longestFirst(Stream.of(names).map(OptionNames::option));
    }

    @SafeVarargs
    private static List<OptionName> join(List<OptionName>... lists) {
        Stream<OptionName> all = Stream.of();
        for (List<OptionName> list : lists) {
            all = Stream.concat(all, list.stream());
        }
        return longestFirst(all);
    }

    private static List<OptionName> longestFirst(Stream<OptionName> names) {
        return names.sorted(Comparator.comparingInt((OptionName name) -> name.words().size()).reversed()).toList();
    }
}
