package dev.mizu.sqlparser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.base.error.SqlException;
import dev.mizu.sqlparser.print.SqlPrinter;
import dev.mizu.sqlparser.print.SqlPrinter.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Any word of the grammar, quoted, may be a name in any place, and the printer keeps it a name. */
final class QuotedWordsTest {
    private static final List<String> TEMPLATES = List.of(
            "select %s", "select %s, %s", "select %s + %s", "select a %s", "select a as %s", "select %s.a",
            "select a.%s",
            "select (a).%s", "select %s(1)", "select a.%s(1)", "select %s.*", "select - %s", "select not %s",
            "select a::%s", "select a::b.%s", "select cast(a as %s(3))", "select a::%s[]", "select a collate %s",
            "select a is null and %s", "select case %s when %s then %s else %s end", "select a in (%s)", "select (%s)",
            "select a between %s and %s", "select a like %s escape %s", "select sum(%s order by %s)",
            "select sum(a) over (partition by %s order by %s)", "select array[%s]", "select map[%s => %s]",
            "select extract(%s from a)", "select position(%s in %s)", "select trim(%s from %s)",
            "select substring(%s, 1)",
            "select %s '1'", "select * from %s", "select * from t %s", "select * from t as %s (%s)",
            "select * from t join %s on %s", "select * from t join u using (%s) as %s", "select * from %s(1) as %s",
            "select * from a.%s, %s", "with %s as (select 1) select 1", "with %s (%s) as (select 1) table %s",
            "with mutually recursive %s (%s int) as (select 1) select 1", "select 1 group by %s having %s",
            "select 1 order by %s limit %s", "select distinct on (%s) 1", "select distinct %s", "table %s",
            "insert into %s (%s) values (%s)", "insert into t select %s returning %s", "update %s as %s set %s = %s",
            "delete from %s as %s using %s where %s", "copy %s (%s) from stdin", "copy t from %s", "copy t to %s",
            "subscribe %s", "subscribe t as of %s up to %s", "subscribe t envelope upsert (key (%s))",
            "create table %s (%s int)", "create table t (a %s default %s)", "create table t (a int check (%s))",
            "create table t (%s) from source %s", "create view %s (%s) as select 1", "create index %s on %s (%s)",
            "create default index %s on t", "create materialized view %s in cluster %s as select %s",
            "create materialized view v in cluster c replica %s as select 1",
            "create source %s from load generator clock",
            "create source s from kafka connection %s (topic 'x') include key as %s expose progress as %s",
            "create source s from postgres connection p (text columns (%s, a.%s)) for tables (%s as %s)",
            "create sink %s in cluster %s from %s into kafka connection %s (topic 'a') key (%s) format json",
            "create sink %s from t into kafka connection c (topic %s)", "create secret %s as %s",
            "create connection %s to kafka (broker 'x' using ssh tunnel %s, user %s, password secret %s)",
            "create cluster %s (size 'x')", "create cluster %s (replicas (%s (size 'x')))",
            "create cluster replica %s.%s (size 'x')", "create role %s login", "create type %s as (%s int)",
            "create type t as list (element type %s)", "create database %s", "create schema %s", "drop table %s, %s",
            "drop role %s", "drop cluster %s", "alter cluster %s owner to %s", "comment on cluster %s is null",
            "show create cluster %s", "grant usage on cluster %s to %s", "explain timestamp for select %s",
            "alter connection %s owner to %s", "alter default privileges for role %s grant all on tables to %s",
            "drop cluster replica %s.%s", "alter table %s rename to %s", "alter view %s owner to %s",
            "alter cluster %s swap with %s", "alter role %s set %s = %s", "alter role %s password null",
            "alter system set %s = %s", "alter system reset %s", "alter secret %s as 'a'",
            "comment on table %s is null",
            "grant %s to %s", "grant %s, %s to %s", "revoke %s from %s", "grant select on %s to %s",
            "grant select on %s, a.%s to %s", "grant usage on schema %s to %s",
            "grant all on all tables in schema %s to x",
            "reassign owned by %s to %s", "set %s = %s", "set %s to 'a', %s", "set local %s = 1", "reset %s", "show %s",
            "show tables from %s", "show indexes on %s in cluster %s", "show privileges for %s", "show create table %s",
            "show columns from %s", "declare %s cursor for select 1", "fetch %s", "fetch all from %s", "close %s",
            "prepare %s as select 1", "execute %s (%s)", "deallocate %s", "validate connection %s",
            "explain optimized plan for view %s", "explain select %s");

    @Test
    void quotedWordsStayNames() throws IOException {
        TreeSet<String> words = new TreeSet<>();
        for (Path spec : List.of("query", "expression", "source", "relation", "session", "show", "alter", "privilege")
                .stream().map(name -> Path.of("src/test/resources/dev/mizu/sqlparser/" + name + ".spec")).toList()) {
            for (String word : Files.readString(spec).toLowerCase(Locale.ROOT).split("[^a-z_]+")) {
                if (!word.isEmpty()) {
                    words.add(word);
                }
            }
        }
        assertThat(words).hasSizeGreaterThan(300);
        List<String> broken = new ArrayList<>();
        for (String template : TEMPLATES) {
            for (String word : words) {
                check(template.replace("%s", '"' + word + '"'), broken);
            }
        }
        assertThat(broken).isEmpty();
    }

    private static void check(String sql, List<String> broken) {
        try {
            var statement = Parser.parseStatement(sql);
            GoldenTest.assertSame(statement,
                    Parser.parseStatement(SqlPrinter.print(statement, Mode.EXACT)));
        } catch (SqlException | AssertionError e) {
            broken.add(sql + ": " + e.getMessage().lines().findFirst().orElse(""));
        }
    }
}
