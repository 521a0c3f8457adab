package dev.mizu.sqlparser.lex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.base.error.SqlException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LexerTest {
    private static String lex(String sql) {
        Tokens tokens = Lexer.lex(sql);
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < tokens.count() - 1; i++) {
            shown.add(tokens.kind(i) + ":" + tokens.text(i) + "@" + tokens.position(i));
        }
        assertThat(tokens.kind(tokens.count() - 1)).isEqualTo(TokenKind.END);
        return String.join(" ", shown);
    }

    @Test
    void wordsFoldAndQuotedNamesDoNot() {
        assertThat(lex("SeLeCT Foo_1$ \"Foo\"\"Bar\" über"))
                .isEqualTo("WORD:select@1 WORD:foo_1$@8 QUOTED:Foo\"Bar@15 WORD:über@26");
    }

    @Test
    void numbersKeepTheirText() {
        assertThat(lex("1 1. .5 1.5e-3 1e5 2.e7"))
                .isEqualTo("NUMBER:1@1 NUMBER:1.@3 NUMBER:.5@6 NUMBER:1.5e-3@9 NUMBER:1e5@16 NUMBER:2.e7@20");
    }

    @Test
    void signsLeaveOperatorsUnlessTheyMayEndThem() {
        assertThat(lex("a=-1")).isEqualTo("WORD:a@1 OPERATOR:=@2 OPERATOR:-@3 NUMBER:1@4");
        assertThat(lex("@-1")).isEqualTo("OPERATOR:@-@1 NUMBER:1@3");
        assertThat(lex("*-+1")).isEqualTo("OPERATOR:*@1 OPERATOR:-@2 OPERATOR:+@3 NUMBER:1@4");
        assertThat(lex("!= <> => :: :")).isEqualTo(
                "OPERATOR:<>@1 OPERATOR:<>@4 ARROW:=>@7 DOUBLE_COLON:::@10 COLON::@13");
    }

    @Test
    void commentsEndOperatorsAndNest() {
        assertThat(lex("1+/* /* x */ */2--3\n+4"))
                .isEqualTo("NUMBER:1@1 OPERATOR:+@2 NUMBER:2@16 OPERATOR:+@21 NUMBER:4@22");
        assertThat(lex("-- only")).isEmpty();
    }

    @Test
    void stringsOfEveryQuoting() {
        assertThat(lex("'a''b'")).isEqualTo("STRING:a'b@1");
        assertThat(lex("'a'\n  'b'")).isEqualTo("STRING:ab@1");
        assertThat(lex("'a' 'b'")).isEqualTo("STRING:a@1 STRING:b@5");
        assertThat(lex("E'a\\tb\\'c\\\\'")).isEqualTo("STRING:a\tb'c\\@1");
        assertThat(lex("e'\\u00e9\\xc3\\xa9\\303\\251'")).isEqualTo("STRING:ééé@1");
        assertThat(lex("$$it's$$ $x$a$$b$x$")).isEqualTo("STRING:it's@1 STRING:a$$b@10");
        assertThat(lex("U&'d\\0061t\\+000061' U&\"d!0061\" UESCAPE '!'")).isEqualTo("STRING:data@1 QUOTED:da@21");
        assertThat(lex("$12")).isEqualTo("PARAMETER:12@1");
        assertThat(lex("'\\n'")).isEqualTo("STRING:\\n@1");
    }

    @Test
    void positionsCountCodePoints() {
        assertThat(lex("'🙂🙂' a 🙂 b")).isEqualTo("STRING:🙂🙂@1 WORD:a@6 WORD:🙂@8 WORD:b@10");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"a 'b,3", "a \"b,3", "a /* /* */,3", "$x$ $y$,1", "\"\",1", "\".\",1",
        "a \\ b,3", "12ab,1", "1.5x,1", "e'\\xff',2", "e'\\u12',3", "e'\\0',2", "u&'\\00g1',1", "é $,3", "🙂 'x,3"})
    void malformedTokensAreErrorsAtTheirStart(String sql, int position) {
        assertThatThrownBy(() -> Lexer.lex(sql)).isInstanceOfSatisfying(SqlException.class, e -> {
            assertThat(e.error().code()).isEqualTo("42601");
            assertThat(e.error().position()).hasValue(position);
        });
    }

    @Test
    void longNamesAreErrors() {
        assertThat(lex("a".repeat(255))).startsWith("WORD:aaa");
        assertThatThrownBy(() -> Lexer.lex("x " + "a".repeat(256))).isInstanceOf(SqlException.class);
        assertThatThrownBy(() -> Lexer.lex("é".repeat(128))).isInstanceOf(SqlException.class);
        assertThatThrownBy(() -> Lexer.lex("select 'a\0b'")).isInstanceOf(SqlException.class);
    }

    @Test
    void quotedNamesReadBackAsThemselves() {
        for (String name : List.of("a", "A", "select", "a b", "\"", "é", "1a", "a1$", "left", "of", "year", "über")) {
            Tokens tokens = Lexer.lex(Identifiers.quote(name));
            assertThat(tokens.count()).isEqualTo(2);
            assertThat(tokens.text(0)).isEqualTo(name);
        }
    }
}
