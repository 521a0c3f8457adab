package dev.mizu.sqlplanner.statement;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.sqlparser.ast.Option;
import dev.mizu.sqlplanner.plan.CopyOptions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The options of COPY. */
final class CopyOptionsPlanner {
    CopyOptions from(List<Option> list) {
        Options options = new Options("COPY", list);
        String format = options.text("FORMAT").orElse("text").toLowerCase(Locale.ROOT);
        CopyOptions planned = switch (format) {
            case "text" -> new CopyOptions.Text(
                    one(options, "DELIMITER", '\t'), options.text("NULL").orElse("\\N"));
            case "csv" -> csv(options);
            case "binary" -> throw SqlException.unsupported("COPY FROM with FORMAT binary");
            default -> throw unknown(format);
        };
        options.finish();
        return planned;
    }

    CopyOptions to(List<Option> list) {
        Options options = new Options("COPY", list);
        String format = options.text("FORMAT").orElse("text").toLowerCase(Locale.ROOT);
        CopyOptions planned = switch (format) {
            case "text" -> new CopyOptions.Text(
                    one(options, "DELIMITER", '\t'), options.text("NULL").orElse("\\N"));
            case "csv" -> csv(options);
            case "binary" -> new CopyOptions.Binary();
            default -> throw unknown(format);
        };
        options.finish();
        return planned;
    }

    private static CopyOptions.Csv csv(Options options) {
        char quote = one(options, "QUOTE", '"');
        return new CopyOptions.Csv(one(options, "DELIMITER", ','), options.text("NULL").orElse(""), quote,
                one(options, "ESCAPE", quote), options.flag("HEADER", false));
    }

    private static char one(Options options, String name, char otherwise) {
        Optional<String> text = options.text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (text.get().length() != 1 || text.get().charAt(0) > 127) {
            throw StatementContext.error(SqlState.INVALID_PARAMETER_VALUE,
                    "COPY " + name.toLowerCase(Locale.ROOT) + " must be a single one-byte character", 0);
        }
        return text.get().charAt(0);
    }

    private static SqlException unknown(String format) {
        return StatementContext.error(SqlState.INVALID_PARAMETER_VALUE, "unknown FORMAT: " + format, 0);
    }
}
