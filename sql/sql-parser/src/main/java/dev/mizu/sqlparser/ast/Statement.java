package dev.mizu.sqlparser.ast;

/** One SQL statement; one sealed interface per family. */
public sealed interface Statement
        permits QueryStatement, DmlStatement, CreateStatement, AlterStatement, DropStatement, ShowStatement,
                ExplainStatement, SessionStatement, PrivilegeStatement {
    int position();
}
