package dev.mizu.acceptance.slt;

import java.util.List;
import java.util.Optional;

/** A record that did not go as its file says; {@code place} names the lines that a rewrite may replace. */
public record SltMismatch(int line, String sql, String wanted, List<String> actual,
        Optional<SltRecord.Expected> expected) {
    public SltMismatch {
        actual = List.copyOf(actual);
    }

    @Override
    public String toString() {
        return "line " + line + ":\n" + sql.indent(4) + "  expected\n" + wanted.indent(4) + "  but got\n"
                + String.join("\n", actual).indent(4);
    }
}
