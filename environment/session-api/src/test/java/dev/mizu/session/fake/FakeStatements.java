package dev.mizu.session.fake;

import dev.mizu.base.error.SqlError;
import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.repr.ColumnType;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.ScalarType;
import dev.mizu.repr.SimpleType;
import dev.mizu.session.CopyFormat;
import dev.mizu.session.CopyInTarget;
import dev.mizu.session.Notice;
import dev.mizu.session.ParameterStatus;
import dev.mizu.session.RowStream;
import dev.mizu.session.StatementResult;
import dev.mizu.session.TransactionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the statements of a {@link FakeRegion} do. */
final class FakeStatements {
    private static final RelationDesc ONE = desc(List.of("?column?"), SimpleType.INT4);
    private static final RelationDesc NUMBERED = desc(List.of("i", "name"), SimpleType.INT4, SimpleType.TEXT);
    private static final RelationDesc CHANGES =
            desc(List.of("mz_timestamp", "mz_diff", "v"), ScalarType.NUMERIC, SimpleType.INT8, SimpleType.INT4);
    private static final int BATCH = 100;

    private final FakeRegion region;
    private final FakeSession session;

    FakeStatements(FakeRegion region, FakeSession session) {
        this.region = region;
        this.session = session;
    }

    private static RelationDesc desc(List<String> names, ScalarType... types) {
        List<ColumnType> columns = new ArrayList<>();
        for (ScalarType type : types) {
            columns.add(type.nullable());
        }
        return new RelationDesc(RelationType.of(columns), names);
    }

    Optional<RelationDesc> describe(String sql) {
        String[] words = sql.split(" ");
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "select" -> Optional.of(ONE);
            case "rows" -> Optional.of(NUMBERED);
            case "table" -> Optional.of(region.table(words[1]).desc());
            case "subscribe" -> Optional.of(CHANGES);
            case "echo" -> Optional.of(echo(sql));
            default -> Optional.empty();
        };
    }

    private static RelationDesc echo(String sql) {
        List<ScalarType> types = FakeSession.parameterTypes(sql);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            names.add("p" + (i + 1));
        }
        return desc(names, types.toArray(ScalarType[]::new));
    }

    StatementResult run(String sql, List<Datum> parameters) {
        String[] words = sql.split(" ");
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "select" -> select(ONE, RowStream.of(List.of(Row.of(Datum.of(Long.parseLong(words[1]))))));
            case "rows" -> select(NUMBERED, numbered(Integer.parseInt(words[1])));
            case "table" -> select(region.table(words[1]).desc(), RowStream.of(region.table(words[1]).rows()));
            case "echo" -> select(echo(sql), RowStream.of(List.of(new Row(parameters))));
            case "subscribe" -> new StatementResult.Rows(CHANGES, session.openStream(), "SUBSCRIBE", true);
            case "boom" -> throw SqlError.of(SqlState.UNDEFINED_COLUMN, "column \"boom\" does not exist")
                    .withDetail("a detail").withHint("a hint").withPosition(8).toException();
            case "bug" -> throw new IllegalStateException("a bug");
            case "notice" -> {
                session.notice(Notice.warning("01000", "take note"));
                yield new StatementResult.Completed("RAISE");
            }
            case "set" -> {
                session.changed(new ParameterStatus(words[1], words[words.length - 1]));
                yield new StatementResult.Completed("SET");
            }
            case "begin" -> transaction(TransactionStatus.IN_TRANSACTION, "BEGIN");
            case "commit" -> transaction(TransactionStatus.IDLE,
                    session.transactionStatus() == TransactionStatus.FAILED ? "ROLLBACK" : "COMMIT");
            case "rollback" -> transaction(TransactionStatus.IDLE, "ROLLBACK");
            case "copy" -> copy(words);
            default -> throw new SqlException(SqlState.SYNTAX_ERROR, "unknown statement: " + sql);
        };
    }

    private static StatementResult select(RelationDesc desc, RowStream rows) {
        return new StatementResult.Rows(desc, rows, "SELECT", false);
    }

    private static RowStream numbered(int count) {
        return new RowStream() {
            private int next;

            @Override
            public Optional<List<Row>> next() {
                List<Row> batch = new ArrayList<>();
                for (; next < count && batch.size() < BATCH; next++) {
                    batch.add(Row.of(Datum.of(next), Datum.of("row " + next)));
                }
                return batch.isEmpty() ? Optional.empty() : Optional.of(batch);
            }

            @Override
            public void close() {
                next = count;
            }
        };
    }

    private StatementResult transaction(TransactionStatus status, String tag) {
        session.transaction(status);
        return new StatementResult.Completed(tag);
    }

    private StatementResult copy(String[] words) {
        if (words[1].equals("subscribe")) {
            return new StatementResult.CopyOut(CHANGES, new CopyFormat.Text('\t', "\\N"), session.openStream(), true);
        }
        CopyFormat format = switch (words[2]) {
            case "csv" -> new CopyFormat.Csv(',', "", '"', '"', true);
            case "binary" -> new CopyFormat.Binary();
            default -> new CopyFormat.Text('\t', "\\N");
        };
        FakeRegion.Table table = region.table(words[3]);
        return words[1].equals("in")
                ? new StatementResult.CopyIn(table.desc(), format, target(table))
                : new StatementResult.CopyOut(table.desc(), format, RowStream.of(table.rows()), false);
    }

    private static CopyInTarget target(FakeRegion.Table table) {
        List<Row> gathered = new ArrayList<>();
        return new CopyInTarget() {
            @Override
            public void write(List<Row> rows) {
                gathered.addAll(rows);
            }

            @Override
            public long finish() {
                table.rows().addAll(gathered);
                return gathered.size();
            }

            @Override
            public void abort() {
                gathered.clear();
            }
        };
    }
}
