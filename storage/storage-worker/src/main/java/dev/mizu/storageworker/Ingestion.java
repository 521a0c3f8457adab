package dev.mizu.storageworker;

import dev.mizu.base.concurrent.StepLoop;
import dev.mizu.base.error.ExternalException;
import dev.mizu.base.id.GlobalId;
import dev.mizu.base.time.Clock;
import dev.mizu.persist.PersistClient;
import dev.mizu.persist.update.CorruptionException;
import dev.mizu.persist.update.ShardId;
import dev.mizu.persist.update.Updates;
import dev.mizu.persist.update.UpdatesBuilder;
import dev.mizu.protocol.StorageCommand.RunIngestion;
import dev.mizu.protocol.StorageResponse;
import dev.mizu.repr.time.Timestamps;
import dev.mizu.storageplan.IngestionStatus;
import dev.mizu.storageplan.SecretReader;
import dev.mizu.storageworker.envelope.Envelope;
import dev.mizu.storageworker.reclock.RaceException;
import dev.mizu.storageworker.reclock.SourceShards;
import dev.mizu.storageworker.source.Positions;
import dev.mizu.storageworker.source.RecordBatch;
import dev.mizu.storageworker.source.SourceOpener;
import dev.mizu.storageworker.source.SourceReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One ingestion: reads what is stored, opens the upstream where that ends, and then moves data and progress forward in
 * steps, each one atomic append. Owns the shards' state, the envelope and the reader, on one thread.
 *
 * <p>Two things can break, each is thrown away whole and made again after a pause: the reader, when upstream fails (the
 * uppers keep advancing meanwhile, so that reads see what is there and do not wait), and the stored side, when an
 * append fails, its outcome is unknown, or somebody else wrote.
 */
final class Ingestion implements StepLoop {
    /** Uppers advance at least so often. */
    private static final long IDLE_MILLIS = 80;
    private static final long STATISTICS_MILLIS = 1000;
    private static final long PAUSE_MILLIS_MIN = 200;
    private static final long PAUSE_MILLIS_MAX = 15_000;
    /** A first attempt tells soon that something is wrong; later ones get through to what is only slow. */
    private static final Duration PATIENCE_MIN = Duration.ofSeconds(5);
    private static final Duration PATIENCE_MAX = Duration.ofSeconds(40);

    private final RunIngestion command;
    private final PersistClient client;
    private final World world;
    private final IngestionNumbers numbers = new IngestionNumbers();
    private Optional<Stored> stored = Optional.empty();
    private Optional<SourceReader> reader = Optional.empty();
    private Optional<StorageResponse.StatusChange> status = Optional.empty();
    /** Whether it is known what upstream has, or that it cannot be known now: before that, uppers wait. */
    private boolean settled;
    private long retryAt;
    private Duration patience = PATIENCE_MIN;
    private long pauseMillis = PAUSE_MILLIS_MIN;
    private long advancedAt;
    private long reportedAt;

    /** What all ingestions of a worker share. */
    record World(SecretReader secrets, Clock clock, Consumer<StorageResponse> listener, SourceOpener opener) {}

    /** The stored side; both parts are right only together. */
    private record Stored(SourceShards shards, Envelope envelope) {}

    Ingestion(RunIngestion command, PersistClient client, World world) {
        this.command = command;
        this.client = client;
        this.world = world;
        this.retryAt = millis();
        report(IngestionStatus.STARTING, "", "");
    }

    GlobalId id() {
        return command.id();
    }

    private long millis() {
        return world.clock().nanoTime() / 1_000_000;
    }

    @Override
    public boolean step() {
        if (ceased()) {
            return false;
        }
        try {
            return advance();
        } catch (RaceException e) {
            dropStored();
            pause();
        } catch (ExternalException e) {
            failed(String.valueOf(e.getMessage()), e.hint());
        } catch (CorruptionException e) {
            failed(String.valueOf(e.getMessage()), "");
        } catch (RuntimeException e) {
            // The top of this owner's loop: nothing of it is kept but what is stored.
            failed("internal error: " + e , "");
        }
        return true;
    }

    private boolean ceased() {
        return status.filter(last -> last.status() == IngestionStatus.CEASED).isPresent();
    }

    /** Whether there was anything to do. */
    private boolean advance() {
        if (stored.isEmpty()) {
            if (millis() < retryAt) {
                return false;
            }
            stored = Optional.of(load());
        }
        SourceShards shards = stored.get().shards();
        if (shards.closed()) {
            closeReader();
            report(IngestionStatus.CEASED, "", "");
            return false;
        }
        Optional<RecordBatch> batch = poll(shards);
        boolean moved = batch.filter(b -> !b.records().isEmpty() || !b.positions().equals(shards.positions()))
                .isPresent();
        boolean idle = settled && millis() >= advancedAt + IDLE_MILLIS;
        if (moved || idle) {
            write(batch);
        }
        if (millis() >= reportedAt + STATISTICS_MILLIS) {
            reportedAt = millis();
            world.listener().accept(numbers.report(id()));
        }
        return moved || reader.isPresent();
    }

