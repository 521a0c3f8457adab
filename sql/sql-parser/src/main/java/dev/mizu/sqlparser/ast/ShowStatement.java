package dev.mizu.sqlparser.ast;

import java.util.Optional;

/** SHOW in all its forms. */
public sealed interface ShowStatement extends Statement {
    /** What narrows the rows shown. */
    sealed interface Filter {
        record Like(String pattern) implements Filter {}

        record Where(Expr condition) implements Filter {}
    }

    /** {@code SHOW kind [FROM schema] [ON item] [IN CLUSTER cluster] [filter]}. */
    record ShowObjects(ObjectClass objects, Optional<ObjectName> from, Optional<ObjectName> on,
            Optional<ClusterName> cluster, Optional<Filter> filter, int position) implements ShowStatement {}

    /** Plural kinds that SHOW lists; {@code FROM} of SCHEMAS names a database. */
    enum ObjectClass {
        DATABASES, SCHEMAS, OBJECTS, TABLES, VIEWS, MATERIALIZED_VIEWS, CONTINUAL_TASKS, SOURCES, SUBSOURCES, SINKS,
        INDEXES, TYPES, CONNECTIONS, SECRETS, CLUSTERS, CLUSTER_REPLICAS, ROLES, NETWORK_POLICIES;

        /** Its SQL words in upper case. */
        public String words() {
            return name().replace('_', ' ');
        }
    }

    record ShowColumns(ObjectName from, Optional<Filter> filter, int position) implements ShowStatement {}

    record ShowPrivileges(Optional<PrivilegeStatement.ObjectClass> on, Optional<Ident> role, Optional<Filter> filter,
            int position) implements ShowStatement {}

    record ShowDefaultPrivileges(Optional<PrivilegeStatement.ObjectClass> on, Optional<Ident> role,
            Optional<Filter> filter, int position) implements ShowStatement {}

    record ShowRoleMembership(Optional<Ident> role, Optional<Filter> filter, int position) implements ShowStatement {}

    record ShowCreate(ObjectKind kind, ObjectName name, boolean redacted, int position) implements ShowStatement {}

    /** One variable by its canonical name: {@code SHOW TIME ZONE} asks for {@code timezone}. */
    record ShowVariable(Ident name, int position) implements ShowStatement {}

    record ShowAll(int position) implements ShowStatement {}

    /** The state of a shard, for operators of the system alone. */
    record InspectShard(String id, int position) implements ShowStatement {}
}
