package dev.mizu.dataflow.operator;

import dev.mizu.base.Check;
import dev.mizu.dataflow.arrangement.Arrangement;
import dev.mizu.dataflow.arrangement.View;
import dev.mizu.dataflow.row.EncodedRows;
import dev.mizu.dataflow.row.RowLayout;
import dev.mizu.dataflow.row.RowMatches;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import dev.mizu.repr.batch.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Equijoin of two or more relations over their arrangements, without state of its own (a delta join). Input i is the
 * updates of relation i; one path for each relation takes them through arrangements of all others. Relations are
 * ranked; the path of one sees those ranked before it with the current updates and those after it without, so every
 * combination of updates counts once. Rows with a NULL in a looked-up key match nothing.
 *
 * <p>Arrangements shared by another dataflow show complete times and rank first, since their updates come whole in a
 * tick's first push; arrangements of the own dataflow grow push by push. While hydrating there is nothing before the
 * tick, so the path of a shared relation matters only if all are shared and it ranks last.
 */
public final class Join implements Operator {
    private final List<Path> paths = new ArrayList<>();
    private final OutputRoom room;
    private final int[] rank;

    /** An arrangement of a relation as a path meets it. {@code shared}: it belongs to another dataflow. */
    public record Target(Arrangement arrangement, int relation, boolean shared) {}

    /**
     * One step of a path.
     *
     * @param key the columns of the stream that are looked up, in the order of the arrangement's key
     * @param stream the columns of the stream that go on
     * @param found the columns of the arrangement that go on, after those of the stream
     * @param then what is made of the rows next
     */
    public record Lookup(Target target, int[] key, int[] stream, int[] found, Optional<BatchFunction> then) {}

    /** The way of one relation's updates. {@code first} is applied before the first lookup. */
    public record Route(int relation, boolean shared, Optional<BatchFunction> first, List<Lookup> lookups) {
        public Route {
            lookups = List.copyOf(lookups);
        }
    }

    private record Stage(Lookup lookup, EncodedRows keys) {}

    private record Path(Route route, List<Stage> stages) {}

    /** A join with one route for each relation, in any order. */
    public Join(List<Route> routes) {
        this(routes, new OutputRoom());
    }

    /** The same, which gives no more at once than there is room for. */
    public Join(List<Route> routes, OutputRoom room) {
        this.room = room;
        rank = new int[routes.size()];
        List<Route> ranked = new ArrayList<>();
        routes.stream().filter(Route::shared).forEach(ranked::add);
        routes.stream().filter(route -> !route.shared()).forEach(ranked::add);
        for (Route route : ranked) {
            rank[route.relation()] = paths.size();
            List<Stage> stages = new ArrayList<>();
            for (Lookup lookup : route.lookups()) {
                RowLayout layout = lookup.target().arrangement().layout();
                List<PhysicalType> keyTypes = layout.types().subList(0, layout.keyColumns());
                Check.that(lookup.key().length == keyTypes.size(), "a lookup with another key");
                stages.add(new Stage(lookup, keys(keyTypes)));
            }
            paths.add(new Path(route, stages));
        }
    }

    private static EncodedRows keys(List<PhysicalType> types) {
        return new EncodedRows(new RowLayout(types, types.size())).skippingNullKeys();
    }

    @Override
    public Deltas step(Tick tick, List<Deltas> inputs) {
        List<ColumnBatch> rows = new ArrayList<>();
        Deltas errors = Deltas.EMPTY;
        for (Deltas input : inputs) {
            errors = errors.withErrors(input.errors());
        }
        room.clear();
        for (Path path : paths) {
            Deltas input = inputs.get(path.route().relation());
            if (!input.rows().isEmpty() && !skipped(tick, path.route())) {
                Deltas output = follow(tick, path, input.rows());
                rows.addAll(output.rows());
                errors = errors.withErrors(output.errors());
            }
        }
        return new Deltas(rows, errors.errors());
    }

    private boolean skipped(Tick tick, Route route) {
        return tick.hydrating() && route.shared() && rank[route.relation()] < rank.length - 1;
    }

    private Deltas follow(Tick tick, Path path, List<ColumnBatch> updates) {
        List<ColumnBatch> stream = updates;
        List<ColumnBatch> errors = new ArrayList<>();
        if (path.route().first().isPresent()) {
            stream = apply(path.route().first().get(), stream, errors);
        }
        for (Stage stage : path.stages()) {
            boolean after = rank[stage.lookup().target().relation()] < rank[path.route().relation()];
            List<ColumnBatch> next = new ArrayList<>();
            Consumer<ColumnBatch> sink = found -> {
                List<ColumnBatch> made = stage.lookup().then().isPresent()
                        ? apply(stage.lookup().then().get(), List.of(found), errors) : List.of(found);
                made.forEach(rows -> room.take(rows.size(), rows.columns().size()));
                next.addAll(made);
            };
            for (ColumnBatch batch : stream) {
                lookup(stage, view(stage.lookup().target(), tick, after), batch.withTime(tick.time()), sink);
            }
            stream = next;
            if (stream.isEmpty()) {
                break;
            }
        }
        return new Deltas(stream, errors);
    }

    private static View view(Target target, Tick tick, boolean after) {
        if (target.shared()) {
            return View.asOf(after ? tick.time() : tick.before());
        }
        return after ? View.AFTER : View.BEFORE;
    }

    private static List<ColumnBatch> apply(BatchFunction function, List<ColumnBatch> stream, List<ColumnBatch> errors) {
        List<ColumnBatch> out = new ArrayList<>(stream.size());
        for (ColumnBatch batch : stream) {
            Deltas deltas = function.apply(batch);
            for (ColumnBatch rows : deltas.rows()) {
                if (!rows.isEmpty()) {
                    out.add(rows);
                }
            }
            errors.addAll(deltas.errors());
        }
        return out;
    }

    private static void lookup(Stage stage, View view, ColumnBatch batch, Consumer<ColumnBatch> out) {
        Lookup lookup = stage.lookup();
        for (int from = 0; from < batch.size(); from += EncodedRows.CHUNK) {
            int start = from;
            stage.keys().encode(batch, lookup.key(), from, Math.min(batch.size(), from + EncodedRows.CHUNK));
            lookup.target().arrangement().lookup(stage.keys(), view, (matches, reader) -> {
                int[] rows = probed(matches, start);
                List<Vector> columns = new ArrayList<>(lookup.stream().length + lookup.found().length);
                for (int column : lookup.stream()) {
                    columns.add(batch.column(column).select(rows, matches.size()));
                }
                for (int column : lookup.found()) {
                    columns.add(reader.column(column, matches));
                }
                long[] diffs = new long[matches.size()];
                for (int i = 0; i < diffs.length; i++) {
                    diffs[i] = matches.diffs()[i] * batch.diffs()[rows[i]];
                }
                out.accept(new ColumnBatch(diffs.length, columns, diffs, batch.time()));
            });
        }
    }

    private static int[] probed(RowMatches matches, int start) {
        int[] rows = new int[matches.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = start + matches.probes()[i];
        }
        return rows;
    }
}
