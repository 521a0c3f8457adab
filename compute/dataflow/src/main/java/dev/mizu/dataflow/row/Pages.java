package dev.mizu.dataflow.row;

import dev.mizu.base.Check;
import java.util.Arrays;

/**
 * A space of 64-bit words in pages of 256 KB, with an allocator of blocks by size class. The
 * first page starts small and grows; what does not fit there comes from {@link Spans}. An address is a 31-bit
 * word position (16 GB a space); no block crosses a page, and word 0 is nobody's and 0. All access goes through
 * the methods here, so that pages may live elsewhere. Owned by one thread.
 */
public final class Pages {
    /** Words of a full page; pages stay far below half a garbage collector region. */
    static final int PAGE_WORDS = 1 << PageMath.SHIFT;

    /** The largest block that can be allocated. */
    public static final int MAX_BLOCK_WORDS = PAGE_WORDS;

    private static final int FIRST_PAGE_WORDS = 64;
    private static final int MASK = PAGE_WORDS - 1;
    private static final int CHAIN_WORDS = PAGE_WORDS / 2;

    private long[][] pages = {new long[FIRST_PAGE_WORDS]};
    private int pageCount = 1;
    private int bump = 1;
    private long liveWords;
    private int[] freeLists = new int[16];
    private Spans spans = new Spans(this);

    /** The word at {@code address + offset}, which lies in the same block. */
    public long get(int address, int offset) {
        return pages[address >>> PageMath.SHIFT][(address & MASK) + offset];
    }

    public void set(int address, int offset, long value) {
        pages[address >>> PageMath.SHIFT][(address & MASK) + offset] = value;
    }

    /**
     * Whether {@code count} words at {@code address} equal those at {@code from} of {@code words}. None may be asked
     * of just behind a page, which is where rows without value columns end.
     */
    public boolean equal(int address, long[] words, int from, int count) {
        if (count == 0) {
            return true;
        }
        long[] page = pages[address >>> PageMath.SHIFT];
        int at = address & MASK;
        for (int i = 0; i < count; i++) {
            if (page[at + i] != words[from + i]) {
                return false;
            }
        }
        return true;
    }

    /** Copies words in from outside. */
    public void copyIn(long[] words, int from, int address, int count) {
        if (count == 0) {
            return;
        }
        long[] page = pages[address >>> PageMath.SHIFT];
        int at = address & MASK;
        if (count > 8) {
            System.arraycopy(words, from, page, at, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            page[at + i] = words[from + i];
        }
    }

    /** Copies words out. */
    public void copyOut(int address, long[] words, int to, int count) {
        if (count == 0) {
            return;
        }
        System.arraycopy(pages[address >>> PageMath.SHIFT], address & MASK, words, to, count);
    }

    /** Moves {@code count} words, overlapping or not. No words at all may lie just behind a page, here and above. */
    public void move(int from, int to, int count) {
        if (count == 0) {
            return;
        }
        System.arraycopy(pages[from >>> PageMath.SHIFT], from & MASK, pages[to >>> PageMath.SHIFT], to & MASK, count);
    }

    /** A block of at least {@code words} words; its contents are undefined. */
    public int allocate(int words) {
        int sizeClass = PageMath.sizeClass(words);
        int size = PageMath.classWords(sizeClass);
        Check.that(size <= PAGE_WORDS, "a block of %d words exceeds a page", words);
        liveWords += size;
        if (sizeClass < freeLists.length && freeLists[sizeClass] != 0) {
            int address = freeLists[sizeClass];
            freeLists[sizeClass] = (int) get(address, 0);
            return address;
        }
        if (bump + size > PAGE_WORDS) {
            return spans.allocate(sizeClass, size);
        }
        long[] first = pages[0];
        if (bump + size > first.length) {
            int grown = Math.max(first.length * 2, Integer.highestOneBit(bump + size) * 2);
            pages[0] = Arrays.copyOf(first, Math.min(PAGE_WORDS, grown));
        }
        int address = bump;
        bump += size;
        return address;
    }

    /** Makes a page of a number not beyond the next. */
    void ensurePage(int page) {
        if (page == pageCount) {
            Check.that(pageCount < 1 << 31 - PageMath.SHIFT, "a page space is full");
            if (pageCount == pages.length) {
                pages = Arrays.copyOf(pages, pageCount * 2);
            }
            pages[pageCount++] = new long[PAGE_WORDS];
        }
    }

    /** Gives back a block that was allocated with the same {@code words}. */
    public void free(int address, int words) {
        int sizeClass = PageMath.sizeClass(words);
        int size = PageMath.classWords(sizeClass);
        liveWords -= size;
        if (address >>> PageMath.SHIFT > 0) {
            spans.free(address, sizeClass, size);
            return;
        }
        if (sizeClass >= freeLists.length) {
            freeLists = Arrays.copyOf(freeLists, sizeClass + 16);
        }
        set(address, 0, Integer.toUnsignedLong(freeLists[sizeClass]));
        freeLists[sizeClass] = address;
    }

    /** Forgets everything, keeping one page. */
    public void clear() {
        if (pageCount > 1) {
            pages = new long[][] {pages[0]};
            pageCount = 1;
        }
        bump = 1;
        spans = new Spans(this);
        liveWords = 0;
        Arrays.fill(freeLists, 0);
    }

    /** Stores bytes; those of {@code length} 0 too. The length is the caller's to remember. */
    public int storeBytes(byte[] source, int from, int length) {
        int words = (length + 7) >>> 3;
        if (words <= CHAIN_WORDS) {
            int address = allocate(Math.max(words, 1));
            packWords(source, from, length, address);
            return address;
        }
        int head = allocate(CHAIN_WORDS);
        int chunkBytes = (CHAIN_WORDS - 1) * 8;
        packWords(source, from, chunkBytes, head + 1);
        set(head, 0, Integer.toUnsignedLong(storeBytes(source, from + chunkBytes, length - chunkBytes)));
        return head;
    }

    /** Copies stored bytes out. */
    public void loadBytes(int address, int length, byte[] target, int to) {
        int chunkBytes = (CHAIN_WORDS - 1) * 8;
        int at = address;
        int left = length;
        int position = to;
        while (left + 7 >>> 3 > CHAIN_WORDS) {
            PageMath.unpack(pages[at >>> PageMath.SHIFT], (at & MASK) + 1, target, position, chunkBytes);
            at = (int) get(at, 0);
            left -= chunkBytes;
            position += chunkBytes;
        }
        PageMath.unpack(pages[at >>> PageMath.SHIFT], at & MASK, target, position, left);
    }

    /** Gives back what {@link #storeBytes} took. */
    public void freeBytes(int address, int length) {
        int at = address;
        int left = length;
        while (left + 7 >>> 3 > CHAIN_WORDS) {
            int next = (int) get(at, 0);
            free(at, CHAIN_WORDS);
            at = next;
            left -= (CHAIN_WORDS - 1) * 8;
        }
        free(at, Math.max(left + 7 >>> 3, 1));
    }

    private void packWords(byte[] source, int from, int length, int address) {
        PageMath.pack(source, from, length, pages[address >>> PageMath.SHIFT], address & MASK);
    }

    /** Bytes held, free blocks included: what the process pays. */
    public long bytes() {
        long words = 0;
        for (int i = 0; i < pageCount; i++) {
            words += pages[i].length;
        }
        return words * 8 + pages.length * 4L + freeLists.length * 4L + spans.bytes();
    }

    /** Bytes in blocks that are in use. */
    public long liveBytes() {
        return liveWords * 8;
    }
}
