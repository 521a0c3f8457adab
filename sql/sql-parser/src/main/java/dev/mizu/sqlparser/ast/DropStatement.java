package dev.mizu.sqlparser.ast;

import java.util.List;
import java.util.Optional;

/** Statements that remove objects. */
public sealed interface DropStatement extends Statement {
    /** {@code cascade} is empty when neither word was written. Replicas are {@code cluster.replica} or bare. */
    record DropObjects(ObjectKind kind, boolean ifExists, List<ObjectName> names, Optional<Boolean> cascade,
            int position) implements DropStatement {
        public DropObjects {
            names = List.copyOf(names);
        }
    }

    record DropOwned(List<Ident> roles, Optional<Boolean> cascade, int position) implements DropStatement {
        public DropOwned {
            roles = List.copyOf(roles);
        }
    }
}
