package dev.mizu.sqlparser.print;

import dev.mizu.sqlparser.ast.AlterStatement;
import dev.mizu.sqlparser.ast.AlterStatement.ConnectionAction;
import dev.mizu.sqlparser.ast.AlterStatement.RoleAction;
import dev.mizu.sqlparser.ast.AlterStatement.SourceAction;
import dev.mizu.sqlparser.ast.DropStatement;
import dev.mizu.sqlparser.ast.ObjectKind;
import dev.mizu.sqlparser.ast.ObjectName;
import java.util.Optional;

/** ALTER, COMMENT, DROP. */
final class AlterPrinter {
    private AlterPrinter() {}

    static void statement(Out out, AlterStatement statement) {
        switch (statement) {
            case AlterStatement.AlterRename alter -> head(out, alter.kind(), alter.ifExists(), alter.name())
                    .put(" RENAME TO ").ident(alter.newName());
            case AlterStatement.AlterOwner alter -> head(out, alter.kind(), alter.ifExists(), alter.name())
                    .put(" OWNER TO ").ident(alter.role());
            case AlterStatement.AlterSwap alter -> head(out, alter.kind(), false, alter.name())
                    .put(" SWAP WITH ").ident(alter.other());
            case AlterStatement.AlterSetOptions alter -> {
                head(out, alter.kind(), alter.ifExists(), alter.name()).put(" SET ");
                OptionPrinter.with(OptionPrinter.bracketed(out, alter.options()), alter.withOptions());
            }
            case AlterStatement.AlterResetOptions alter -> head(out, alter.kind(), alter.ifExists(), alter.name())
                    .put(" RESET (").put(String.join(", ", alter.options())).put(")");
            case AlterStatement.AlterSetCluster alter -> head(out, alter.kind(), alter.ifExists(), alter.name())
                    .put(" SET CLUSTER ").cluster(alter.cluster());
            case AlterStatement.AlterTableAddColumn alter ->
                    head(out, ObjectKind.TABLE, alter.ifExists(), alter.name()).put(" ADD COLUMN ")
                            .putIf(alter.columnIfNotExists(), "IF NOT EXISTS ")
                            .ident(alter.column()).put(" ").type(alter.type());
            case AlterStatement.AlterMaterializedViewApplyReplacement alter ->
                    head(out, ObjectKind.MATERIALIZED_VIEW, alter.ifExists(), alter.name())
                            .put(" APPLY REPLACEMENT ").name(alter.replacement());
            case AlterStatement.AlterSecret alter ->
                    head(out, ObjectKind.SECRET, alter.ifExists(), alter.name()).put(" AS ")
                            .secret(() -> ExprPrinter.expr(out, alter.value()));
            case AlterStatement.AlterConnection alter -> connection(out, alter);
            case AlterStatement.AlterSinkFrom alter -> head(out, ObjectKind.SINK, alter.ifExists(), alter.name())
                    .put(" SET FROM ").name(alter.from());
            case AlterStatement.AlterSource alter -> source(out, alter);
            case AlterStatement.AlterRole alter -> role(out.put("ALTER ROLE ").ident(alter.name()), alter.action());
            case AlterStatement.AlterSystemSet alter ->
                    SessionPrinter.setting(out.put("ALTER SYSTEM SET ").commandIdent(alter.variable()),
                            alter.setting());
            case AlterStatement.AlterSystemReset alter -> out.put("ALTER SYSTEM RESET ").commandIdent(alter.variable());
            case AlterStatement.AlterSystemResetAll ignored -> out.put("ALTER SYSTEM RESET ALL");
            case AlterStatement.AlterNotice alter -> {
                out.put("ALTER NOTICE ").string(alter.fingerprint());
                alter.status().ifPresentOrElse(status -> out.put(" SET STATUS = ").string(status),
                        () -> out.put(" RESET STATUS"));
            }
            case AlterStatement.Comment comment -> {
                out.put("COMMENT ON ").put(comment.kind().words()).put(" ").name(comment.name()).put(" IS ");
                comment.text().ifPresentOrElse(out::string, () -> out.put("NULL"));
            }
        }
    }

    private static Out head(Out out, ObjectKind kind, boolean ifExists, ObjectName name) {
        return out.put("ALTER ").put(kind.words()).put(ifExists ? " IF EXISTS " : " ").name(name);
    }

    private static void connection(Out out, AlterStatement.AlterConnection alter) {
        head(out, ObjectKind.CONNECTION, alter.ifExists(), alter.name()).put(" ")
                .list(alter.actions(), (o, action) -> {
                    switch (action) {
                        case ConnectionAction.Set set -> {
                            OptionPrinter.option(o.put("SET ("), set.option());
                            o.put(")");
                        }
                        case ConnectionAction.Drop drop -> o.put("DROP (").put(drop.option()).put(")");
                        case ConnectionAction.RotateKeys ignored -> o.put("ROTATE KEYS");
                    }
                });
        OptionPrinter.with(out, alter.withOptions());
    }

    private static void source(Out out, AlterStatement.AlterSource alter) {
        head(out, ObjectKind.SOURCE, alter.ifExists(), alter.name());
        switch (alter.action()) {
            case SourceAction.AddSubsources add -> OptionPrinter.with(out.put(" ADD SUBSOURCE ")
                    .list(add.tables(), CreatePrinter::reference), add.options());
            case SourceAction.DropSubsources drop -> out.put(" DROP SUBSOURCE ")
                    .putIf(drop.ifExists(), "IF EXISTS ").list(drop.names(), Out::name)
                    .putIf(drop.cascade(), " CASCADE");
            case SourceAction.RefreshReferences ignored -> out.put(" REFRESH REFERENCES");
        }
    }

    private static void role(Out out, RoleAction action) {
        switch (action) {
            case RoleAction.Attributes attributes -> CreatePrinter.roleAttributes(out, attributes.attributes());
            case RoleAction.SetVariable set ->
                    SessionPrinter.setting(out.put(" SET ").commandIdent(set.variable()), set.setting());
            case RoleAction.ResetVariable reset -> out.put(" RESET ").commandIdent(reset.variable());
        }
    }

    static void drop(Out out, DropStatement statement) {
        switch (statement) {
            case DropStatement.DropObjects drop -> cascade(out.put("DROP ").put(drop.kind().words())
                    .put(drop.ifExists() ? " IF EXISTS " : " ").list(drop.names(), Out::name), drop.cascade());
            case DropStatement.DropOwned drop ->
                    cascade(out.put("DROP OWNED BY ").idents(drop.roles()), drop.cascade());
        }
    }

    private static void cascade(Out out, Optional<Boolean> cascade) {
        out.each(cascade, (o, cascades) -> o.put(cascades ? " CASCADE" : " RESTRICT"));
    }
}
