package dev.mizu.expr.text;

import java.util.function.IntPredicate;

/** Positions in a text counted in code points, as SQL counts characters. */
public final class CodePoints {
    private CodePoints() {}

    public static int count(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The offset of character {@code index}, from 0; the text's end where it is shorter. */
    public static int offset(String text, long index) {
        if (index <= 0) {
            return 0;
        }
        int offset = 0;
        for (long i = 0; i < index && offset < text.length(); i++) {
            offset += Character.isHighSurrogate(text.charAt(offset)) && offset + 1 < text.length() ? 2 : 1;
        }
        return offset;
    }

    /** The characters from {@code from} on, up to (not with) {@code to}; what lies outside of the text is left out. */
    public static String slice(String text, long from, long to) {
        if (to <= Math.max(from, 0)) {
            return "";
        }
        int start = offset(text, from);
        int end = start + offset(text.substring(start), to - Math.max(from, 0));
        return text.substring(start, end);
    }

    /** The text without the characters at its start (and end) that {@code unwanted} names. */
    public static String trim(String text, IntPredicate unwanted, boolean start, boolean end) {
        int from = 0;
        int to = text.length();
        while (start && from < to && unwanted.test(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (end && from < to && unwanted.test(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }
}
