package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.sqlparser.ast.AlterStatement;
import dev.mizu.sqlparser.ast.CreateStatement;
import dev.mizu.sqlparser.ast.Ident;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlparser.ast.OptionValue;
import dev.mizu.sqlplanner.catalog.CatalogCluster;
import dev.mizu.sqlplanner.catalog.ClusterOptions.ReplicaDefinition;
import dev.mizu.sqlplanner.catalog.ClusterOptions;
import dev.mizu.sqlplanner.plan.AlterPlan;
import dev.mizu.sqlplanner.plan.CreatePlan;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.Privilege;
import dev.mizu.sqlplanner.plan.RequiredPrivilege.PrivilegeTarget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** CREATE CLUSTER, CREATE CLUSTER REPLICA, ALTER CLUSTER .. SET. */
final class ClusterPlanner {
    private static final long DEFAULT_INTROSPECTION_MILLIS = 1000;
    private static final int MAX_REPLICAS = 5;

    private final StatementContext context;

    ClusterPlanner(StatementContext context) {
        this.context = context;
    }

    CreatePlan.CreateCluster create(CreateStatement.CreateCluster create) {
        checkName(create.name(), "cluster");
        context.require(new PrivilegeTarget.SystemTarget(), Privilege.CREATECLUSTER);
        if (!create.features().isEmpty()) {
            throw SqlException.unsupported("CREATE CLUSTER .. FEATURES");
        }
        if (context.catalog().cluster(create.name().value()).isPresent()) {
            throw StatementContext.error(SqlState.DUPLICATE_OBJECT,
                    "cluster '" + create.name() + "' already exists", create.name().position());
        }
        Options options = new Options("CREATE CLUSTER", create.options());
        Optional<OptionValue> replicas = options.value("REPLICAS");
        boolean managed = options.flag("MANAGED", replicas.isEmpty());
        ClusterOptions planned;
        if (managed) {
            if (replicas.isPresent()) {
                throw StatementContext.error(SqlState.INVALID_PARAMETER_VALUE,
                        "REPLICAS not supported for managed clusters", replicas.get().position());
            }
            planned = managed(options, Optional.empty(), create.position());
        } else {
            planned = new ClusterOptions.Unmanaged(replicas(replicas.orElseThrow(() -> StatementContext.error(
                    SqlState.INVALID_PARAMETER_VALUE, "REPLICAS must be specified for unmanaged clusters",
                    create.position()))));
        }
        options.finish();
        return new CreatePlan.CreateCluster(create.name().value(), planned, false, false);
    }

    private ClusterOptions managed(Options options, Optional<ClusterOptions.Managed> before, int position) {
        String size = options.text("SIZE").or(() -> before.map(ClusterOptions.Managed::size)).orElseThrow(() ->
                StatementContext.error(SqlState.INVALID_PARAMETER_VALUE,
                        "SIZE must be specified for managed clusters", position));
        checkSize(size, position);
        long otherwise = before.map(m -> (long) m.replicationFactor()).orElseGet(this::defaultFactor);
        long factor = options.number("REPLICATION FACTOR").orElse(otherwise);
        if (factor < 0 || factor > MAX_REPLICAS) {
            throw StatementContext.error(SqlState.INSUFFICIENT_RESOURCES, "creating cluster replica would violate"
                    + " max_replicas_per_cluster limit (desired: " + factor + ", limit: " + MAX_REPLICAS
                    + ", current: 0)", position);
        }
        Optional<Long> interval = before.isPresent()
                ? before.get().introspectionMillis() : Optional.of(DEFAULT_INTROSPECTION_MILLIS);
        OptionalLong written = options.millis("INTROSPECTION INTERVAL");
        if (written.isPresent()) {
            interval = written.getAsLong() == 0 ? Optional.empty() : Optional.of(written.getAsLong());
        }
        boolean debugging = options.flag("INTROSPECTION DEBUGGING",
                before.map(ClusterOptions.Managed::introspectionDebugging).orElse(false));
        return new ClusterOptions.Managed(size, (int) factor, interval, debugging);
    }

    private long defaultFactor() {
        return context.facts().variable("default_cluster_replication_factor").map(Long::parseLong).orElse(1L);
    }

    private void checkSize(String size, int position) {
        if (!context.catalog().replicaSizeExists(size)) {
            throw StatementContext.error(SqlState.INVALID_PARAMETER_VALUE,
                    "unknown cluster replica size " + size, position);
        }
    }

    private List<ReplicaDefinition> replicas(OptionValue value) {
        List<OptionValue> list = value instanceof OptionValue.Sequence s ? s.values() : List.of(value);
        List<ReplicaDefinition> replicas = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (OptionValue element : list) {
            if (!(element instanceof OptionValue.Group(Ident name, List<Option> options, int position))) {
                throw Options.invalid("REPLICAS", "expected replica definitions", element.position());
            }
            if (!names.add(name.value())) {
                throw StatementContext.error(SqlState.DUPLICATE_OBJECT,
                        "replica '" + name + "' specified more than once", position);
            }
            replicas.add(replica(name, new Options("CREATE CLUSTER", options), position));
        }
        return replicas;
    }

