package dev.mizu.computeworker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.computeplan.DataflowDescription.BuiltObject;
import dev.mizu.computeplan.DataflowDescription.Export;
import dev.mizu.computeplan.DataflowDescription.IndexImport;
import dev.mizu.computeplan.DataflowDescription.ShardImport;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.computeplan.LirPlan;
import dev.mizu.computeworker.shard.ShardAccess;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.persist.PersistClient;
import dev.mizu.persist.TableShards;
import dev.mizu.persist.Writer;
import dev.mizu.persist.location.PersistLocation;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import dev.mizu.protocol.ComputeCommand;
import dev.mizu.protocol.ComputeResponse.PeekResult;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.codec.RowCodec;
import dev.mizu.repr.time.Timestamps;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A replica whose region connects again: it goes on with what is wanted still. */
final class ReconciliationTest {
    private static final RelationType TYPE = RelationType.of(SimpleType.INT8.notNull(), SimpleType.INT8.notNull());
    private static final GlobalId SOURCE = GlobalId.user(1);
    private static final GlobalId FIRST = GlobalId.user(2);
    private static final GlobalId SECOND = GlobalId.user(3);
    private static final GlobalId READER = GlobalId.user(4);
    private static final GlobalId SUBSCRIBE = GlobalId.user(5);
    private static final Row ROW = Row.of(Datum.of(1L), Datum.of(2L));

    private final PersistClient client = PersistClient.open(new PersistLocation.Memory());
    private Writer writer;
    private ReplicaFixture replica;

    @BeforeEach
    void open() {
        TableShards tables = TableShards.open(client, new ShardId("stxns"));
        client.openCriticalSince(new ShardId("ssource"), "controller", 1);
        writer = client.openWriter(new ShardId("ssource"));
        assertThat(writer.compareAndAppend(Updates.of(RowCodec.encode(ROW), 0, 1), 0, 10).accepted()).isTrue();
        replica = new ReplicaFixture(new ShardAccess.Locations(client, tables, client, tables));
    }

    @AfterEach
    void close() {
        replica.close();
        client.close();
    }

    private static DataflowDescription index(GlobalId id, int key, long asOf) {
        GlobalId object = GlobalId.transientId(id.number());
        return new DataflowDescription("index " + id,
                Map.of(SOURCE, new ShardImport(new ShardRef("ssource", ShardRef.Location.DURABLE, false), TYPE)),
                Map.of(), List.of(new BuiltObject(object, new LirPlan.Get(SOURCE, Mfp.identity(2), TYPE))),
                Map.of(id, new Export.Index(object, List.of(new ScalarExpr.Column(key)), TYPE)), asOf,
                Timestamps.CLOSED);
    }

    /** Reads the first index and exports itself. */
    private static DataflowDescription over(GlobalId id, long asOf) {
        GlobalId object = GlobalId.transientId(id.number());
        List<ScalarExpr> key = List.of(new ScalarExpr.Column(0));
        return new DataflowDescription("over " + id, Map.of(), Map.of(FIRST, new IndexImport(SOURCE, key, TYPE)),
                List.of(new BuiltObject(object, new LirPlan.IndexScan(FIRST, Mfp.identity(2), TYPE))),
                Map.of(id, new Export.Index(object, key, TYPE)), asOf, Timestamps.CLOSED);
    }

    private static DataflowDescription subscribe(long asOf) {
        DataflowDescription index = index(SUBSCRIBE, 0, asOf);
        return new DataflowDescription(index.name(), index.shardImports(), index.indexImports(), index.objects(),
                Map.of(SUBSCRIBE, new Export.Subscribe(GlobalId.transientId(5), true, TYPE)), asOf,
                Timestamps.CLOSED);
    }

