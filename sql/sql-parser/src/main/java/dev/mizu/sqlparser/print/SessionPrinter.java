package dev.mizu.sqlparser.print;

import dev.mizu.sqlparser.ast.SessionStatement;
import dev.mizu.sqlparser.ast.SessionStatement.FetchCount;
import dev.mizu.sqlparser.ast.SessionStatement.Setting;
import dev.mizu.sqlparser.ast.SessionStatement.SettingValue;
import dev.mizu.sqlparser.ast.SessionStatement.TransactionMode;
import java.util.List;

/** Variables, transactions, cursors, prepared statements. */
final class SessionPrinter {
    private SessionPrinter() {}

    static void statement(Out out, SessionStatement statement) {
        switch (statement) {
            case SessionStatement.SetVariable set ->
                    setting(out.put(set.local() ? "SET LOCAL " : "SET ").commandIdent(set.variable()), set.setting());
            case SessionStatement.ResetAll ignored -> out.put("RESET ALL");
            case SessionStatement.ResetVariable reset -> out.put("RESET ").commandIdent(reset.variable());
            case SessionStatement.StartTransaction start -> {
                out.put("BEGIN");
                modes(out.putIf(!start.modes().isEmpty(), " "), start.modes());
            }
            case SessionStatement.SetTransaction set -> modes(out.put(set.session()
                    ? "SET SESSION CHARACTERISTICS AS TRANSACTION " : "SET TRANSACTION "), set.modes());
            case SessionStatement.Commit commit -> out.put("COMMIT").putIf(commit.chain(), " AND CHAIN");
            case SessionStatement.Rollback rollback -> out.put("ROLLBACK").putIf(rollback.chain(), " AND CHAIN");
            case SessionStatement.Declare declare -> SqlPrinter.statement(
                    out.put("DECLARE ").ident(declare.name()).put(" CURSOR FOR "), declare.statement());
            case SessionStatement.Fetch fetch -> fetch(out, fetch);
            case SessionStatement.Close close -> out.put("CLOSE ").ident(close.name());
            case SessionStatement.Prepare prepare -> SqlPrinter.statement(
                    out.put("PREPARE ").ident(prepare.name()).put(" AS "), prepare.statement());
            case SessionStatement.Execute execute -> {
                out.put("EXECUTE ").ident(execute.name());
                if (!execute.arguments().isEmpty()) {
                    ExprPrinter.exprs(out.put(" ("), execute.arguments()).put(")");
                }
            }
            case SessionStatement.Deallocate deallocate -> deallocate.name().ifPresentOrElse(
                    name -> out.put("DEALLOCATE ").commandIdent(name), () -> out.put("DEALLOCATE ALL"));
            case SessionStatement.Discard discard -> out.put("DISCARD ").put(discard.target().name());
            case SessionStatement.Raise raise -> out.put("RAISE ").put(raise.severity().name());
            case SessionStatement.ValidateConnection validate ->
                    out.put("VALIDATE CONNECTION ").name(validate.name());
        }
    }

    /** {@code = value, ..} with a blank before. */
    static void setting(Out out, Setting setting) {
        out.put(" = ");
        switch (setting) {
            case Setting.Default ignored -> out.put("DEFAULT");
            case Setting.Values values -> out.list(values.values(), (o, value) -> {
                switch (value) {
                    case SettingValue.Constant constant -> o.literal(constant.literal());
                    case SettingValue.Word word -> o.ident(word.word());
                }
            });
        }
    }

    private static void modes(Out out, List<TransactionMode> modes) {
        out.list(modes, (o, mode) -> {
            switch (mode) {
                case TransactionMode.Access access -> o.put(access.readOnly() ? "READ ONLY" : "READ WRITE");
                case TransactionMode.Isolation isolation ->
                        o.put("ISOLATION LEVEL ").put(isolation.level().words());
            }
        });
    }

    private static void fetch(Out out, SessionStatement.Fetch fetch) {
        out.put("FETCH ");
        switch (fetch.count()) {
            case FetchCount.One ignored -> { }
            case FetchCount.Rows rows -> out.put(Long.toString(rows.count())).put(" ");
            case FetchCount.All ignored -> out.put("ALL ");
        }
        OptionPrinter.with(out.put("FROM ").ident(fetch.name()), fetch.options());
    }
}
