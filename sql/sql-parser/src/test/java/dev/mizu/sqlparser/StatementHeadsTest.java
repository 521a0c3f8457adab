package dev.mizu.sqlparser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.base.error.SqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * The first words of every statement of the language reference. Cut off there, a statement must fail because it is
 * cut off or be refused by name; it must never be unknown.
 */
final class StatementHeadsTest {
    private static final String OBJECTS = "table t, view v, materialized view v, source s, sink s, index i, type t,"
            + " secret s, connection c, continual task t, database d, schema s, cluster c, cluster replica c.r, role r,"
            + " network policy p";

    /** Heads that must lead somewhere: complete, or in want of more. */
    private static List<String> known() {
        List<String> heads = new ArrayList<>(List.of("select", "with a as", "values", "table t", "subscribe", "tail",
                "insert into", "update", "delete from", "copy", "create temp table", "create temporary view",
                "create or replace view", "create or replace materialized view", "create default index",
                "create replacement materialized view", "create materialized source", "create subsource",
                "create user", "alter user r", "drop user", "alter system set", "alter system reset all",
                "alter notice", "alter default privileges for", "drop owned by", "reassign owned by", "comment on",
                "grant", "revoke", "set", "set local", "set session", "set time zone", "set transaction",
                "set session characteristics as transaction", "reset", "show", "show all", "show time zone",
                "show transaction isolation level", "begin", "start transaction", "commit", "rollback", "abort",
                "end", "declare c cursor for", "fetch", "close", "prepare p as", "execute", "deallocate", "discard",
                "raise", "validate connection", "inspect shard", "explain", "explain raw plan for",
                "explain timestamp for", "explain filter pushdown for", "explain key schema for create sink",
                "explain value schema for create sink", "explain analyze cluster", "explain analyze cpu for index",
                "alter source s add subsource", "alter sink s set from", "alter materialized view v apply replacement",
                "alter table t add column", "alter cluster c swap with", "alter schema s swap with",
                "alter secret s as"));
        for (String object : OBJECTS.split(", ")) {
            heads.add("create " + object.substring(0, object.lastIndexOf(' ')));
            heads.add("drop " + object.substring(0, object.lastIndexOf(' ')));
            heads.add("drop " + object.substring(0, object.lastIndexOf(' ')) + " if exists");
            heads.add("alter " + object);
            heads.add("show create " + object);
            heads.add("comment on " + object + " is");
        }
        return heads;
    }

    @Test
    void knownHeadsLeadSomewhere() {
        for (String head : known()) {
            try {
                Parser.parseStatements(head);
            } catch (SqlException e) {
                String message = e.getMessage();
                assertThat(e.error().code().equals("0A000") || message.endsWith("found end of input"))
                        .as(head + ": " + message).isTrue();
            }
        }
    }

    @Test
    void foreignHeadsAreRefusedByName() {
        for (String head : List.of("listen x", "notify x", "lock table t", "vacuum", "analyze t", "merge into t",
                "truncate t", "call f()", "do 'x'", "savepoint s", "release s", "create sequence s",
                "create function f()", "create trigger t", "create rule r", "create extension x", "drop function f",
                "drop sequence s", "create user u", "alter sequence s", "drop subsource s")) {
            try {
                Parser.parseStatements(head);
                assertThat(false).as(head).isTrue();
            } catch (SqlException e) {
                assertThat(e.error().code()).as(head).isEqualTo("0A000");
                assertThat(e.getMessage().toLowerCase(Locale.ROOT)).startsWith(head.split(" ")[0]);
            }
        }
    }
}
