package dev.mizu.dataflow;

import dev.mizu.dataflow.arrangement.Arrangement;
import dev.mizu.dataflow.operator.Arrange;
import dev.mizu.dataflow.operator.BatchFunction;
import dev.mizu.dataflow.operator.Deltas;
import dev.mizu.dataflow.operator.FlatMap;
import dev.mizu.dataflow.operator.Operator;
import dev.mizu.dataflow.operator.Sink;
import dev.mizu.repr.PhysicalType;
import dev.mizu.repr.batch.ColumnBatch;
import java.util.List;
import java.util.Optional;

/** Puts a dataflow together, inputs before what reads them. Used once, on the loop that will own the dataflow. */
public final class DataflowBuilder {
    private final Dataflow dataflow;

    /**
     * Starts a dataflow.
     *
     * @param asOf its first tick: what came before is its snapshot
     * @param until the first time that nobody will ask for
     */
    public DataflowBuilder(String name, long asOf, long until) {
        dataflow = new Dataflow(name, asOf, until);
    }

    /** A source fed from outside through {@link Dataflow#input}; {@code number} counts from 0. */
    public Stream input(String name, List<PhysicalType> types) {
        return source(name, types, new FedInput(dataflow::wake));
    }

    /** The rows of a stream that never changes. */
    public Stream constant(String name, List<PhysicalType> types, Deltas rows) {
        FedInput input = new FedInput(dataflow::wake);
        rows.rows().forEach(batch -> input.send(batch.withTime(dataflow.asOf())));
        rows.errors().forEach(batch -> input.sendErrors(batch.withTime(dataflow.asOf())));
        input.advance(Long.MAX_VALUE);
        return source(name, types, input);
    }

    /** A trace of another dataflow. Its stream has the trace's columns. */
    public Arranged importTrace(String name, Trace trace) {
        List<PhysicalType> types = trace.rows().layout().types();
        return new Arranged(source(name, types, importOf(trace, Optional.empty())), trace.rows(), true);
    }

    /**
     * A trace of another dataflow, of whose contents at the as-of only the rows under some keys matter; later updates
     * come with all keys and are the caller's to filter.
     */
    public Stream importUnder(String name, Trace trace, ColumnBatch keys) {
        return source(name, trace.rows().layout().types(), importOf(trace, Optional.of(keys)));
    }

    private TraceImport importOf(Trace trace, Optional<ColumnBatch> keys) {
        return new TraceImport(trace, dataflow.asOf(), keys, dataflow::heldTime, dataflow::wake);
    }

    private Stream source(String name, List<PhysicalType> types, Source source) {
        int number = dataflow.addSource(source);
        int node = dataflow.addNode(new Node(name, new SourceOperator(), List.of()));
        dataflow.bindSource(number, node);
        return new Stream(node, types);
    }

    /** Any operator over some streams. */
    public Stream apply(String name, Operator operator, List<Stream> inputs, List<PhysicalType> types) {
        List<Integer> numbers = inputs.stream().map(Stream::node).toList();
        return new Stream(dataflow.addNode(new Node(name, operator, numbers)), types);
    }

    /** A function of each row. */
    public Stream map(String name, Stream input, BatchFunction function, List<PhysicalType> types) {
        return apply(name, new FlatMap(function), List.of(input), types);
    }

    /** The stream arranged by its first {@code keyColumns} columns. */
    public Arranged arrange(String name, Stream input, int keyColumns) {
        Arrangement arrangement = new Arrangement(input.types(), keyColumns);
        Stream updates = apply(name, new Arrange(arrangement), List.of(input), input.types());
        return new Arranged(updates, arrangement, false);
    }

    /** The stream arranged for others. */
    public Trace export(String name, Stream input, int keyColumns) {
        Trace trace = new Trace(input.types(), keyColumns, dataflow.asOf());
        apply(name, trace, List.of(input), input.types());
        dataflow.addExport(trace);
        return trace;
    }

    /** Hands the stream's updates out as they happen. Nothing may be coalesced before such a sink. */
    public void sink(String name, Stream input, Sink.Receiver receiver) {
        apply(name, new Sink(receiver), List.of(input), input.types());
        dataflow.keepTimes();
    }

    /** Takes the whole snapshot in one push, for operators that read one collection both shared and arranged anew. */
    public void hydrateWhole() {
        dataflow.hydrateWhole();
    }

    public Dataflow build() {
        return dataflow;
    }
}
