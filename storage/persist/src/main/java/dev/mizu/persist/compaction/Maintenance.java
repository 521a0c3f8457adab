package dev.mizu.persist.compaction;

import dev.mizu.base.error.ExternalException;
import dev.mizu.persist.machine.Commit;
import dev.mizu.persist.machine.ShardMachine;
import dev.mizu.persist.update.CorruptionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The background thread of a client: owns the running merges and takes turns between them, a chunk each, so that a
 * large one does not keep small ones waiting; rests in proportion to its work.
 */
public final class Maintenance implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Maintenance.class.getName());
    private static final long IDLE_WAIT_MILLIS = 50;
    private static final long FLUSH_AFTER_NANOS = 200_000_000L;
    private static final long IDLE_AFTER_NANOS = 3_000_000_000L;
    private static final long RETRY_AFTER_NANOS = 1_000_000_000L;
    private static final long REST_NANOS_MAX = 1_000_000_000L;

    private final int millisPerSecond;
    private final Runnable everyRound;
    /** Shards to look at; an empty element only wakes the thread. */
    private final LinkedBlockingQueue<Optional<ShardMachine>> queue = new LinkedBlockingQueue<>();
    private final Set<ShardMachine> queued = ConcurrentHashMap.newKeySet();
    private final Map<ShardMachine, CompactionTask> running = new LinkedHashMap<>();
    /** When to write a finished merge if no append carries it, and when to try again what failed. */
    private final Map<ShardMachine, Long> flushAt = new HashMap<>();
    private final Map<ShardMachine, Long> lookAgainAt = new HashMap<>();
    /** When a shard that changed counts as idle, unless it changes again. */
    private final Map<ShardMachine, Long> idleAt = new ConcurrentHashMap<>();
    /** Shards whose blobs of earlier processes have been looked through. */
    private final Set<ShardMachine> swept = new HashSet<>();
    private final Set<ShardMachine> corrupt = new HashSet<>();
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);

    private Maintenance(int millisPerSecond, Runnable everyRound) {
        this.millisPerSecond = millisPerSecond;
        this.everyRound = everyRound;
        this.thread = Thread.ofPlatform().name("mizu-compaction").daemon(true).unstarted(this::run);
    }

    /**
     * @param millisPerSecond what compaction may use; with 0 there is none
     * @param everyRound other periodic duties, run on the same thread every few tens of milliseconds
     */
    public static Maintenance start(int millisPerSecond, Runnable everyRound) {
        Maintenance started = new Maintenance(millisPerSecond, everyRound);
        started.thread.start();
        return started;
    }

    /** To be called when a shard was opened. Any thread. */
    public void opened(ShardMachine machine) {
        if (queued.add(machine)) {
            queue.add(Optional.of(machine));
        }
    }

    /** To be called after every change of a shard. Cheap, never blocks. Any thread. */
    public void changed(ShardMachine machine) {
        if (CompactionPolicy.due(machine.state().trace()) || machine.garbageWaits()) {
            opened(machine);
        }
        if (CompactionPolicy.idleDue(machine.state().trace())) {
            idleAt.put(machine, System.nanoTime() + IDLE_AFTER_NANOS);
        }
    }

    private void run() {
        while (!stopping()) {
            long started = System.nanoTime();
            try {
                takeIn();
                started = System.nanoTime();
                stepAll();
                flushLate();
                everyRound.run();
            } catch (ExternalException e) {
                LOG.log(System.Logger.Level.WARNING, "background work on shards postponed, reason {0}", e.getMessage());
            } catch (CorruptionException e) {
                LOG.log(System.Logger.Level.ERROR, "state of a shard cannot be read", e);
            } catch (InterruptedException e) {
                stop.countDown();
            }
            rest(System.nanoTime() - started);
        }
        running.values().forEach(Maintenance::abandon);
    }

    private void takeIn() throws InterruptedException {
        Optional<Optional<ShardMachine>> next = Optional.ofNullable(
                running.isEmpty() ? queue.poll(IDLE_WAIT_MILLIS, TimeUnit.MILLISECONDS) : queue.poll());
        while (next.isPresent() && !stopping()) {
            next.get().ifPresent(machine -> {
                queued.remove(machine);
                lookAt(machine, false);
            });
            next = Optional.ofNullable(queue.poll());
        }
        for (ShardMachine machine : dueOf(lookAgainAt)) {
            lookAt(machine, false);
        }
        for (ShardMachine machine : dueOf(idleAt)) {
            lookAt(machine, true);
        }
    }

    private static List<ShardMachine> dueOf(Map<ShardMachine, Long> deadlines) {
        List<ShardMachine> due = new ArrayList<>();
        long now = System.nanoTime();
        deadlines.forEach((machine, at) -> {
            if (now - at >= 0) {
                due.add(machine);
            }
        });
        due.forEach(deadlines::remove);
        return due;
    }

    private void lookAt(ShardMachine machine, boolean idle) {
        if (millisPerSecond == 0) {
            return;
        }
        guarded(machine, () -> {
            if (swept.add(machine) && !machine.place().shared()) {
                machine.deleteOrphans();
            }
            if (machine.garbageWaits() && machine.deleteGarbage()) {
                lookAgainAt.put(machine, System.nanoTime() + RETRY_AFTER_NANOS);
            }
            if (!running.containsKey(machine) && !machine.compactionPending()) {
                if (machine.place().shared()) {
                    Commit.advanceSince(machine);
                }
                CompactionTask.start(machine, idle).ifPresent(task -> running.put(machine, task));
            }
        });
    }

    private void stepAll() {
        Iterator<CompactionTask> tasks = List.copyOf(running.values()).iterator();
        while (tasks.hasNext() && !stopping()) {
            CompactionTask task = tasks.next();
            boolean fine = guarded(task.machine(), () -> {
                if (!task.step()) {
                    task.finish();
                    running.remove(task.machine());
                    flushAt.put(task.machine(), System.nanoTime() + FLUSH_AFTER_NANOS);
                }
            });
            if (!fine) {
                running.remove(task.machine());
                abandon(task);
            }
        }
    }

    private void flushLate() {
        for (ShardMachine machine : dueOf(flushAt)) {
            guarded(machine, () -> Commit.flush(machine));
            changed(machine);
        }
    }

    /** Runs one piece of work on a shard; a failure postpones the shard's work, or ends it when data is corrupt. */
    private boolean guarded(ShardMachine machine, Runnable work) {
        if (corrupt.contains(machine)) {
            return false;
        }
        try {
            work.run();
            return true;
        } catch (ExternalException e) {
            LOG.log(System.Logger.Level.WARNING,
                    "compaction postponed, shard {0}, reason {1}", machine.shard(), e.getMessage());
            lookAgainAt.put(machine, System.nanoTime() + RETRY_AFTER_NANOS);
        } catch (CorruptionException e) {
            LOG.log(System.Logger.Level.ERROR, "compaction stopped, shard " + machine.shard(), e);
            corrupt.add(machine);
        }
        return false;
    }

    private static void abandon(CompactionTask task) {
        try {
            task.close();
        } catch (ExternalException e) {
            // What was written is an orphan now and is removed when the shard is opened by the next process.
            LOG.log(System.Logger.Level.WARNING,
                    "merge left unfinished, shard {0}, reason {1}", task.machine().shard(), e.getMessage());
        }
    }

    private void rest(long busyNanos) {
        if (millisPerSecond == 0) {
            return;
        }
        long restNanos = busyNanos * (1000 - millisPerSecond) / Math.max(1, millisPerSecond);
        if (restNanos > 1_000_000 && !stopping()) {
            try {
                // A stop ends the rest, and the loop asks for it.
                boolean unused = stop.await(Math.min(restNanos, REST_NANOS_MAX), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                stop.countDown();
            }
        }
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    /** Stops after the current step; unfinished merges are given up. */
    @Override
    public void close() {
        stop.countDown();
        queue.add(Optional.empty());
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
