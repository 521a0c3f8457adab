package dev.mizu.sqlparser.lex;

import java.util.Arrays;

/**
 * The words of the grammar that are met most, as a hash table over stretches of text: a known word becomes a token
 * without an allocation, whatever its case. Unknown words cost one string each and nothing else.
 */
final class KnownWords {
    private static final String WORDS = """
            select from where group by having order limit offset fetch union except intersect all distinct as on using
            join inner left right full outer cross natural lateral with mutually recursive values table insert into
            update set delete returning default and or not is null true false between in like ilike escape case when
            then else end cast exists any some array list map row interval collate at time zone asc desc nulls first
            last filter over partition rows range groups unbounded preceding following current create alter drop show
            explain view materialized index source sink connection secret cluster replica database schema type role
            if replace temp temporary to begin start transaction work commit rollback abort prepare execute deallocate
            declare cursor for close subscribe tail copy stdin stdout plan of up isolation level read only write
            serializable strict extract position substring trim overlay operator count sum min max avg coalesce now
            int int2 int4 int8 integer bigint smallint text varchar char numeric decimal float8 float4 double precision
            real bool boolean date timestamp timestamptz jsonb uuid bytea a b c d e i k n t v x y z id name key value
            public pg_catalog mz_catalog oid relname nspname pg_class pg_namespace pg_type pg_attribute options owner
            """;
    private static final int SIZE = 1024;
    private static final String[] TABLE = new String[SIZE];

    static {
        Arrays.fill(TABLE, "");
        for (String word : WORDS.strip().split("\\s+")) {
            int slot = hash(word, 0, word.length()) & SIZE - 1;
            while (!TABLE[slot].isEmpty()) {
                slot = slot + 1 & SIZE - 1;
            }
            TABLE[slot] = word.intern();
        }
    }

    private KnownWords() {}

    /** The folded word of {@code text} between the offsets. */
    static String fold(String text, int start, int end) {
        int slot = hash(text, start, end) & SIZE - 1;
        for (String known = TABLE[slot]; !known.isEmpty(); known = TABLE[slot]) {
            if (same(known, text, start, end)) {
                return known;
            }
            slot = slot + 1 & SIZE - 1;
        }
        return lower(text, start, end);
    }

    private static boolean same(String known, String text, int start, int end) {
        int length = end - start;
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != lower(text.charAt(start + i))) {
                return false;
            }
        }
        return true;
    }

    private static String lower(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                char[] chars = new char[end - start];
                for (int j = start; j < end; j++) {
                    chars[j - start] = lower(text.charAt(j));
                }
                return new String(chars);
            }
        }
        return text.substring(start, end);
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }

    private static int hash(String text, int start, int end) {
        int hash = end - start;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + lower(text.charAt(i));
        }
        return hash ^ hash >>> 10;
    }
}
