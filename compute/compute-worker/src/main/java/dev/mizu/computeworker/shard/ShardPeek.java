package dev.mizu.computeworker.shard;

import dev.mizu.base.error.ExternalException;
import dev.mizu.computeworker.peek.RowGathering;
import dev.mizu.computeworker.render.Physical;
import dev.mizu.persist.Reader;
import dev.mizu.persist.SinceException;
import dev.mizu.persist.Snapshot;
import dev.mizu.persist.update.Updates;
import dev.mizu.protocol.ComputeCommand.Peek;
import dev.mizu.protocol.ComputeCommand.PeekTarget;
import dev.mizu.protocol.ComputeResponse.PeekResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A peek at a shard, on a thread of its own. */
public final class ShardPeek {
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final ShardAccess access;
    private final Peek command;
    private final PeekTarget.Shard target;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread thread;

    private ShardPeek(ShardAccess access, Peek command, PeekTarget.Shard target, Consumer<PeekResult> answer) {
        this.access = access;
        this.command = command;
        this.target = target;
        this.thread = Thread.ofVirtual().name("peek " + command.id()).unstarted(() -> {
            PeekResult result = answer();
            if (!stopped.get()) {
                answer.accept(result);
            }
        });
    }

    /** Starts reading; {@code answer} hears the answer on the peek's thread, unless it was stopped. */
    public static ShardPeek start(
            ShardAccess access, Peek command, PeekTarget.Shard target, Consumer<PeekResult> answer) {
        ShardPeek peek = new ShardPeek(access, command, target, answer);
        peek.thread.start();
        return peek;
    }

    public void stop() {
        stopped.set(true);
        thread.interrupt();
    }

    private PeekResult answer() {
        try (Reader reader = access.heldReader(target.shard(), "peek")) {
            while (!stopped.get() && !reader.awaitUpperPast(command.timestamp(), WAIT)) {
                // The shard is not complete at the peek's time yet.
            }
            return stopped.get() ? new PeekResult.Cancelled() : gather(reader);
        } catch (SinceException | ExternalException e) {
            return new PeekResult.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private PeekResult gather(Reader reader) {
        RowGathering gathering = new RowGathering(
                command.timestamp(), command.mfp(), command.finishing(), target.type().columns());
        try (Snapshot snapshot = reader.snapshot(command.timestamp(), WAIT)) {
            Optional<Updates> chunk = snapshot.next();
            while (chunk.isPresent() && !gathering.satisfied() && !stopped.get()) {
                ShardRows.Decoded decoded = ShardRows.decode(chunk.get(), Physical.of(target.type()));
                decoded.errors().forEach(gathering::addErrors);
                decoded.rows().forEach(gathering::add);
                chunk = snapshot.next();
            }
        }
        return gathering.finish();
    }
}
