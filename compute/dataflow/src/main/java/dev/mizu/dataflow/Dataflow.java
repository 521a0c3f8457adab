package dev.mizu.dataflow;

import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.dataflow.operator.Operator;
import dev.mizu.dataflow.operator.Tick;
import dev.mizu.repr.time.Timestamps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A running plan: operators in an order in which inputs come first, worked off tick by tick. The first tick, at the
 * as-of, takes the snapshot of all sources in pushes of bounded size, as it comes; later ticks wait until all sources
 * are complete past them. Its upper is arithmetic over its sources' frontiers and the updates that wait, so that an
 * idle dataflow advances without being run. Owned by the replica's loop.
 */
public final class Dataflow {
    private final String name;
    private final long asOf;
    private final long until;
    private final List<Source> sources = new ArrayList<>();
    private final Map<Integer, Integer> sourceOfNode = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Trace> exports = new ArrayList<>();
    private final Progress progress = new Progress();
    private boolean keepTimes;
    private boolean hydrateWhole;
    private Runnable onWork = () -> {};

    /** How far the dataflow is. */
    private static final class Progress {
        boolean hydrated;
        boolean closed;
        /** Where a dataflow that failed came to stand, -1 for all others. */
        long stuckAt = -1;
        /** The tick being worked, -1 between ticks. */
        long current = -1;
        long before = -1;
    }

    Dataflow(String name, long asOf, long until) {
        this.name = name;
        this.asOf = asOf;
        this.until = until;
    }

    int addSource(Source source) {
        sources.add(source);
        return sources.size() - 1;
    }

    int addNode(Node node) {
        nodes.add(node);
        return nodes.size() - 1;
    }

    void bindSource(int source, int node) {
        sourceOfNode.put(node, source);
    }

    void addExport(Trace trace) {
        exports.add(trace);
        trace.followUpper(this::upper);
    }

    void keepTimes() {
        keepTimes = true;
    }

    void hydrateWhole() {
        hydrateWhole = true;
    }

    /** What to call when there may be work; set by the scheduler. */
    void onWork(Runnable work) {
        onWork = work;
        work.run();
    }

    void wake() {
        onWork.run();
    }

    public String name() {
        return name;
    }

    public long asOf() {
        return asOf;
    }

    /** The source made by {@link DataflowBuilder#input} or a constant, whose stream this is. */
    public FedInput input(Stream stream) {
        return (FedInput) sources.get(Objects.requireNonNull(sourceOfNode.get(stream.node())));
    }

    /** Whether the as-of's tick is done. */
    public boolean hydrated() {
        return progress.hydrated;
    }

    /** All outputs are complete before this time. */
    public long upper() {
        if (progress.closed) {
            return progress.stuckAt >= 0 ? progress.stuckAt : Timestamps.CLOSED;
        }
        if (!progress.hydrated) {
            return asOf;
        }
        long upper = progress.current >= 0 ? progress.current : Math.min(frontier(), nextTime());
        return upper >= until ? Timestamps.CLOSED : upper;
    }

    /** The earliest time at which this dataflow still reads what it imports. */
    long heldTime() {
        if (progress.closed) {
            return Timestamps.CLOSED;
        }
        if (!progress.hydrated) {
            return asOf;
        }
        if (progress.current >= 0) {
            return progress.before;
        }
        long upper = Math.min(frontier(), nextTime());
        return upper == Timestamps.CLOSED ? Timestamps.CLOSED : Math.max(asOf, upper - 1);
    }

    /** Whether none of an input can be taken before more of it has come, however much is waiting. */
    public boolean starved(FedInput input) {
        return progress.hydrated ? input.nextTime() >= input.frontier() : hydrateWhole && input.frontier() <= asOf;
    }

    private long frontier() {
        long frontier = Timestamps.CLOSED;
        for (Source source : sources) {
            frontier = Math.min(frontier, source.frontier());
        }
        return frontier;
    }

    private long nextTime() {
        long next = Timestamps.CLOSED;
        for (Source source : sources) {
            next = Math.min(next, source.nextTime());
        }
        for (Node node : nodes) {
            next = Math.min(next, node.operator.nextTime());
        }
        return next;
    }

    /** Whether updates wait for their time to be complete, or for being worked off. */
    boolean waiting() {
        return !progress.closed && (!progress.hydrated || progress.current >= 0 || nextTime() < until);
    }

    /**
     * Does some work: about {@code fuel} rows of input.
     *
     * @return whether there was anything to do
     */
    boolean step(int fuel) {
        if (progress.closed) {
            return false;
        }
        if (!progress.hydrated) {
            return hydrate(fuel);
        }
        if (progress.current >= 0) {
            pushOf(progress.current, progress.before, false, fuel);
            return true;
        }
        long frontier = frontier();
        long next = nextTime();
        if (next >= frontier) {
            if (Math.min(frontier, next) >= until) {
                close();
            }
            return false;
        }
        if (next >= until) {
            close();
            return false;
        }
        pushOf(coalesced(next, frontier), next - 1, true, fuel);
        return true;
    }

