package dev.mizu.acceptance.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.acceptance.feed.ChangeFeed.Change;
import dev.mizu.acceptance.feed.ChangeFeed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** Holds what subscribes pushed against a recomputation, at every time that they closed. */
final class FeedCheck {
    private final Cursor seen;
    private final Cursor customers;
    private final Cursor perRegion;
    private final Cursor topCustomers;

    FeedCheck(List<Change> seen, List<Change> customers, List<Change> perRegion, List<Change> topCustomers) {
        this.seen = new Cursor("seen", seen);
        this.customers = new Cursor("customers", customers);
        this.perRegion = new Cursor("per_region", perRegion);
        this.topCustomers = new Cursor("top_customers", topCustomers);
    }

    /** Checks all times up to and including {@code end}; returns how many there were. */
    int check(Shop shop, long end) {
        List<Cursor> all = List.of(seen, customers, perRegion, topCustomers);
        NavigableSet<Long> times = new TreeSet<>();
        all.forEach(cursor -> cursor.changes.forEach(change -> times.add(change.time())));
        // Before that some feed has not begun.
        long start = all.stream().mapToLong(Cursor::start).max().orElseThrow();
        int checked = 0;
        for (long time : times.headSet(end, true)) {
            all.forEach(cursor -> cursor.advance(time));
            if (time < start) {
                continue;
            }
            Moment.bring(shop, seen.content, customers.content);
            assertThat(perRegion.content).as("per_region at %d", time).isEqualTo(shop.perRegion());
            assertThat(topCustomers.content).as("top_customers at %d", time).isEqualTo(shop.topCustomers());
            checked++;
        }
        return checked;
    }

    private static final class Cursor {
        private final String name;
        private final List<Change> changes;
        private final Map<List<String>, Long> content = new HashMap<>();
        private int next;

        Cursor(String name, List<Change> changes) {
            this.name = name;
            this.changes = new ArrayList<>(changes);
        }

        long start() {
            return changes.isEmpty() ? Long.MIN_VALUE : changes.getFirst().time();
        }

        void advance(long time) {
            Set<List<String>> touched = new HashSet<>();
            while (next < changes.size() && changes.get(next).time() <= time) {
                Change change = changes.get(next++);
                assertThat(touched.add(change.values())).as("%s: %s once at %d", name, change.values(), time).isTrue();
                ChangeFeed.apply(content, change);
            }
            assertThat(content.values()).as("%s at %d", name, time).allMatch(count -> count == 1);
        }
    }
}