    private Stored load() {
        List<ShardId> outputs = command.outputs().stream().map(ref -> new ShardId(ref.shardId())).toList();
        SourceShards shards = SourceShards.open(
                client, outputs, new ShardId(command.progress().shardId()), command.plan().source());
        Envelope envelope = Envelope.of(command.plan());
        if (envelope.stateful() && !shards.closed()) {
            shards.readOutput(0, envelope::rehydrate);
        }
        settled |= shards.upper() > Timestamps.MIN;
        return new Stored(shards, envelope);
    }

    /** A failure of upstream is dealt with here: the stored side stays as it is. */
    private Optional<RecordBatch> poll(SourceShards shards) {
        try {
            if (reader.isEmpty()) {
                if (millis() < retryAt) {
                    return Optional.empty();
                }
                reader = Optional.of(world.opener().open(new SourceOpener.Request(
                        id(), command.plan().source(), shards.positions(), world.secrets(), world.clock(),
                        patience)));
            }
            long wait = settled ? Math.clamp(advancedAt + IDLE_MILLIS - millis(), 1, IDLE_MILLIS) : IDLE_MILLIS;
            Optional<RecordBatch> batch = reader.get().poll(Duration.ofMillis(wait));
            settled |= batch.isPresent();
            batch.ifPresent(numbers::received);
            return batch;
        } catch (ExternalException e) {
            closeReader();
            pause();
            Duration longer = patience.multipliedBy(2);
            patience = longer.compareTo(PATIENCE_MAX) < 0 ? longer : PATIENCE_MAX;
            report(IngestionStatus.STALLED, String.valueOf(e.getMessage()), e.hint());
            settled = true;
            return Optional.empty();
        }
    }

    private void write(Optional<RecordBatch> batch) {
        Stored target = stored.orElseThrow();
        SourceShards shards = target.shards();
        long time = Math.max(world.clock().epochMillis(), shards.upper());
        List<UpdatesBuilder> builders = new ArrayList<>();
        command.outputs().forEach(output -> builders.add(Updates.builder()));
        batch.ifPresent(b -> target.envelope().apply(b.records(), time, builders));
        List<Updates> updates = builders.stream().map(UpdatesBuilder::build).toList();
        long count = updates.stream().mapToLong(Updates::size).sum();
        numbers.staged(count);
        Positions reached = batch.map(RecordBatch::positions).orElse(shards.positions());
        shards.append(time, updates, reached);
        advancedAt = millis();
        numbers.committed(count, reached.sum());
        if (batch.isPresent()) {
            // Only now do both sides work; a poll alone proves little.
            pauseMillis = PAUSE_MILLIS_MIN;
            patience = PATIENCE_MIN;
            report(IngestionStatus.RUNNING, "", "");
            reader.ifPresent(r -> r.durable(reached));
        }
    }

    private void failed(String message, String hint) {
        dropStored();
        pause();
        report(IngestionStatus.STALLED, message, hint);
    }

    private void pause() {
        retryAt = millis() + pauseMillis;
        pauseMillis = Math.min(pauseMillis * 2, PAUSE_MILLIS_MAX);
    }

    /** The reader goes with it: it has moved on from the positions that are stored. */
    private void dropStored() {
        stored = Optional.empty();
        closeReader();
    }

    private void closeReader() {
        Optional<SourceReader> closing = reader;
        reader = Optional.empty();
        try {
            closing.ifPresent(SourceReader::close);
        } catch (RuntimeException ignored) {
            // The conversation is over either way, and what broke it was reported.
        }
    }

    /** Says so unless it was the last that was said. */
    private void report(IngestionStatus next, String error, String hint) {
        boolean same = status.filter(last -> last.status() == next && last.error().equals(error)
                && last.hint().equals(hint)).isPresent();
        if (!same) {
            StorageResponse.StatusChange change = new StorageResponse.StatusChange(
                    id(), world.clock().epochMillis(), next, error, hint);
            status = Optional.of(change);
            world.listener().accept(change);
        }
    }

    /** The loop of this ingestion ended on an error that is no exception. */
    void died(Throwable failure) {
        report(IngestionStatus.STALLED, "the ingestion ended: " + failure, "");
    }

    @Override
    public void close() {
        dropStored();
    }
}