    private void connect(DataflowDescription... wanted) {
        int before = replica.replays.get();
        replica.send(new ComputeCommand.CreateInstance());
        for (DataflowDescription dataflow : wanted) {
            replica.send(new ComputeCommand.CreateDataflow(dataflow));
        }
        replica.send(new ComputeCommand.Replayed());
        replica.await("the replay", () -> replica.replays.get() > before);
    }

    private PeekResult at(GlobalId index, long time) {
        return replica.peek(index, Optional.empty(), time, 2);
    }

    private static PeekResult rows() {
        return new PeekResult.Rows(List.of(ROW));
    }

    @Test
    void goesOnWithTheSameAndEndsTheRest() {
        connect(index(FIRST, 0, 3), index(SECOND, 0, 3), over(READER, 3));
        List.of(FIRST, SECOND, READER).forEach(id -> replica.awaitUpper(id, 10));
        replica.frontiers.clear();

        connect(index(FIRST, 0, 8), over(READER, 8));
        // Told anew, and readable where only the old ones are.
        List.of(FIRST, READER).forEach(id -> replica.awaitUpper(id, 10));
        assertThat(at(FIRST, 4)).isEqualTo(rows());
        assertThat(at(READER, 4)).isEqualTo(rows());
        assertThat(at(SECOND, 9)).isInstanceOf(PeekResult.Unreadable.class);
        assertThat(replica.stats()).hasSize(2);
    }

    @Test
    void buildsAnewWhatIsDifferentAndWhatReadsIt() {
        connect(index(FIRST, 0, 3), over(READER, 3));
        List.of(FIRST, READER).forEach(id -> replica.awaitUpper(id, 10));

        DataflowDescription other = new DataflowDescription("renamed", index(FIRST, 0, 8).shardImports(), Map.of(),
                index(FIRST, 0, 8).objects(), index(FIRST, 0, 8).exports(), 8, Timestamps.CLOSED);
        connect(other, over(READER, 8));
        for (GlobalId id : List.of(FIRST, READER)) {
            assertThat(at(id, 9)).isEqualTo(rows());
            assertThat(at(id, 4)).isInstanceOf(PeekResult.Unreadable.class);
        }
        assertThat(replica.stats()).hasSize(2);
    }

    @Test
    void buildsAnewWhatHasForgottenTheTimeThatIsAsked() {
        connect(index(FIRST, 0, 3));
        replica.awaitUpper(FIRST, 10);
        replica.send(new ComputeCommand.AllowCompaction(FIRST, 7));
        replica.await("compaction", () -> at(FIRST, 5) instanceof PeekResult.Unreadable);
        connect(index(FIRST, 0, 5));
        assertThat(at(FIRST, 5)).isEqualTo(rows());
    }

    @Test
    void tellsASubscriptionFromItsStart() {
        connect(subscribe(3));
        // All that the first will ever tell.
        replica.await("the end", () -> replica.subscribes.containsKey(SUBSCRIBE)
                && replica.subscribes.get(SUBSCRIBE).getLast().upper() == 10);
        replica.subscribes.clear();
        connect(subscribe(3));
        replica.await("the snapshot", () -> replica.subscribes.containsKey(SUBSCRIBE));
        assertThat(replica.subscribes.get(SUBSCRIBE).getFirst().lower()).isEqualTo(3);
    }

    @Test
    void forgetsTheReadsOfBefore() {
        connect(index(FIRST, 0, 3));
        UUID waiting = new UUID(0, 1);
        replica.send(new ComputeCommand.Peek(waiting, new ComputeCommand.PeekTarget.Index(FIRST, Optional.empty()),
                12, Mfp.identity(2), DataflowDescription.Finishing.none(2)));
        connect(index(FIRST, 0, 3));
        assertThat(writer.compareAndAppend(Updates.EMPTY, 10, 20).accepted()).isTrue();
        replica.awaitUpper(FIRST, 20);
        assertThat(at(FIRST, 15)).isEqualTo(rows());
        assertThat(replica.answers).doesNotContainKey(waiting);
    }
}
