package dev.mizu.sqlparser.ast;

import java.util.List;
import java.util.Optional;

/** Statements that change objects in place, and COMMENT. */
public sealed interface AlterStatement extends Statement {
    record AlterRename(ObjectKind kind, boolean ifExists, ObjectName name, Ident newName, int position)
            implements AlterStatement {}

    record AlterOwner(ObjectKind kind, boolean ifExists, ObjectName name, Ident role, int position)
            implements AlterStatement {}

    /** SCHEMA or CLUSTER. */
    record AlterSwap(ObjectKind kind, ObjectName name, Ident other, int position) implements AlterStatement {}

    /** {@code SET (options) [WITH (options)]}. */
    record AlterSetOptions(ObjectKind kind, boolean ifExists, ObjectName name, List<Option> options,
            List<Option> withOptions, int position) implements AlterStatement {
        public AlterSetOptions {
            options = List.copyOf(options);
            withOptions = List.copyOf(withOptions);
        }
    }

    /** {@code RESET (names)}, each in upper case with single spaces. */
    record AlterResetOptions(ObjectKind kind, boolean ifExists, ObjectName name, List<String> options, int position)
            implements AlterStatement {
        public AlterResetOptions {
            options = List.copyOf(options);
        }
    }

    record AlterSetCluster(ObjectKind kind, boolean ifExists, ObjectName name, ClusterName cluster, int position)
            implements AlterStatement {}

    record AlterTableAddColumn(boolean ifExists, ObjectName name, boolean columnIfNotExists, Ident column,
            TypeName type, int position) implements AlterStatement {}

    record AlterMaterializedViewApplyReplacement(boolean ifExists, ObjectName name, ObjectName replacement,
            int position) implements AlterStatement {}

    /** {@code value} must never be shown. */
    record AlterSecret(boolean ifExists, ObjectName name, Expr value, int position) implements AlterStatement {}

    record AlterConnection(boolean ifExists, ObjectName name, List<ConnectionAction> actions,
            List<Option> withOptions, int position) implements AlterStatement {
        public AlterConnection {
            actions = List.copyOf(actions);
            withOptions = List.copyOf(withOptions);
        }
    }

    /** One step of ALTER CONNECTION. */
    sealed interface ConnectionAction {
        record Set(Option option) implements ConnectionAction {}

        /** {@code DROP (option)} or {@code RESET (option)}. */
        record Drop(String option, int position) implements ConnectionAction {}

        record RotateKeys() implements ConnectionAction {}
    }

    record AlterSinkFrom(boolean ifExists, ObjectName name, ObjectName from, int position)
            implements AlterStatement {}

    record AlterSource(boolean ifExists, ObjectName name, SourceAction action, int position)
            implements AlterStatement {}

    /** What ALTER SOURCE does beyond the forms that all kinds share. */
    sealed interface SourceAction {
        record AddSubsources(List<CreateStatement.Reference> tables, List<Option> options) implements SourceAction {
            public AddSubsources {
                tables = List.copyOf(tables);
                options = List.copyOf(options);
            }
        }

        record DropSubsources(boolean ifExists, List<ObjectName> names, boolean cascade) implements SourceAction {
            public DropSubsources {
                names = List.copyOf(names);
            }
        }

        record RefreshReferences() implements SourceAction {}
    }

    record AlterRole(Ident name, RoleAction action, int position) implements AlterStatement {}

    /** What ALTER ROLE does. */
    sealed interface RoleAction {
        /** As in {@link CreateStatement.CreateRole}. */
        record Attributes(List<Option> attributes) implements RoleAction {
            public Attributes {
                attributes = List.copyOf(attributes);
            }
        }

        record SetVariable(Ident variable, SessionStatement.Setting setting) implements RoleAction {}

        record ResetVariable(Ident variable) implements RoleAction {}
    }

    record AlterSystemSet(Ident variable, SessionStatement.Setting setting, int position) implements AlterStatement {}

    record AlterSystemReset(Ident variable, int position) implements AlterStatement {}

    record AlterSystemResetAll(int position) implements AlterStatement {}

    /** The status of an optimizer notice; empty resets it. The fingerprint is a uuid in text form. */
    record AlterNotice(String fingerprint, Optional<String> status, int position) implements AlterStatement {}

    /** {@code COMMENT ON kind name IS text}; empty removes it. A column's name has the column as its last part. */
    record Comment(ObjectKind kind, ObjectName name, Optional<String> text, int position)
            implements AlterStatement {}
}