    private ReplicaDefinition replica(Ident name, Options options, int position) {
        String size = options.text("SIZE").orElseThrow(() -> StatementContext.error(
                SqlState.INVALID_PARAMETER_VALUE, "SIZE option must be specified", position));
        checkSize(size, position);
        Optional<String> zone = options.text("AVAILABILITY ZONE");
        OptionalLong interval = options.millis("INTROSPECTION INTERVAL");
        long millis = interval.orElse(DEFAULT_INTROSPECTION_MILLIS);
        options.finish();
        return new ReplicaDefinition(name.value(), size, zone, millis == 0 ? Optional.empty() : Optional.of(millis));
    }

    CreatePlan.CreateClusterReplica replica(CreateStatement.CreateClusterReplica create) {
        CatalogCluster cluster = context.names().cluster(create.cluster());
        context.requireOwnership(new PrivilegeTarget.ClusterTarget(cluster.id()));
        if (cluster.options() instanceof ClusterOptions.Managed) {
            throw StatementContext.error(SqlState.WRONG_OBJECT_TYPE,
                    "cannot modify managed cluster " + cluster.name(), create.position());
        }
        if (cluster.replicas().stream().anyMatch(r -> r.name().equals(create.name().value()))) {
            throw StatementContext.error(SqlState.DUPLICATE_OBJECT, "cluster replica '" + cluster.name() + "."
                    + create.name() + "' already exists", create.name().position());
        }
        return new CreatePlan.CreateClusterReplica(cluster.id(), replica(
                create.name(), new Options("CREATE CLUSTER REPLICA", create.options()), create.position()));
    }

    AlterPlan.AlterCluster set(AlterStatement.AlterSetOptions alter, CatalogCluster cluster) {
        if (!alter.withOptions().isEmpty()) {
            throw SqlException.unsupported("ALTER CLUSTER .. WITH (WAIT ..)");
        }
        return new AlterPlan.AlterCluster(cluster.id(), altered(cluster,
                new Options("ALTER CLUSTER", alter.options()), alter.position()));
    }

    private ClusterOptions altered(CatalogCluster cluster, Options options, int position) {
        boolean managed = options.flag("MANAGED", cluster.options() instanceof ClusterOptions.Managed);
        ClusterOptions planned;
        if (!managed) {
            planned = cluster.options() instanceof ClusterOptions.Managed m
                    ? new ClusterOptions.Unmanaged(cluster.replicas().stream().map(r -> new ReplicaDefinition(
                            r.name(), r.size(), Optional.empty(), m.introspectionMillis())).toList())
                    : new ClusterOptions.Unmanaged(replicas(options.value("REPLICAS").orElseThrow(() ->
                            SqlException.unsupported("altering an unmanaged cluster"))));
        } else if (cluster.options() instanceof ClusterOptions.Managed before) {
            planned = managed(options, Optional.of(before), position);
        } else {
            Set<String> sizes = new HashSet<>();
            cluster.replicas().forEach(replica -> sizes.add(replica.size()));
            Optional<ClusterOptions.Managed> before = sizes.size() == 1
                    ? Optional.of(new ClusterOptions.Managed(sizes.iterator().next(), cluster.replicas().size(),
                            Optional.of(DEFAULT_INTROSPECTION_MILLIS), false))
                    : Optional.empty();
            planned = managed(options, before, position);
        }
        options.finish();
        return planned;
    }

    AlterPlan.AlterCluster reset(AlterStatement.AlterResetOptions alter, CatalogCluster cluster) {
        if (!(cluster.options() instanceof ClusterOptions.Managed m)) {
            throw SqlException.unsupported("ALTER CLUSTER .. RESET of an unmanaged cluster");
        }
        ClusterOptions.Managed planned = m;
        for (String name : alter.options()) {
            planned = switch (name) {
                case "REPLICATION FACTOR" -> new ClusterOptions.Managed(planned.size(), (int) defaultFactor(),
                        planned.introspectionMillis(), planned.introspectionDebugging());
                case "INTROSPECTION INTERVAL" -> new ClusterOptions.Managed(planned.size(),
                        planned.replicationFactor(), Optional.of(DEFAULT_INTROSPECTION_MILLIS),
                        planned.introspectionDebugging());
                case "INTROSPECTION DEBUGGING" -> new ClusterOptions.Managed(planned.size(),
                        planned.replicationFactor(), planned.introspectionMillis(), false);
                default -> throw SqlException.unsupported("ALTER CLUSTER .. RESET (" + name + ")");
            };
        }
        return new AlterPlan.AlterCluster(cluster.id(), planned);
    }

    static void checkName(Ident name, String what) {
        if (name.value().startsWith("mz_") || name.value().startsWith("pg_")) {
            throw StatementContext.error(SqlState.RESERVED_NAME, what + " name '" + name
                    + "' is reserved: the prefixes \"mz_\" and \"pg_\" belong to the system", name.position());
        }
    }
}
