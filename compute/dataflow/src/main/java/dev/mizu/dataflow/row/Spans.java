package dev.mizu.dataflow.row;

import java.util.Arrays;

/**
 * Hands out blocks from spans of 32 KB, each for one size class; a span whose blocks are all free again serves any
 * class. So what groups leave behind as they grow through the classes is not lost. Blocks above a quarter of a span
 * get whole spans. Knows addresses only; a free block's first word links to the next one. One thread.
 */
@SuppressWarnings("NullAway") // an empty place of its arrays is null, and is never read
final class Spans {
    static final int SHIFT = 12;
    static final int SPAN_WORDS = 1 << SHIFT;
    private static final int SPANS_A_PAGE = 1 << PageMath.SHIFT - SHIFT;
    private static final int MOST_WORDS = SPAN_WORDS / 4;
    private static final int NONE = -1;

    private final Pages pages;
    private int next;
    private Span[] spans = new Span[16];
    private final Stack free = new Stack();
    private final Stack[] freeRuns = new Stack[SPANS_A_PAGE + 1];
    private Stack[] partial = new Stack[0];
    private int[] current = new int[0];

    /** One span in use. */
    private static final class Span {
        int sizeClass;
        int live;
        int freeHead;
        int bump;
        boolean listed;
    }

    /** Numbers, last in first out. */
    private static final class Stack {
        private int[] numbers = new int[4];
        private int size;

        void push(int number) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, size * 2);
            }
            numbers[size++] = number;
        }

        int pop() {
            return size == 0 ? NONE : numbers[--size];
        }
    }

    /** Spans of the pages from the second on. */
    Spans(Pages pages) {
        this.pages = pages;
        this.next = SPANS_A_PAGE;
    }

    int allocate(int sizeClass, int words) {
        if (words > MOST_WORDS) {
            return run(words) << SHIFT;
        }
        if (sizeClass >= current.length) {
            int length = sizeClass + 8;
            int known = current.length;
            current = Arrays.copyOf(current, length);
            partial = Arrays.copyOf(partial, length);
            Arrays.fill(current, known, length, NONE);
        }
        int number = current[sizeClass];
        if (number == NONE || full(spans[number], words)) {
            number = roomy(sizeClass, words);
            current[sizeClass] = number;
        }
        Span span = spans[number];
        span.live++;
        if (span.freeHead != 0) {
            int address = span.freeHead;
            span.freeHead = (int) pages.get(address, 0);
            return address;
        }
        int address = (number << SHIFT) + span.bump;
        span.bump += words;
        return address;
    }

    private static boolean full(Span span, int words) {
        return span.freeHead == 0 && span.bump + words > SPAN_WORDS;
    }

    private int roomy(int sizeClass, int words) {
        Stack candidates = partial[sizeClass];
        for (int number = candidates == null ? NONE : candidates.pop(); number != NONE; number = candidates.pop()) {
            Span span = spans[number];
            // A span that was given back since may serve another class now.
            if (span != null && span.sizeClass == sizeClass && span.listed) {
                span.listed = false;
                if (!full(span, words)) {
                    return number;
                }
            }
        }
        int number = free.pop();
        if (number == NONE) {
            number = fresh(1);
        }
        Span span = new Span();
        span.sizeClass = sizeClass;
        spans[number] = span;
        return number;
    }

    /** Consecutive spans that were never used, all in one page. */
    private int fresh(int count) {
        int left = SPANS_A_PAGE - (next & SPANS_A_PAGE - 1);
        if (left < count) {
            for (int i = 0; i < left; i++) {
                free.push(next++);
            }
        }
        int number = next;
        next += count;
        pages.ensurePage(number >>> PageMath.SHIFT - SHIFT);
        if (next > spans.length) {
            spans = Arrays.copyOf(spans, Math.max(next, spans.length * 2));
        }
        return number;
    }

    private int run(int words) {
        int count = words + SPAN_WORDS - 1 >>> SHIFT;
        int number = freeRuns[count] == null ? NONE : freeRuns[count].pop();
        return number != NONE ? number : count == 1 && free.size > 0 ? free.pop() : fresh(count);
    }

    void free(int address, int sizeClass, int words) {
        int number = address >>> SHIFT;
        if (words > MOST_WORDS) {
            int count = words + SPAN_WORDS - 1 >>> SHIFT;
            if (count == 1) {
                free.push(number);
            } else {
                freeRuns[count] = freeRuns[count] == null ? new Stack() : freeRuns[count];
                freeRuns[count].push(number);
            }
            return;
        }
        Span span = spans[number];
        span.live--;
        if (span.live == 0 && current[sizeClass] != number) {
            spans[number] = null;
            free.push(number);
            return;
        }
        pages.set(address, 0, Integer.toUnsignedLong(span.freeHead));
        span.freeHead = address;
        if (!span.listed && current[sizeClass] != number) {
            span.listed = true;
            partial[sizeClass] = partial[sizeClass] == null ? new Stack() : partial[sizeClass];
            partial[sizeClass].push(number);
        }
    }

    /** Bytes of the bookkeeping. */
    long bytes() {
        return spans.length * 8L + (next - SPANS_A_PAGE) * 32L + current.length * 12L;
    }
}
