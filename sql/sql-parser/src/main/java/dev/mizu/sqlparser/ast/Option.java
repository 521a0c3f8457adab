package dev.mizu.sqlparser.ast;

import java.util.Optional;

/**
 * One option of a statement.
 *
 * @param name the option's words in upper case with single spaces, such as {@code RETAIN HISTORY}
 * @param value empty for a bare flag
 */
public record Option(String name, Optional<OptionValue> value, int position) {}
