package dev.mizu.sqlparser;

import dev.mizu.sqlparser.ast.Statement;

/**
 * One statement of a text.
 *
 * @param statement its tree; positions count from the start of the whole text
 * @param text its own source, from its first to its last token, without the semicolon
 * @param offset code points before {@code text} in the whole text
 */
public record ParsedStatement(Statement statement, String text, int offset) {}
