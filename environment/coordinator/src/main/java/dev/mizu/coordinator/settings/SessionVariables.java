package dev.mizu.coordinator.settings;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.coordinator.settings.Variable.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The variables of a session, in order of names. Of most the region may have a default of its own, by ALTER SYSTEM. */
public final class SessionVariables {
    private static final Kind BOOL = new Kind.Bool();
    private static final Kind TEXT = new Kind.Text();
    private static final Kind SPAN = new Kind.Span();
    private static final Kind READ_ONLY = new Kind.ReadOnly();

    /** Present in startup answers and HTTP results, in this order. */
    public static final List<String> REPORTED = List.of(
            "application_name", "client_encoding", "DateStyle", "integer_datetimes", "server_version",
            "standard_conforming_strings", "TimeZone", "IntervalStyle", "cluster", "cluster_replica",
            "default_cluster_replication_factor", "database", "search_path", "mz_version");

    /** The former name of {@code auto_route_catalog_queries}. */
    public static final String OLD_AUTO_ROUTE = "auto_route_introspection_queries";

    /** What drivers and tools take for the product's version. */
    public static final String MZ_VERSION = "v0.1.0 (mizu)";

    private static final List<Variable> ALL = List.of(
            of("application_name", "", TEXT, "what the client calls itself"),
            of("auto_route_catalog_queries", "on", BOOL, "run system catalog queries on mz_catalog_server"),
            of("client_encoding", "UTF8", new Kind.Words(new TreeMap<>(Map.of("utf8", "UTF8", "utf-8", "UTF8"))),
                    "encoding of the client"),
            of("client_min_messages", "notice", Variable.words("debug5", "debug4", "debug3", "debug2", "debug1",
                    "debug", "info", "log", "notice", "warning", "error"), "least severe notice sent"),
            of("cluster", "quickstart", TEXT, "where queries run and new objects live"),
            of("cluster_replica", "", TEXT, "the replica that reads go to; empty = any"),
            of("current_object_missing_warnings", "on", BOOL, "tell of a missing database, schema or cluster"),
            of("database", "materialize", TEXT, "where names without a database are looked for"),
            of("DateStyle", "ISO, MDY", new Kind.DateStyle(), "output is always ISO"),
            of("default_cluster_replication_factor", "1", new Kind.Whole(0, Integer.MAX_VALUE),
                    "replicas of a new cluster"),
            of("emit_introspection_query_notice", "on", new Kind.Unbuilt(BOOL),
                    "tell of reads of one replica's state"),
            of("emit_plan_insights_notice", "off", new Kind.Unbuilt(BOOL), "send plan insights before rows"),
            of("emit_timestamp_notice", "off", BOOL, "send how a query's timestamp was chosen"),
            of("emit_trace_id_notice", "off", new Kind.Unbuilt(BOOL), "send the trace id"),
            of("enable_session_cardinality_estimates", "off", new Kind.Unbuilt(BOOL),
                    "let join planning ask for sizes"),
            of("enable_session_rbac_checks", "off", new Kind.Unbuilt(BOOL), "check privileges in this session"),
            of("extra_float_digits", "3", new Kind.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE),
                    "no effect: floats always print exactly"),
            of("failpoints", "", new Kind.Unbuilt(TEXT), "faults to be injected"),
            of("idle_in_transaction_session_timeout", "2 min", SPAN,
                    "idle time in a transaction that ends the session; 0 = no limit"),
            of("integer_datetimes", "on", new Kind.Fixed(), "always on"),
            of("IntervalStyle", "postgres", Variable.words("postgres"), "how intervals print"),
            of("is_superuser", "off", READ_ONLY, "whether the role is a superuser"),
            of("max_identifier_length", "255", READ_ONLY, "bytes of a name"),
            of("max_query_result_size", "1GB", new Kind.Size(), "largest answer of a query"),
            of("mz_version", MZ_VERSION, READ_ONLY, "version of the product"),
            of("real_time_recency", "off", new Kind.Unbuilt(BOOL), "wait for what upstreams hold now"),
            of("real_time_recency_timeout", "10 s", new Kind.Unbuilt(SPAN), "how long to wait for it"),
            of("search_path", "public", new Kind.Names(), "schemas that names without one are looked for in"),
            of("server_version", "9.5.0", READ_ONLY, "the PostgreSQL version presented"),
            of("server_version_num", "90500", READ_ONLY, "the same as a number"),
            of("sql_safe_updates", "off", BOOL, "no effect: there are no unsafe updates to refuse"),
            of("standard_conforming_strings", "on", new Kind.Fixed(), "always on"),
            of("statement_logging_sample_rate", "0.1", new Kind.Unbuilt(new Kind.Share()),
                    "share of statements recorded"),
            of("statement_timeout", "1 min", SPAN,
                    "longest read phase of a write, and once it is set also of a SELECT; 0 = no limit"),
            of("TimeZone", "UTC", Variable.words("UTC", "GMT", "+00:00"), "always UTC"),
            of("transaction_isolation", "strict serializable", new Kind.Isolation(), "of the next transactions"),
            of("welcome_message", "on", BOOL, "greet at login"));

    /** Those that begin with the built-in default, or the role's, whatever the region says. */
    private static final Set<String> SESSION_ALONE = Set.of(
            "auto_route_catalog_queries", "emit_introspection_query_notice", "emit_plan_insights_notice",
            "emit_timestamp_notice", "emit_trace_id_notice", "enable_session_cardinality_estimates",
            "enable_session_rbac_checks", "failpoints", "is_superuser", "max_identifier_length", "mz_version",
            "real_time_recency", "server_version", "server_version_num", "sql_safe_updates",
            "statement_logging_sample_rate", "welcome_message");

    private static final Map<String, Variable> BY_NAME = new LinkedHashMap<>();

    static {
        ALL.forEach(variable -> BY_NAME.put(variable.name().toLowerCase(Locale.ROOT), variable));
    }

    private SessionVariables() {}

    private static Variable of(String name, String initial, Kind kind, String doc) {
        return new Variable(name, initial, kind, REPORTED.contains(name), doc);
    }

    public static List<Variable> all() {
        return ALL;
    }

    /** Whether ALTER SYSTEM may give new sessions another value. */
    public static boolean hasRegionDefault(Variable variable) {
        return !SESSION_ALONE.contains(variable.name());
    }

    /** What is said of a name that no variable has. */
    public static SqlException unknown(String name) {
        return new SqlException(
                SqlState.UNDEFINED_OBJECT, "unrecognized configuration parameter \"" + name + "\"");
    }

    /** Finds a variable in any case, and by its other names. */
    public static Optional<Variable> find(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String known = switch (lower) {
            case OLD_AUTO_ROUTE -> "auto_route_catalog_queries";
            case "time zone" -> "timezone";
            case "names" -> "client_encoding";
            case "schema" -> "search_path";
            default -> lower;
        };
        return Optional.ofNullable(BY_NAME.get(known));
    }
}
