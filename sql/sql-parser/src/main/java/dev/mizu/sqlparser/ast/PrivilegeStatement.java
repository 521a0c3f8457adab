package dev.mizu.sqlparser.ast;

import java.util.List;

/** Statements about who may do what. */
public sealed interface PrivilegeStatement extends Statement {
    record GrantRole(List<Ident> roles, List<Ident> members, int position) implements PrivilegeStatement {
        public GrantRole {
            roles = List.copyOf(roles);
            members = List.copyOf(members);
        }
    }

    record RevokeRole(List<Ident> roles, List<Ident> members, int position) implements PrivilegeStatement {
        public RevokeRole {
            roles = List.copyOf(roles);
            members = List.copyOf(members);
        }
    }

    record GrantPrivileges(Privileges privileges, Target target, List<Ident> roles, int position)
            implements PrivilegeStatement {
        public GrantPrivileges {
            roles = List.copyOf(roles);
        }
    }

    record RevokePrivileges(Privileges privileges, Target target, List<Ident> roles, int position)
            implements PrivilegeStatement {
        public RevokePrivileges {
            roles = List.copyOf(roles);
        }
    }

    /** No owners: all roles. */
    record AlterDefaultPrivileges(List<Ident> owners, Scope scope, boolean grant, Privileges privileges,
            ObjectClass on, List<Ident> roles, int position) implements PrivilegeStatement {
        public AlterDefaultPrivileges {
            owners = List.copyOf(owners);
            roles = List.copyOf(roles);
        }
    }

    record ReassignOwned(List<Ident> from, Ident to, int position) implements PrivilegeStatement {
        public ReassignOwned {
            from = List.copyOf(from);
        }
    }

    /** Single privileges. */
    enum Privilege {
        SELECT, INSERT, UPDATE, DELETE, USAGE, CREATE, CREATEROLE, CREATEDB, CREATECLUSTER, CREATENETWORKPOLICY
    }

    /** All that the kind has, or a list. */
    sealed interface Privileges {
        record All() implements Privileges {}

        record Some(List<Privilege> list) implements Privileges {
            public Some {
                list = List.copyOf(list);
            }
        }
    }

    /** Plural kinds that hold privileges. */
    enum ObjectClass {
        SYSTEM, TABLES, TYPES, SECRETS, CONNECTIONS, SCHEMAS, DATABASES, CLUSTERS, NETWORK_POLICIES;

        /** Its SQL words in upper case. */
        public String words() {
            return name().replace('_', ' ');
        }
    }

    /** What privileges are given on. */
    sealed interface Target {
        int position();

        record System(int position) implements Target {}

        /** {@code kind} is TABLE when none was written. */
        record Objects(ObjectKind kind, List<ObjectName> names, int position) implements Target {
            public Objects {
                names = List.copyOf(names);
            }
        }

        /** {@code ALL objects [IN scope]}. */
        record AllObjects(ObjectClass objects, Scope scope, int position) implements Target {}
    }

    /** Where a bulk grant or default privilege counts. */
    sealed interface Scope {
        record Everywhere() implements Scope {}

        record InDatabases(List<Ident> databases) implements Scope {
            public InDatabases {
                databases = List.copyOf(databases);
            }
        }

        record InSchemas(List<ObjectName> schemas) implements Scope {
            public InSchemas {
                schemas = List.copyOf(schemas);
            }
        }
    }
}
