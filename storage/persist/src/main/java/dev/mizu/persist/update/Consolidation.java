package dev.mizu.persist.update;


/**
 * Sorting and summing of one batch. Sorts an index of (first eight bytes of the row, position) pairs as longs first, so
 * that most comparisons never touch the heap.
 */
final class Consolidation {
    private Consolidation() {}

    static Updates consolidate(Updates updates) {
        int n = updates.size();
        if (isConsolidated(updates)) {
            return updates;
        }
        int[] order = sortedOrder(updates);
        UpdatesBuilder out = Updates.builder();
        int i = 0;
        while (i < n) {
            int first = order[i];
            long sum = updates.diff(first);
            int j = i + 1;
            while (j < n && sameRowAndTime(updates, first, order[j])) {
                sum += updates.diff(order[j]);
                j++;
            }
            if (sum != 0) {
                out.addFrom(updates, first, updates.time(first), sum);
            }
            i = j;
        }
        return out.build();
    }

    private static boolean sameRowAndTime(Updates updates, int a, int b) {
        return updates.time(a) == updates.time(b) && Updates.compareRows(updates, a, updates, b) == 0;
    }

    private static boolean isConsolidated(Updates updates) {
        for (int i = 0; i < updates.size(); i++) {
            if (updates.diff(i) == 0 || i > 0 && compare(updates, i - 1, i) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static int compare(Updates updates, int a, int b) {
        int byRow = Updates.compareRows(updates, a, updates, b);
        return byRow != 0 ? byRow : Long.compare(updates.time(a), updates.time(b));
    }

    private static int[] sortedOrder(Updates updates) {
        int n = updates.size();
        long[] prefixes = new long[n];
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            prefixes[i] = updates.rowPrefix(i);
            order[i] = i;
        }
        mergeSort(updates, prefixes, order);
        return order;
    }

    /** Bottom-up merge sort of {@code order}: stable, no boxing, runs of 16 by insertion. */
    private static void mergeSort(Updates updates, long[] prefixes, int[] order) {
        int n = order.length;
        for (int start = 0; start < n; start += 16) {
            insertionSort(updates, prefixes, order, start, Math.min(n, start + 16));
        }
        int[] from = order;
        int[] to = new int[n];
        for (int width = 16; width < n; width *= 2) {
            for (int start = 0; start < n; start += 2 * width) {
                int middle = Math.min(n, start + width);
                merge(new Halves(updates, prefixes, from, to), start, middle, Math.min(n, middle + width));
            }
            int[] swap = from;
            from = to;
            to = swap;
            if (width > n / 2) {
                break;
            }
        }
        if (from != order) {
            System.arraycopy(from, 0, order, 0, n);
        }
    }

    private record Halves(Updates updates, long[] prefixes, int[] from, int[] to) {}

    private static void merge(Halves halves, int start, int middle, int end) {
        int[] from = halves.from();
        int[] to = halves.to();
        int left = start;
        int right = middle;
        for (int out = start; out < end; out++) {
            boolean takeLeft = right >= end
                    || left < middle && compare(halves.updates(), halves.prefixes(), from[left], from[right]) <= 0;
            to[out] = takeLeft ? from[left++] : from[right++];
        }
    }

    private static void insertionSort(Updates updates, long[] prefixes, int[] order, int start, int end) {
        for (int i = start + 1; i < end; i++) {
            int moved = order[i];
            int j = i - 1;
            while (j >= start && compare(updates, prefixes, order[j], moved) > 0) {
                order[j + 1] = order[j];
                j--;
            }
            order[j + 1] = moved;
        }
    }

    private static int compare(Updates updates, long[] prefixes, int a, int b) {
        int byPrefix = Long.compare(prefixes[a], prefixes[b]);
        return byPrefix != 0 ? byPrefix : compare(updates, a, b);
    }
}
