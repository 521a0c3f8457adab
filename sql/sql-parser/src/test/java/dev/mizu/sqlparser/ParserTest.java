package dev.mizu.sqlparser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.base.error.SqlException;
import dev.mizu.base.error.SqlState;
import dev.mizu.sqlparser.ast.Expr;
import dev.mizu.sqlparser.ast.Literal;
import dev.mizu.sqlparser.ast.QueryStatement;
import dev.mizu.sqlparser.ast.SetExpr;
import dev.mizu.sqlparser.print.SqlPrinter;
import dev.mizu.sqlparser.print.SqlPrinter.Mode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What round trips cannot show: positions, statement texts, limits. */
final class ParserTest {
    @Test
    void statementsKnowTheirTextAndPlace() {
        List<ParsedStatement> parsed = Parser.parseStatements("; select '🙂' ; -- x\n show all -- y\n;");
        assertThat(parsed).extracting(ParsedStatement::text).containsExactly("select '🙂'", "show all");
        assertThat(parsed).extracting(ParsedStatement::offset).containsExactly(2, 21);
        assertThat(parsed).extracting(p -> p.statement().position()).containsExactly(3, 22);
        assertThat(Parser.parseStatements(" ;; -- nothing")).isEmpty();
    }

    @Test
    void nodesKnowWhereTheyStart() {
        var select = (SetExpr.Select) ((QueryStatement.Select) Parser.parseStatement("select a + b.c, f(1) from t x"))
                .query().body();
        var sum = (Expr.Binary) ((SetExpr.SelectItem.Value) select.items().getFirst()).expr();
        assertThat(sum.position()).isEqualTo(8);
        assertThat(sum.operator().position()).isEqualTo(10);
        assertThat(sum.right().position()).isEqualTo(12);
        var call = (Expr.Call) ((SetExpr.SelectItem.Value) select.items().get(1)).expr();
        assertThat(call.position()).isEqualTo(17);
        assertThat(call.arguments().list()).containsExactly(new Literal.Number("1", 19));
        assertThat(select.from().getFirst().position()).isEqualTo(27);
    }

    @Test
    void longChainsOfConditionsAreFlat() {
        String sql = IntStream.range(0, 20_000).mapToObj(i -> "a = " + i).collect(Collectors.joining(" or "));
        assertThat(((Expr.Or) Parser.parseExpr(sql)).operands()).hasSize(20_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "not ", "- ", "a + (", "f(", "array[", "case when ", "cast(", "(select ",
            "exists (select ",
        "x in (", "select * from (", "((select 1) + ", "list[map['a' => ", "a[", "with a as ("})
    void deepNestingIsRefused(String opening) {
        String sql = (opening.startsWith("select") || opening.startsWith("with") ? "" : "select ")
                + opening.repeat(5_000);
        assertThatThrownBy(() -> Parser.parseStatements(sql)).isInstanceOfSatisfying(SqlException.class,
                e -> assertThat(e.error().code()).isEqualTo(SqlState.STATEMENT_TOO_COMPLEX));
    }

    @Test
    void ordinaryNestingIsAccepted() {
        String sql = "(".repeat(60) + "1" + ")".repeat(60);
        assertThat(Parser.parseExpr(sql)).isEqualTo(new Literal.Number("1", 61));
    }

    @ParameterizedTest
    @ValueSource(strings = {" + a", "::int", " || (b || c)", " union select 1", ".b", " is null", " join t on true"})
    void tallTreesAreRefused(String link) {
        String head = link.startsWith(" join") ? "select * from t" : link.equals(".b") ? "select (a)" : "select a";
        SqlPrinter.print(Parser.parseStatement(head + link.repeat(280)), Mode.EXACT);
        assertThatThrownBy(() -> Parser.parseStatement(head + link.repeat(20_000)))
                .isInstanceOfSatisfying(SqlException.class,
                        e -> assertThat(e.error().code()).isEqualTo(SqlState.STATEMENT_TOO_COMPLEX));
    }

    @Test
    void nestedChainsAddUp() {
        String sql = "a";
        for (int i = 0; i < 4; i++) {
            sql = "(" + sql + ")" + " + a".repeat(100);
        }
        String tall = sql;
        assertThatThrownBy(() -> Parser.parseExpr(tall)).isInstanceOf(SqlException.class);
    }

    @Test
    void statementsDoNotAddUp() {
        String sql = "select a + b + c from t join u on true join v on true; ".repeat(2_000);
        assertThat(Parser.parseStatements(sql)).hasSize(2_000);
    }

    @Test
    void oversizedTextIsRefused() {
        assertThatThrownBy(() -> Parser.parseStatements("select '" + "é".repeat(500_000) + "'"))
                .isInstanceOf(SqlException.class).hasMessage("statement batch size cannot exceed 1MB");
    }

    @Test
    void secretsAreNeitherInErrorsNorInPrints() {
        assertThatThrownBy(() -> Parser.parseStatements("create secret s as 'top' 'hunter2'"))
                .isInstanceOfSatisfying(SqlException.class,
                        e -> assertThat(e.error().toString()).doesNotContain("hunter2"));
        assertThat(SqlPrinter.print(Parser.parseStatement("create secret s as 'hunter2'")))
                .isEqualTo("CREATE SECRET s AS '<REDACTED>'");
    }
}
