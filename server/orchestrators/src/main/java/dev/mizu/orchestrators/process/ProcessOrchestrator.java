package dev.mizu.orchestrators.process;

import dev.mizu.base.error.ExternalException;
import dev.mizu.controller.ReplicaAnswer;
import dev.mizu.controller.ReplicaOrchestrator;
import dev.mizu.controller.ReplicaSpec;
import dev.mizu.controller.RunningReplica;
import dev.mizu.protocol.wire.Handshake;
import dev.mizu.protocol.wire.Handshake.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Replicas as processes of this machine. Owns the listening socket on loopback that they dial. */
public final class ProcessOrchestrator implements ReplicaOrchestrator {
    private static final System.Logger LOG = System.getLogger(ProcessOrchestrator.class.getName());

    private final Stores stores;
    private final ServerSocketChannel listener;
    private final ReplicaLauncher launcher;
    private final long epoch;
    private final Map<String, ReplicaProcess> replicas = new ConcurrentHashMap<>();

    private ProcessOrchestrator(ServerSocketChannel listener, int port, ProcessSettings settings, Stores stores) {
        this.stores = stores;
        this.listener = listener;
        // Later starts of a region have greater ones, unless the clock went back: then replicas refuse it and say so.
        this.epoch = System.currentTimeMillis(); // tidy-allow: clock, no collection's time
        this.launcher = new ReplicaLauncher(settings, port, epoch);
    }

    /** Starts to listen. */
    public static ProcessOrchestrator open(ProcessSettings settings, Stores stores) {
        try {
            ServerSocketChannel listener = ServerSocketChannel.open();
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
            ProcessOrchestrator orchestrator = new ProcessOrchestrator(listener, port, settings, stores);
            Thread.ofPlatform().name("replica listener").daemon(true).start(orchestrator::accept);
            return orchestrator;
        } catch (IOException e) {
            throw ExternalException.permanent("cannot listen for replicas on loopback: " + e.getMessage(), e);
        }
    }

    @Override
    public RunningReplica start(ReplicaSpec spec, Consumer<ReplicaAnswer> answers) {
        ReplicaProcess replica = ReplicaProcess.start(spec, launcher, stores, answers);
        replicas.put(spec.replica().toString(), replica);
        return () -> {
            replicas.remove(spec.replica().toString(), replica);
            replica.close();
        };
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel socket = listener.accept();
                Thread.ofVirtual().name("replica handshake").start(() -> greet(socket));
            } catch (IOException e) {
                if (listener.isOpen()) {
                    LOG.log(System.Logger.Level.WARNING, "a replica could not connect, reason {0}", e.getMessage());
                }
            }
        }
    }

    private void greet(SocketChannel socket) {
        try {
            Identity identity = Handshake.accept(socket.socket(), epoch, this::secret);
            ReplicaProcess replica = replicas.get(identity.replica());
            if (replica == null) {
                socket.close();
            } else {
                replica.attach(identity, socket);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "a connection to the port of replicas was refused, reason {0}",
                    e.getMessage());
            drop(socket);
        }
    }

    private Optional<Handshake.Secret> secret(Identity identity) {
        return Optional.ofNullable(replicas.get(identity.replica())).flatMap(replica -> replica.expected(identity));
    }

    private static void drop(SocketChannel socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It was of no use anyway.
            return;
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw ExternalException.permanent("cannot stop listening for replicas: " + e.getMessage(), e);
        }
    }
}