    /** The tick that takes in all waiting updates that no reader can tell apart. */
    private long coalesced(long next, long frontier) {
        long floor = keepTimes || exports.isEmpty() ? next : Timestamps.CLOSED;
        for (Trace export : exports) {
            floor = Math.min(floor, export.since());
        }
        return Math.max(next, Math.min(floor, Math.min(frontier, until) - 1));
    }

    private boolean hydrate(int fuel) {
        boolean first = progress.current < 0;
        boolean complete = frontier() > asOf;
        if (!complete && (hydrateWhole || !importsComplete())) {
            return false;
        }
        Map<Integer, Deltas> taken = take(asOf, hydrateWhole ? Integer.MAX_VALUE : fuel);
        boolean last = complete && pending() > asOf;
        if (taken.isEmpty() && !last) {
            return false;
        }
        progress.current = asOf;
        push(new Tick(asOf, -1, first, last), taken);
        if (last) {
            progress.current = -1;
            progress.hydrated = true;
            if (until <= asOf + 1) {
                close();
            }
        }
        return true;
    }

    /** Operators read imported traces as of the tick, so these must be complete there before anything is pushed. */
    private boolean importsComplete() {
        for (Source source : sources) {
            if (source instanceof TraceImport && source.frontier() <= asOf) {
                return false;
            }
        }
        return true;
    }

    private void pushOf(long time, long before, boolean first, int fuel) {
        progress.current = time;
        progress.before = before;
        Map<Integer, Deltas> taken = take(time, fuel);
        boolean last = pending() > time;
        push(new Tick(time, before, first, last), taken);
        if (last) {
            progress.current = -1;
        }
    }

    private long pending() {
        long next = Timestamps.CLOSED;
        for (Source source : sources) {
            next = Math.min(next, source.nextTime());
        }
        return next;
    }

    private Map<Integer, Deltas> take(long time, int fuel) {
        Map<Integer, Deltas> taken = new HashMap<>();
        for (Map.Entry<Integer, Integer> entry : sourceOfNode.entrySet()) {
            Deltas deltas = sources.get(entry.getValue()).take(time, fuel);
            if (!deltas.isEmpty()) {
                taken.put(entry.getKey(), deltas);
            }
        }
        return taken;
    }

    private void push(Tick tick, Map<Integer, Deltas> taken) {
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (sourceOfNode.containsKey(i)) {
                node.output = taken.getOrDefault(i, Deltas.EMPTY);
                node.rowsOut += node.output.size();
                continue;
            }
            step(node, tick);
        }
        for (Node node : nodes) {
            node.output = Deltas.EMPTY;
            if (node.stepped) {
                node.operator.commit();
                node.stepped = false;
            }
        }
    }

    private void step(Node node, Tick tick) {
        boolean silent = true;
        for (int input : node.inputs) {
            silent &= nodes.get(input).output.isEmpty();
        }
        if (silent && !node.operator.due(tick)) {
            return;
        }
        List<Deltas> inputs = new ArrayList<>(node.inputs.size());
        for (int input : node.inputs) {
            inputs.add(nodes.get(input).output);
        }
        long start = System.nanoTime();
        node.output = node.operator.step(tick, inputs);
        node.elapsedNanos += System.nanoTime() - start;
        node.rowsOut += node.output.size();
        node.stepped = true;
    }

    /** Stops: sources are given up, state stays readable until the dataflow is forgotten. */
    public void close() {
        if (!progress.closed) {
            progress.closed = true;
            sources.forEach(Source::close);
        }
    }

    /** Stops after a failure: what was not complete never will be. */
    void abandon() {
        if (!progress.closed) {
            progress.stuckAt = upper();
            close();
        }
    }

    /** Whether it has stopped. */
    public boolean closed() {
        return progress.closed;
    }

    /** What every operator has done and keeps. */
    public List<OperatorStats> stats() {
        List<OperatorStats> stats = new ArrayList<>(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            Operator operator = node.operator;
            stats.add(new OperatorStats(
                    i, node.name, node.elapsedNanos, node.rowsOut, operator.stateRows(), operator.stateBytes()));
        }
        return stats;
    }

    /** Bytes of all state and of updates that wait. */
    public long bytes() {
        long bytes = 0;
        for (Node node : nodes) {
            bytes += node.operator.stateBytes();
        }
        for (Source source : sources) {
            bytes += source.bytes();
        }
        return bytes;
    }
}
