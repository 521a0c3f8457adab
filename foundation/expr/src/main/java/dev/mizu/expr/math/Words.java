package dev.mizu.expr.math;

import java.math.BigInteger;

/**
 * Signed integers of n 64-bit words in a slice of an array, two's complement, lowest word first. Sums wrap at the
 * width, so whatever is added and taken away again cancels exactly.
 */
public final class Words {
    private Words() {}

    /** Adds {@code a * b}. */
    public static void addProduct(long[] words, int at, int n, long a, long b) {
        long low = a * b;
        long high = Math.multiplyHigh(a, b);
        addShifted(words, at, n, low, high);
    }

    /** Adds a 128-bit number whose high word carries the sign. */
    private static void addShifted(long[] words, int at, int n, long low, long high) {
        long sum = words[at] + low;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        words[at] = sum;
        long extension = high >> 63;
        for (int i = 1; i < n; i++) {
            long part = i == 1 ? high : extension;
            long with = words[at + i] + part;
            long out = Long.compareUnsigned(with, part) < 0 ? 1 : 0;
            long total = with + carry;
            out += total == 0 && carry == 1 ? 1 : 0;
            words[at + i] = total;
            carry = out;
        }
    }

    /** Adds {@code factor * magnitude}, the latter unsigned words. */
    public static void addMultiple(long[] words, int at, int n, long factor, long[] magnitude) {
        long times = Math.abs(factor);
        long high = 0;
        long carry = 0;
        for (int i = 0; i < n; i++) {
            long part;
            if (i < magnitude.length) {
                part = times * magnitude[i] + high;
                high = Math.unsignedMultiplyHigh(times, magnitude[i]) + (Long.compareUnsigned(part, high) < 0 ? 1 : 0);
            } else {
                part = high;
                high = 0;
            }
            long old = words[at + i];
            if (factor >= 0) {
                long with = old + part;
                long total = with + carry;
                carry = (Long.compareUnsigned(with, part) < 0 ? 1 : 0) + (total == 0 && carry == 1 ? 1 : 0);
                words[at + i] = total;
            } else {
                long with = old - part;
                long total = with - carry;
                carry = (Long.compareUnsigned(old, part) < 0 ? 1 : 0) + (with == 0 && carry == 1 ? 1 : 0);
                words[at + i] = total;
            }
        }
    }

    /** Adds any integer that fits. */
    public static void add(long[] words, int at, int n, BigInteger value) {
        long carry = 0;
        BigInteger rest = value;
        for (int i = 0; i < n; i++) {
            long part = rest.longValue();
            rest = rest.shiftRight(64);
            long with = words[at + i] + part;
            long total = with + carry;
            carry = (Long.compareUnsigned(with, part) < 0 ? 1 : 0) + (total == 0 && carry == 1 ? 1 : 0);
            words[at + i] = total;
        }
    }

    /** The integer that the words hold. */
    public static BigInteger read(long[] words, int at, int n) {
        byte[] bytes = new byte[n * 8];
        for (int i = 0; i < n; i++) {
            long word = words[at + n - 1 - i];
            for (int b = 0; b < 8; b++) {
                bytes[i * 8 + b] = (byte) (word >>> (56 - b * 8));
            }
        }
        return new BigInteger(bytes);
    }

    /** The unsigned words of a number that is not negative. */
    public static long[] magnitude(BigInteger value) {
        long[] words = new long[(value.bitLength() + 63) / 64];
        BigInteger rest = value;
        for (int i = 0; i < words.length; i++) {
            words[i] = rest.longValue();
            rest = rest.shiftRight(64);
        }
        return words;
    }
}
