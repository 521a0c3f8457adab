package dev.mizu.sqlplanner.plan;

import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.DatabaseId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.relation.RelationExpr;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.ScalarType;
import dev.mizu.sqlplanner.catalog.ClusterOptions;
import dev.mizu.storageplan.ConnectionPlan;
import dev.mizu.storageplan.IngestionPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Statements that make things. */
public sealed interface CreatePlan extends Plan {
    /** CREATE DATABASE; comes with a schema {@code public}. */
    record CreateDatabase(String name, boolean ifNotExists, boolean exists) implements CreatePlan {}

    /** CREATE SCHEMA. */
    record CreateSchema(DatabaseId database, String name, boolean ifNotExists, boolean exists) implements CreatePlan {}

    /**
     * CREATE TABLE.
     *
     * @param defaults SQL text by column position
     * @param historyMillis how far back it stays readable, where that was said
     */
    record CreateTable(NewItem item, RelationDesc desc, Map<Integer, String> defaults, OptionalLong historyMillis)
            implements CreatePlan {
        public CreateTable {
            defaults = Map.copyOf(defaults);
        }
    }

    /** CREATE VIEW. */
    record CreateView(NewItem item, RelationExpr expr, RelationDesc desc) implements CreatePlan {}

    /**
     * CREATE MATERIALIZED VIEW.
     *
     * @param desc calls the columns of ASSERT NOT NULL not nullable
     */
    record CreateMaterializedView(
            NewItem item, ClusterId cluster, RelationExpr expr, RelationDesc desc, ViewOptions options)
            implements CreatePlan {}

    /**
     * What stands in the WITH of a materialized view.
     *
     * @param assertNotNull columns of which a NULL makes reads fail
     * @param historyMillis how far back it stays readable, where that was said
     */
    record ViewOptions(List<Integer> assertNotNull, OptionalLong historyMillis) {
        public ViewOptions {
            assertNotNull = List.copyOf(assertNotNull);
        }
    }

    /** CREATE INDEX; {@code keys} are over the columns of {@code on}. */
    record CreateIndex(NewItem item, ClusterId cluster, GlobalId on, List<ScalarExpr> keys) implements CreatePlan {
        public CreateIndex {
            keys = List.copyOf(keys);
        }
    }

    /** CREATE CONNECTION; {@code validate} asks for a trial before it is stored, empty leaves that to the region. */
    record CreateConnection(NewItem item, ConnectionPlan connection, Optional<Boolean> validate)
            implements CreatePlan {}

    /**
     * CREATE SOURCE.
     *
     * @param desc columns of the source itself; none when its rows are in {@code subsources}
     * @param subsources one item per output of the ingestion that has a name of its own, in order
     * @param progress the progress collection's item
     */
    record CreateSource(
            NewItem item, ClusterId cluster, IngestionPlan ingestion, RelationDesc desc, List<Subsource> subsources,
            NewItem progress) implements CreatePlan {
        public CreateSource {
            subsources = List.copyOf(subsources);
        }
    }

    /** A relation fed by output number {@code output} of a source's ingestion. */
    record Subsource(NewItem item, int output, RelationDesc desc) {}

    /**
     * A subsource or progress collection read back from the catalog's own text; users cannot write it. The source is
     * what its item names first.
     */
    record CreateSubsource(NewItem item, RelationDesc desc, boolean progress, String externalReference)
            implements CreatePlan {}

    /** CREATE SECRET; {@code value} is a constant of type bytea, never printed. */
    record CreateSecret(NewItem item, ScalarExpr value) implements CreatePlan {
        @Override
        public String toString() {
            return "CreateSecret[" + item.name() + "]";
        }
    }

    /** CREATE TYPE. */
    record CreateType(NewItem item, ScalarType type) implements CreatePlan {}

    /** CREATE CLUSTER. */
    record CreateCluster(String name, ClusterOptions options, boolean ifNotExists, boolean exists)
            implements CreatePlan {}

    /** CREATE CLUSTER REPLICA. */
    record CreateClusterReplica(ClusterId cluster, ClusterOptions.ReplicaDefinition replica) implements CreatePlan {}

    /** CREATE ROLE; {@code password} as given, empty = none. */
    record CreateRole(String name, RoleAttributes attributes) implements CreatePlan {}

    /** The attributes named by CREATE or ALTER ROLE; empty = not named. */
    record RoleAttributes(
            Optional<Boolean> login, Optional<Boolean> superuser, Optional<String> password, boolean clearPassword) {
        @Override
        public String toString() {
            return "RoleAttributes[login=" + login + ", superuser=" + superuser + "]";
        }
    }
}
