package dev.mizu.acceptance.compare;

import dev.mizu.acceptance.feed.ChangeFeed;
import dev.mizu.acceptance.region.RegionUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A region, asked in every way there is. Its feeds run on threads of their own. */
public final class RegionEngine implements Engine {
    private static final int PATIENCE_SECONDS = 10;

    private final Supplier<RegionUnderTest> restart;
    private RegionUnderTest region;
    private final JdbcEngine inner;
    private final Map<String, ChangeFeed> feeds = new HashMap<>();

    /** {@code restart} ends the region and gives the one that stands in its place. */
    public RegionEngine(RegionUnderTest region, Supplier<RegionUnderTest> restart) {
        this.region = region;
        this.restart = restart;
        this.inner = JdbcEngine.connect("mizu", url(region), PATIENCE_SECONDS);
    }

    private static String url(RegionUnderTest region) {
        return "jdbc:postgresql://" + region.host() + ":" + region.sqlPort() + "/materialize?user=materialize";
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Set<Mode> modes() {
        return EnumSet.allOf(Mode.class);
    }

    @Override
    public Answer execute(String sql) {
        return inner.execute(sql);
    }

    @Override
    public Answer ask(Question question, Mode mode) {
        return inner.ask(question, mode);
    }

    @Override
    public Answer maintain(String view, Question question, Mode mode) {
        for (String sql : Engine.statements(view, question, mode)) {
            Answer made = inner.execute(sql);
            if (made.isError()) {
                return made;
            }
        }
        if (mode == Mode.SUBSCRIBED) {
            follow(view);
        }
        return new Answer(List.of(), List.of(), "");
    }

    private void follow(String view) {
        feeds.put(view, ChangeFeed.open(region, inner.schema() + "." + view));
    }

    @Override
    public Answer read(String view, Question question, Mode mode) {
        if (mode != Mode.SUBSCRIBED) {
            return inner.ask("SELECT * FROM " + view, question.kinds());
        }
        ChangeFeed feed = feeds.get(view);
        if (feed == null) {
            return Answer.failed("XXFED", "no feed");
        }
        Answer now = inner.ask("SELECT mz_now()", List.of(Kind.TEXT));
        long time = Long.parseLong(now.rows().getFirst());
        try {
            feed.awaitTime(time, Duration.ofSeconds(PATIENCE_SECONDS));
        } catch (IllegalStateException e) {
            return feed.end()
                    .map(end -> Answer.failed(String.valueOf(end.getSQLState()), String.valueOf(end.getMessage())))
                    .orElse(Answer.failed("57014", String.valueOf(e.getMessage())));
        }
        return content(feed, time, question.kinds());
    }

    private static Answer content(ChangeFeed feed, long time, List<Kind> kinds) {
        List<String> rows = new ArrayList<>();
        for (Map.Entry<List<String>, Long> entry : feed.contentAt(time).entrySet()) {
            List<String> row = new ArrayList<>();
            for (int i = 0; i < kinds.size(); i++) {
                String field = entry.getKey().get(i);
                row.add(field.equals("\\N") ? "NULL" : Printing.print(kinds.get(i), unescape(field)));
            }
            if (entry.getValue() < 0) {
                return Answer.failed("XXNEG", "a row has count " + entry.getValue() + ": " + row);
            }
            for (long copies = entry.getValue(); copies > 0; copies--) {
                rows.add(String.join(" | ", row));
            }
        }
        return feed.disorder().map(found -> Answer.failed("XXORD", found))
                .orElse(new Answer(List.of(), rows, ""));
    }

    private static String unescape(String field) {
        return field.replace("\\t", "\t").replace("\\n", "\n").replace("\\\\", "\\");
    }

    @Override
    public void restart() {
        Set<String> followed = Set.copyOf(feeds.keySet());
        feeds.values().forEach(ChangeFeed::close);
        feeds.clear();
        inner.pause();
        region = restart.get();
        inner.resume(url(region));
        followed.forEach(this::follow);
    }

    @Override
    public void close() {
        feeds.values().forEach(ChangeFeed::close);
        inner.close();
    }
}
