package dev.mizu.sqlparser.lex;

import java.util.Arrays;

/** The tokens of one text, by index, as columns; the last is always {@link TokenKind#END}. */
public final class Tokens {
    private final String source;
    private TokenKind[] kinds;
    private String[] texts;
    private int[] starts;
    private int[] ends;
    private int[] positions = {};
    private int count;

    Tokens(String source) {
        this.source = source;
        int guess = source.length() / 4 + 8;
        kinds = new TokenKind[guess];
        texts = new String[guess];
        starts = new int[guess];
        ends = new int[guess];
    }

    void add(TokenKind kind, String text, int start, int end) {
        if (count == kinds.length) {
            int larger = count * 2;
            kinds = Arrays.copyOf(kinds, larger);
            texts = Arrays.copyOf(texts, larger);
            starts = Arrays.copyOf(starts, larger);
            ends = Arrays.copyOf(ends, larger);
        }
        kinds[count] = kind;
        texts[count] = text;
        starts[count] = start;
        ends[count] = end;
        count++;
    }

    /** Offsets in UTF-16 units equal offsets in code points unless the text has surrogates: then they are counted. */
    Tokens finish() {
        if (source.codePointCount(0, source.length()) != source.length()) {
            positions = new int[count];
            int offset = 0;
            int points = 0;
            for (int i = 0; i < count; i++) {
                points += source.codePointCount(offset, starts[i]);
                offset = starts[i];
                positions[i] = points + 1;
            }
        }
        return this;
    }

    public int count() {
        return count;
    }

    public TokenKind kind(int index) {
        return kinds[index];
    }

    /** The token's meaning: a folded word, an unescaped string, a symbol. */
    public String text(int index) {
        return texts[index];
    }

    /** 1-based offset in code points. */
    public int position(int index) {
        return positions.length == 0 ? starts[index] + 1 : positions[index];
    }

    /** The source from one token's start to another's end. */
    public String source(int first, int last) {
        return source.substring(starts[first], ends[last]);
    }

    /** Whether no blank separates the token from the one before it. */
    public boolean adjoins(int index) {
        return index > 0 && ends[index - 1] == starts[index];
    }
}
