package dev.mizu.orchestrators.process;

import dev.mizu.base.concurrent.Exclusive;
import dev.mizu.controller.ReplicaAnswer;
import dev.mizu.controller.ReplicaSpec;
import dev.mizu.controller.RunningReplica;
import dev.mizu.protocol.wire.Handshake.Identity;
import dev.mizu.protocol.wire.Handshake.Secret;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One replica: a thread that starts its process, waits for its end and starts it again, soon at first and less often
 * when it does not stay. Owns the process and the way to it.
 */
final class ReplicaProcess implements RunningReplica {
    private static final System.Logger LOG = System.getLogger(ReplicaProcess.class.getName());
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LAST_PAUSE_MILLIS = 10_000;
    /** A process that lived so long is not one that ends at its start. */
    private static final Duration STABLE = Duration.ofSeconds(30);
    /** A connection may end before the process does that ends it. */
    private static final long LAST_BREATH_MILLIS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ReplicaSpec spec;
    private final ReplicaLauncher launcher;
    private final Stores stores;
    private final Consumer<ReplicaAnswer> answers;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Exclusive section = new Exclusive();
    /** The start that counts; guarded by the section, as is the way to it. */
    private Optional<Start> current = Optional.empty();

    private Optional<ReplicaWire> wire = Optional.empty();
    private final Thread thread;

    /** One process of the replica. */
    private record Start(Identity identity, Secret secret, Process process) {}

    private ReplicaProcess(
            ReplicaSpec spec, ReplicaLauncher launcher, Stores stores, Consumer<ReplicaAnswer> answers) {
        this.spec = spec;
        this.launcher = launcher;
        this.stores = stores;
        this.answers = answers;
        this.thread = Thread.ofPlatform().name("supervisor " + spec.name()).daemon(true).unstarted(this::supervise);
    }

    static ReplicaProcess start(
            ReplicaSpec spec, ReplicaLauncher launcher, Stores stores, Consumer<ReplicaAnswer> answers) {
        ReplicaProcess replica = new ReplicaProcess(spec, launcher, stores, answers);
        replica.thread.start();
        return replica;
    }

    private void supervise() {
        answers.accept(new ReplicaAnswer.Offline("initializing"));
        long pause = FIRST_PAUSE_MILLIS;
        try {
            for (long incarnation = 1; closing.getCount() > 0; incarnation++) {
                long started = System.nanoTime();
                String reason = live(incarnation);
                boolean stable = System.nanoTime() - started > STABLE.toNanos();
                pause = stable ? FIRST_PAUSE_MILLIS : pause;
                if (closing.await(pause, TimeUnit.MILLISECONDS)) {
                    return;
                }
                LOG.log(System.Logger.Level.INFO, "replica {0} starts again, it was {1}", spec.name(), reason);
                pause = Math.min(LAST_PAUSE_MILLIS, pause * 2);
            }
        } catch (InterruptedException e) {
            // Nobody interrupts it but the end of the process.
            Thread.currentThread().interrupt();
        }
    }

    /** One life of the replica; why it ended. */
    private String live(long incarnation) throws InterruptedException {
        Start start;
        try {
            Secret secret = Secret.random();
            Identity identity = launcher.identity(spec, incarnation);
            start = new Start(identity, secret, launcher.launch(spec, identity, secret));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "replica {0} could not be started, reason {1}", spec.name(),
                    e.getMessage());
            answers.accept(new ReplicaAnswer.Offline("could not be started: " + e.getMessage()));
            return "could not be started";
        }
        section.run(() -> current = Optional.of(start));
        if (closing.getCount() == 0) {
            end(start.process());
        }
        int code = start.process().waitFor();
        Optional<ReplicaWire> last = section.get(() -> {
            current = Optional.empty();
            return wire;
        });
        if (last.isPresent()) {
            last.get().awaitEnd(PATIENCE);
            last.get().close();
        }
        String reason = ReplicaLauncher.reason(code);
        section.run(() -> {
            wire = Optional.empty();
            if (closing.getCount() > 0) {
                LOG.log(System.Logger.Level.WARNING, "replica {0} ended, reason {1}", spec.name(), reason);
                answers.accept(new ReplicaAnswer.Offline(reason));
            }
        });
        return reason;
    }

    /** The secret of who dials in, if it is the process that counts and has not dialled in yet. */
    Optional<Secret> expected(Identity identity) {
        return section.get(() -> current.filter(start -> start.identity().equals(identity) && wire.isEmpty())
                .map(Start::secret));
    }

    /** The process has dialled in and is who it says. */
    void attach(Identity identity, SocketChannel socket) throws IOException {
        ReplicaWire connection = new ReplicaWire(spec.name(), socket, stores,
                new ReplicaWire.Ears(answers, this::detached));
        boolean taken = section.get(() -> {
            boolean counts = wire.isEmpty() && current.filter(start -> start.identity().equals(identity)).isPresent();
            if (counts) {
                wire = Optional.of(connection);
                answers.accept(new ReplicaAnswer.Online(connection));
            }
            return counts;
        });
        connection.begin();
        if (!taken) {
            connection.close();
        }
    }

    /** A connection ended, as a rule because the process did; if it is still there, it dials again. */
    private void detached(ReplicaWire ended) {
        Optional<Start> start = section.get(() -> current);
        if (start.isEmpty() || endsWithin(start.get().process(), LAST_BREATH_MILLIS)) {
            return;
        }
        section.run(() -> {
            if (wire.filter(ended::equals).isPresent() && current.isPresent()) {
                wire = Optional.empty();
                answers.accept(new ReplicaAnswer.Offline("connection lost"));
            }
        });
    }

    /** Ends the process, if need be by force, and returns when it has ended. */
    @Override
    public void close() {
        closing.countDown();
        section.get(() -> current).ifPresent(start -> end(start.process()));
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(Process process) {
        process.destroy();
        if (!endsWithin(process, PATIENCE.toMillis())) {
            process.destroyForcibly();
        }
    }

    private static boolean endsWithin(Process process, long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
