package dev.mizu.computeworker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.computeplan.DataflowDescription.Export;
import dev.mizu.computeplan.DataflowDescription.Finishing;
import dev.mizu.computeplan.DataflowDescription.ShardImport;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.computeworker.shard.ShardAccess;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.persist.PersistClient;
import dev.mizu.persist.TableShards;
import dev.mizu.persist.location.PersistLocation;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import dev.mizu.persist.update.UpdatesBuilder;
import dev.mizu.protocol.ComputeCommand;
import dev.mizu.protocol.ComputeCommand.PeekTarget;
import dev.mizu.protocol.ComputeResponse;
import dev.mizu.protocol.ComputeResponse.PeekResult;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.codec.RowCodec;
import dev.mizu.repr.time.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A view that does not fit fails by itself; what ran before runs on. */
final class MemoryLimitTest {
    private static final RelationType TYPE = RelationType.of(SimpleType.INT8.notNull(), SimpleType.INT8.notNull());
    private static final GlobalId SMALL = GlobalId.user(1);
    private static final GlobalId LARGE = GlobalId.user(2);

    private final List<ComputeResponse> heard = new ArrayList<>();

    @Test
    void theGreedyOneGoes() throws InterruptedException {
        try (PersistClient client = PersistClient.open(new PersistLocation.Memory())) {
            TableShards tables = TableShards.open(client, new ShardId("stxns"));
            fill(client, "ssmall", 1_000);
            fill(client, "slarge", 700_000);
            ShardAccess shards = new ShardAccess.Locations(client, tables, client, tables);
            ComputeWorker worker = new ComputeWorker(shards, heard::add, 4L << 20);
            worker.send(new ComputeCommand.CreateDataflow(index(SMALL, "ssmall")));
            stepUntil(worker, frontiers(SMALL));
            worker.send(new ComputeCommand.CreateDataflow(index(LARGE, "slarge")));
            stepUntil(worker, response -> response instanceof ComputeResponse.Failed);

            ComputeResponse.Failed failed = (ComputeResponse.Failed) heard.getLast();
            assertThat(failed.id()).isEqualTo(LARGE);
            assertThat(failed.error().code()).isEqualTo("53200");
            assertThat(failed.error().message()).contains("does not fit");
            assertThat(peek(worker, LARGE)).isEqualTo(new PeekResult.Error(failed.error()));
            assertThat(((PeekResult.Rows) peek(worker, SMALL)).rows()).hasSize(1_000);
            assertThat(worker.bytes()).isLessThan(1L << 20);
            worker.close();
        }
    }

    private static Predicate<ComputeResponse> frontiers(GlobalId id) {
        return response -> response instanceof ComputeResponse.Frontiers f && f.id().equals(id) && f.hydrated();
    }

    private static void fill(PersistClient client, String shard, int rows) {
        UpdatesBuilder updates = Updates.builder();
        for (long i = 0; i < rows; i++) {
            updates.add(RowCodec.encode(Row.of(Datum.of(i), Datum.of(i))), 0, 1);
        }
        client.openWriter(new ShardId(shard)).compareAndAppend(updates.build(), 0, 1);
    }

    private static DataflowDescription index(GlobalId id, String shard) {
        GlobalId on = GlobalId.user(id.number() + 10);
        ShardRef ref = new ShardRef(shard, ShardRef.Location.DURABLE, false);
        return new DataflowDescription(shard, Map.of(on, new ShardImport(ref, TYPE)), Map.of(), List.of(),
                Map.of(id, new Export.Index(on, List.of(new ScalarExpr.Column(0)), TYPE)), 0, Timestamps.CLOSED);
    }

    private void stepUntil(ComputeWorker worker, Predicate<ComputeResponse> wanted) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (heard.stream().noneMatch(wanted)) {
            assertThat(System.nanoTime()).isLessThan(end);
            worker.step();
        }
    }

    private PeekResult peek(ComputeWorker worker, GlobalId id) throws InterruptedException {
        UUID peek = UUID.randomUUID();
        worker.send(new ComputeCommand.Peek(peek, new PeekTarget.Index(id, Optional.empty()), 0, Mfp.identity(2),
                Finishing.none(2)));
        stepUntil(worker, response -> response instanceof ComputeResponse.PeekAnswer a && a.id().equals(peek));
        return ((ComputeResponse.PeekAnswer) heard.getLast()).result();
    }
}
