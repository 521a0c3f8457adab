package dev.mizu.storageworker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mizu.base.id.GlobalId;
import dev.mizu.base.time.Clock;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.persist.PersistClient;
import dev.mizu.persist.location.PersistLocation;
import dev.mizu.persist.update.ShardId;
import dev.mizu.protocol.StorageCommand.RunIngestion;
import dev.mizu.protocol.StorageCommand.StopIngestion;
import dev.mizu.protocol.StorageResponse;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.SimpleType;
import dev.mizu.storageplan.IngestionPlan;
import dev.mizu.storageplan.IngestionStatus;
import dev.mizu.storageplan.LoadGeneratorPlan;
import dev.mizu.storageworker.source.Positions;
import dev.mizu.storageworker.source.RecordBatch;
import dev.mizu.storageworker.source.SourceReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Commands on real threads: an idle source stays fresh, and what was told to stop stops. */
final class StorageWorkerTest {
    private static final ShardId DATA = new ShardId("sdata");
    private static final ShardId PROGRESS = new ShardId("sprogress");

    private final List<IngestionStatus> statuses = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();

    /** Nothing ever happens in it. */
    private final class Quiet implements SourceReader {
        @Override
        public Optional<RecordBatch> poll(Duration wait) {
            LockSupport.parkNanos(wait.toNanos());
            return Optional.of(new RecordBatch(List.of(), Positions.single(7), 7));
        }

        @Override
        public void durable(Positions positions) {}

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    private SourceReader openQuiet() {
        opened.incrementAndGet();
        open.incrementAndGet();
        return new Quiet();
    }

    @Test
    void keepsAnIdleSourceFresh() {
        try (PersistClient client = PersistClient.open(new PersistLocation.Memory());
                StorageWorker worker = worker(client)) {
            worker.accept(command());
            worker.accept(command());
            await(() -> statuses.equals(List.of(IngestionStatus.STARTING, IngestionStatus.RUNNING)));
            long worst = 0;
            for (long end = System.nanoTime() + 1_000_000_000L; System.nanoTime() < end; ) {
                worst = Math.max(worst, System.currentTimeMillis() - client.upper(DATA));
                LockSupport.parkNanos(1_000_000);
            }
            // A hundred when the machine is ours.
            assertThat(worst).isLessThan(1000);
            assertThat(opened).hasValue(1);
            worker.accept(new StopIngestion(GlobalId.user(2)));
            await(() -> open.get() == 0);
            worker.accept(command());
            await(() -> open.get() == 1);
        }
        assertThat(open).hasValue(0);
    }

    @Test
    void ceasesWhenItsShardsAreDropped() {
        try (PersistClient client = PersistClient.open(new PersistLocation.Memory());
                StorageWorker worker = worker(client)) {
            worker.accept(command());
            await(() -> statuses.contains(IngestionStatus.RUNNING));
            client.finalizeShard(DATA);
            client.finalizeShard(PROGRESS);
            await(() -> statuses.contains(IngestionStatus.CEASED) && open.get() == 0);
        }
    }

    private StorageWorker worker(PersistClient client) {
        return new StorageWorker(location -> client, id -> new byte[0], Clock.SYSTEM, response -> {
            if (response instanceof StorageResponse.StatusChange change) {
                statuses.add(change.status());
            }
        }, request -> openQuiet());
    }

    private static RunIngestion command() {
        RelationDesc desc = new RelationDesc(RelationType.of(SimpleType.INT8.notNull()), List.of("counter"));
        IngestionPlan plan = new IngestionPlan(
                new LoadGeneratorPlan(new LoadGeneratorPlan.Generator.Counter(OptionalLong.empty()), 1000, 0,
                        OptionalLong.empty()),
                List.of(new IngestionPlan.Output("counter", desc)), 1000);
        return new RunIngestion(GlobalId.user(2), plan,
                List.of(new ShardRef(DATA.value(), ShardRef.Location.DURABLE, false)),
                new ShardRef(PROGRESS.value(), ShardRef.Location.DURABLE, false));
    }

    private static void await(BooleanSupplier condition) {
        for (long deadline = System.nanoTime() + 20_000_000_000L; !condition.getAsBoolean(); ) {
            assertThat(System.nanoTime()).as("time is up").isLessThan(deadline);
            LockSupport.parkNanos(2_000_000);
        }
    }
}
