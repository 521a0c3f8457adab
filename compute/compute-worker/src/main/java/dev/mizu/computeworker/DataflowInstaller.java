package dev.mizu.computeworker;

import dev.mizu.base.Check;
import dev.mizu.base.concurrent.Inbox;
import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.computeplan.DataflowDescription.BuiltObject;
import dev.mizu.computeplan.DataflowDescription.Export;
import dev.mizu.computeworker.export.ExportState;
import dev.mizu.computeworker.export.ShardSinkState;
import dev.mizu.computeworker.export.SubscribeState;
import dev.mizu.computeworker.render.ArrangementShape;
import dev.mizu.computeworker.render.IndexSource;
import dev.mizu.computeworker.render.Physical;
import dev.mizu.computeworker.render.PlanRendering;
import dev.mizu.computeworker.render.RenderContext;
import dev.mizu.computeworker.shard.FeedPoller;
import dev.mizu.computeworker.shard.ShardAccess;
import dev.mizu.computeworker.shard.ShardFeed;
import dev.mizu.computeworker.shard.ShardSinkWriter;
import dev.mizu.dataflow.Dataflow;
import dev.mizu.dataflow.DataflowBuilder;
import dev.mizu.dataflow.Stream;
import dev.mizu.protocol.ComputeResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Builds dataflows from their descriptions and starts the threads that serve them. Used on the loop. */
final class DataflowInstaller {
    private final ShardAccess shards;
    private final Inbox<WorkerMessage> inbox;
    private final Consumer<ComputeResponse> outbox;
    private final FeedPoller poller;

    DataflowInstaller(ShardAccess shards, Inbox<WorkerMessage> inbox, Consumer<ComputeResponse> outbox) {
        this.shards = shards;
        this.poller = FeedPoller.start(new FeedPoller.Receiver() {
            @Override
            public void deliver(List<ShardFeed.Delivery> deliveries) throws InterruptedException {
                inbox.put(new WorkerMessage.Delivered(deliveries));
            }

            @Override
            public void failed(ShardFeed feed, RuntimeException failure) throws InterruptedException {
                inbox.put(new WorkerMessage.FeedFailed(feed, failure));
            }
        });
        this.inbox = inbox;
        this.outbox = outbox;
    }

    /** Builds a dataflow that imports from {@code indexes}; nothing stays when the plan cannot be rendered. */
    InstalledDataflow install(DataflowDescription description, Map<GlobalId, IndexSource> indexes) {
        DataflowBuilder builder =
                new DataflowBuilder(description.name(), description.asOf(), description.until());
        List<ExportState> exports = new ArrayList<>();
        try {
            return install(description, indexes, builder, exports);
        } catch (RuntimeException failure) {
            builder.build().close();
            exports.forEach(ExportState::close);
            throw failure;
        }
    }

    private InstalledDataflow install(DataflowDescription description, Map<GlobalId, IndexSource> indexes,
            DataflowBuilder builder, List<ExportState> exports) {
        description.indexImports().keySet().forEach(
                id -> Check.that(indexes.containsKey(id), "%s imports unknown index %s", description.name(), id));
        RenderContext context = new RenderContext(builder, description.until(), indexes);
        Map<GlobalId, Stream> inputs = new HashMap<>();
        description.shardImports().forEach((id, shard) -> {
            Stream stream = builder.input("import " + id, Physical.of(shard.type()));
            inputs.put(id, stream);
            context.bind(id, stream);
        });
        for (BuiltObject object : description.objects()) {
            context.bind(object.id(), PlanRendering.render(context, object.plan()));
        }
        description.exports().forEach((id, export) -> exports.add(export(id, export, context, description)));
        Dataflow dataflow = builder.build();
        InstalledDataflow installed = new InstalledDataflow(description, dataflow, exports);
        description.shardImports().forEach((id, shard) -> {
            ShardFeed.Source source = new ShardFeed.Source(shard.shard(), Physical.of(shard.type()),
                    description.asOf(), description.name() + " " + id);
            installed.addFeed(ShardFeed.start(shards, source, poller), dataflow.input(Objects.requireNonNull(
                    inputs.get(id))));
        });
        return installed;
    }

    private ExportState export(
            GlobalId id, Export export, RenderContext context, DataflowDescription description) {
        Stream stream = context.collection(export.from());
        long asOf = description.asOf();
        return switch (export) {
            case Export.Index index -> {
                ArrangementShape shape = ArrangementShape.of(index.key(), index.type().columns());
                Stream rows = context.arrangeRows(stream, shape);
                yield new ExportState.Index(id, new IndexSource(
                        context.builder().export("index " + id, rows, shape.keyColumns()), shape));
            }
            case Export.ShardSink sink -> {
                ShardSinkWriter writer = ShardSinkWriter.start(shards,
                        new ShardSinkWriter.Target(sink.shard(), asOf, "sink " + id), sinkReceiver(id));
                ShardSinkState state = new ShardSinkState(id, asOf, writer);
                context.builder().sink("sink " + id, stream, (time, deltas) -> state.accept(deltas));
                yield state;
            }
            case Export.Subscribe subscribe -> {
                SubscribeState state = new SubscribeState(id, asOf, subscribe.withSnapshot(), outbox);
                context.builder().sink("subscribe " + id, stream, state::accept);
                yield state;
            }
        };
    }

    private ShardSinkWriter.Receiver sinkReceiver(GlobalId export) {
        return new ShardSinkWriter.Receiver() {
            @Override
            public void written(long upper) throws InterruptedException {
                inbox.put(new WorkerMessage.Written(export, upper));
            }

            @Override
            public void failed(RuntimeException failure) {
                tell(new WorkerMessage.SinkFailed(export, failure));
            }
        };
    }

    /** Ends the threads that are not any dataflow's own. */
    void close() {
        poller.close();
    }

    private void tell(WorkerMessage message) {
        try {
            inbox.put(message);
        } catch (InterruptedException e) {
            // The worker is going away: nobody needs to hear it.
            Thread.currentThread().interrupt();
        }
    }
}
