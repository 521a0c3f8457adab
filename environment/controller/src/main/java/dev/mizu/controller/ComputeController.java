package dev.mizu.controller;

import dev.mizu.base.Check;
import dev.mizu.base.concurrent.Exclusive;
import dev.mizu.base.concurrent.Promise;
import dev.mizu.base.error.SqlState;
import dev.mizu.base.id.ClusterId;
import dev.mizu.base.id.GlobalId;
import dev.mizu.base.id.ReplicaId;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.computeplan.DataflowDescription.Export;
import dev.mizu.expr.EvalError;
import dev.mizu.protocol.ComputeCommand;
import dev.mizu.protocol.ComputeCommand.Peek;
import dev.mizu.protocol.ComputeCommand.PeekTarget;
import dev.mizu.protocol.ComputeResponse;
import dev.mizu.protocol.ComputeResponse.PeekResult;
import dev.mizu.protocol.ComputeResponse.SubscribeBatch;
import dev.mizu.repr.time.Timestamps;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * What every cluster should be running, and its answers. Owns the instances, under one short section; thread-safe.
 * Answers of replicas are handed on outside of the section.
 */
public final class ComputeController {
    /** A read that so many replicas ended with is not sent to another one. */
    private static final int LOSSES_MAX = 3;

    private final Exclusive section = new Exclusive();
    private final Collections collections;
    private final ToLongFunction<DataflowDescription.ShardRef> shardUpper;
    private final Map<ClusterId, Instance> instances = new HashMap<>();
    private final Map<GlobalId, ClusterId> homes = new HashMap<>();

    /** @param shardUpper the upper of a shard, as persist knows it */
    public ComputeController(Collections collections, ToLongFunction<DataflowDescription.ShardRef> shardUpper) {
        this.collections = collections;
        this.shardUpper = shardUpper;
    }

    public void createInstance(ClusterId cluster) {
        section.run(() -> instances.put(cluster, new Instance()));
    }

    public void dropInstance(ClusterId cluster) {
        section.run(() -> instances.remove(cluster));
    }

    /** Whether the cluster has a replica that could answer. */
    public boolean hasReplicas(ClusterId cluster) {
        return section.get(() -> instances.containsKey(cluster) && !instances.get(cluster).replicas.isEmpty());
    }

    /** A replica that the cluster shall have; it is not there yet. */
    public void expectReplica(ClusterId cluster, ReplicaId id) {
        section.run(() -> instance(cluster).replicas.put(id, ReplicaConnection.NOWHERE));
    }

    /** A replica is gone with all that it did; it is expected back, and reads wait for it. */
    public void loseReplica(ClusterId cluster, ReplicaId id) {
        Map<PendingPeek, EvalError> hopeless = new HashMap<>();
        section.run(() -> {
            Instance instance = instances.get(cluster);
            if (instance == null || !instance.replicas.containsKey(id)) {
                return;
            }
            instance.replicas.put(id, ReplicaConnection.NOWHERE);
            instance.forget(id);
            hopeless.putAll(instance.peeksLost());
        });
        hopeless.forEach((peek, error) -> peek.answer.complete(new ReadAnswer.Error(error)));
    }

    /** Brings a replica that came online up to the cluster's present intent. */
    public void addReplica(ClusterId cluster, ReplicaId id, ReplicaConnection connection) {
        section.run(() -> {
            Instance instance = instance(cluster);
            instance.replicas.put(id, connection);
            connection.send(new ComputeCommand.CreateInstance());
            for (ActiveDataflow dataflow : instance.dataflows.stream().filter(d -> d.runsOn(id)).toList()) {
                connection.send(new ComputeCommand.CreateDataflow(dataflow.restarted()));
            }
            for (PendingPeek peek : instance.peeks.values().stream().filter(p -> runsOn(p.only, id)).toList()) {
                connection.send(peek.command);
            }
            connection.send(new ComputeCommand.Replayed());
            instance.replaying.add(id);
        });
    }

    private static boolean runsOn(Optional<ReplicaId> only, ReplicaId id) {
        return only.isEmpty() || only.get().equals(id);
    }

    /** A replica is gone for good; what was asked of it alone fails. */
    public void dropReplica(ClusterId cluster, ReplicaId id) {
        List<Runnable> answers = new ArrayList<>();
        section.run(() -> {
            Instance instance = instances.get(cluster);
            if (instance != null) {
                answers.addAll(instance.abandoned(id));
                instance.replicas.remove(id);
                instance.forget(id);
            }
        });
        answers.forEach(Runnable::run);
    }

    /**
     * Starts a dataflow on all replicas. Takes over {@code inputs}, a hold on everything it imports, no later than its
     * as-of; exports become known collections (indexes) or keep their shard's name (materialized views).
     */
    public void createDataflow(ClusterId cluster, DataflowDescription description, ReadHold inputs) {
        createDataflow(cluster, description, inputs, Audience.NOBODY);
    }

    /**
     * Who waits for a dataflow.
     *
     * @param batches hears the changes of a subscribe in order, each once
     * @param only the replica that shall run it; empty = all
     */
    public record Audience(Consumer<Changes> batches, Optional<ReplicaId> only) {
        static final Audience NOBODY = new Audience(batch -> {}, Optional.empty());
    }

    /** The same for a dataflow that somebody waits for. */
    public void createDataflow(
            ClusterId cluster, DataflowDescription description, ReadHold inputs, Audience audience) {
        inputs.downgrade(description.asOf());
        description.exports().forEach((id, export) -> {
            if (export instanceof Export.Index) {
                collections.register(
                        id, description.asOf(), () -> upper(cluster, id), Collections.DEFAULT_HISTORY_MILLIS);
            }
        });
        section.run(() -> {
            Instance instance = instance(cluster);
            instance.dataflows.add(new ActiveDataflow(description, inputs, audience));
            for (GlobalId id : description.exports().keySet()) {
                instance.frontiers.put(id, new HashMap<>());
                homes.put(id, cluster);
            }
            instance.send(audience.only(), new ComputeCommand.CreateDataflow(description));
        });
    }

    /** Drops exports; a dataflow without any goes away. */
    public void drop(Set<GlobalId> ids) {
        for (GlobalId id : ids) {
            section.run(() -> {
                ClusterId cluster = homes.remove(id);
                Instance instance = cluster == null ? null : instances.get(cluster);
                if (instance != null) {
                    instance.drop(id);
                }
            });
            collections.forget(id);
        }
    }

    /**
     * Reads a collection at a time. The hold that makes it readable is the caller's.
     *
     * @param only the replica that shall answer; empty = whichever is first
     */
    public Promise<ReadAnswer> peek(ClusterId cluster, Read read, Optional<ReplicaId> only) {
        List<ReplicaConnection> asked = new ArrayList<>();
        Promise<ReadAnswer> answer = section.get(() -> {
            Instance instance = instance(cluster);
            Peek command = new Peek(read.id(), target(read.target()), read.timestamp(), read.mfp(), read.finishing());
            PendingPeek pending = new PendingPeek(command, new Promise<>(), new AtomicInteger(), only);
            Optional<EvalError> failure = stuck(command);
            if (failure.isPresent()) {
                pending.answer.complete(new ReadAnswer.Error(failure.get()));
            } else {
                instance.peeks.put(command.id(), pending);
                asked.addAll(instance.audience(only));
                asked.forEach(replica -> replica.send(command));
            }
            return pending.answer;
        });
        asked.forEach(ReplicaConnection::assist);
        return answer;
    }

    /**
     * Why the time of a read will never be complete: every replica's dataflow that writes the collection has
     * failed.
     */
    private Optional<EvalError> stuck(Peek peek) {
        if (!(peek.target() instanceof PeekTarget.Shard shard) || !homes.containsKey(shard.id())) {
            return Optional.empty();
        }
        Instance writer = instances.get(homes.get(shard.id()));
        Optional<EvalError> failure = writer == null ? Optional.empty() : writer.failure(shard.id());
        return failure.filter(error -> collections.upper(shard.id()) <= peek.timestamp());
    }

    private static PeekTarget target(Read.Target target) {
        return switch (target) {
            case Read.Target.Index(GlobalId id, var keys) -> new PeekTarget.Index(id, keys);
            case Read.Target.Shard(GlobalId id, var shard, var type) -> new PeekTarget.Shard(id, shard, type);
        };
    }

    private static ReadAnswer answerOf(PeekResult result) {
        return switch (result) {
            case PeekResult.Rows(var rows) -> new ReadAnswer.Rows(rows);
            case PeekResult.Error(var error) -> new ReadAnswer.Error(error);
            case PeekResult.Unreadable(String reason) -> new ReadAnswer.Unreadable(reason);
            case PeekResult.Cancelled c -> new ReadAnswer.Cancelled();
        };
    }

    public void cancelPeek(ClusterId cluster, UUID id) {
        Optional<PendingPeek> cancelled = section.get(() -> {
            Instance instance = instances.get(cluster);
            if (instance == null) {
                return Optional.empty();
            }
            instance.sendAll(new ComputeCommand.CancelPeek(id));
            return Optional.ofNullable(instance.peeks.remove(id));
        });
        cancelled.ifPresent(peek -> peek.answer.complete(new ReadAnswer.Cancelled()));
    }

    /** The write frontier of an export: the furthest of all replicas. */
    public long upper(ClusterId cluster, GlobalId id) {
        return section.get(() -> {
            Instance instance = instances.get(cluster);
            return instance == null ? Timestamps.MIN : instance.upper(id);
        });
    }

    /** Whether each replica that runs the export has produced its whole content. */
    public Map<ReplicaId, Boolean> hydration(ClusterId cluster, GlobalId id) {
        return section.get(() -> {
            Map<ReplicaId, Boolean> hydrated = new HashMap<>();
            Instance instance = instances.get(cluster);
            if (instance != null && instance.frontiers.containsKey(id)) {
                instance.replicas.keySet().forEach(replica -> hydrated.put(replica, false));
                instance.frontiers.get(id).forEach((replica, known) -> hydrated.put(replica, known.hydrated()));
            }
            return hydrated;
        });
    }

    /** Every dataflow export that somebody named, with what it imports and how far each replica is. */
    public List<RunningExport> running() {
        return section.get(() -> {
            List<RunningExport> running = new ArrayList<>();
            instances.forEach((cluster, instance) -> instance.dataflows.forEach(dataflow ->
                    dataflow.exports.stream().filter(id -> id.kind() != GlobalId.Kind.TRANSIENT).forEach(id ->
                            running.add(new RunningExport(cluster, id, dataflow.imports(), instance.progress(id))))));
            return running;
        });
    }

    /** What a replica says. */
    public void answer(ClusterId cluster, ReplicaId replica, ComputeResponse response) {
        if (!counts(cluster, replica, response)) {
            return;
        }
        switch (response) {
            case ComputeResponse.Replayed r -> { }
            case ComputeResponse.Frontiers frontiers -> section.run(() -> {
                Instance instance = instances.get(cluster);
                if (instance != null && instance.frontiers.containsKey(frontiers.id())) {
                    instance.frontiers.get(frontiers.id()).put(replica, frontiers);
                }
            });
            case ComputeResponse.PeekAnswer(UUID id, PeekResult result) -> {
                Optional<PendingPeek> pending = section.get(() -> {
                    Instance instance = instances.get(cluster);
                    if (instance == null) {
                        return Optional.empty();
                    }
                    Optional<PendingPeek> known = Optional.ofNullable(instance.peeks.get(id))
                            .filter(peek -> runsOn(peek.only, replica));
                    known.ifPresent(peek -> instance.peeks.remove(id));
                    return known;
                });
                pending.ifPresent(peek -> peek.answer.complete(answerOf(result)));
            }
            case SubscribeBatch batch -> {
                Optional<ActiveDataflow> target = section.get(() -> Optional.ofNullable(instances.get(cluster))
                        .flatMap(instance -> instance.dataflowOf(batch.id())));
                target.ifPresent(dataflow -> dataflow.deliver(batch));
            }
            case ComputeResponse.Failed failed -> failed(cluster, replica, failed);
        }
    }

    /** What a replica says before it has taken in what it shall be doing is of an earlier connection. */
    private boolean counts(ClusterId cluster, ReplicaId replica, ComputeResponse response) {
        return section.get(() -> {
            Instance instance = instances.get(cluster);
            if (instance != null && response instanceof ComputeResponse.Replayed) {
                instance.replaying.remove(replica);
            }
            return instance == null || !instance.replaying.contains(replica);
        });
    }

    private void failed(ClusterId cluster, ReplicaId replica, ComputeResponse.Failed failed) {
        Map<PendingPeek, EvalError> hopeless = new HashMap<>();
        Optional<ActiveDataflow> target = section.get(() -> {
            Instance instance = instances.get(cluster);
            if (instance == null) {
                return Optional.empty();
            }
            instance.failures.computeIfAbsent(failed.id(), id -> new HashMap<>()).put(replica, failed.error());
            for (Instance reader : instances.values()) {
                reader.peeks.values().removeIf(peek -> {
                    Optional<EvalError> failure = stuck(peek.command);
                    failure.ifPresent(error -> hopeless.put(peek, error));
                    return failure.isPresent();
                });
            }
            return instance.dataflowOf(failed.id());
        });
        hopeless.forEach((peek, error) -> peek.answer.complete(new ReadAnswer.Error(error)));
        target.ifPresent(dataflow -> dataflow.deliver(new SubscribeBatch(
                failed.id(), 0, Timestamps.CLOSED, List.of(), Optional.of(failed.error()))));
    }

    /** Moves the holds of dataflows after their exports, then sinces after the holds; tells replicas. */
    public List<Collections.Compaction> maintain() {
        section.run(() -> instances.values().forEach(instance ->
                instance.dataflows.forEach(dataflow -> dataflow.downgradeInputs(instance, collections, shardUpper))));
        List<Collections.Compaction> moved = collections.compact();
        section.run(() -> {
            for (Collections.Compaction compaction : moved) {
                ClusterId home = homes.get(compaction.id());
                if (home != null && instances.containsKey(home)) {
                    instances.get(home).compact(compaction);
                }
            }
        });
        return moved;
    }

    private Instance instance(ClusterId cluster) {
        Instance instance = instances.get(cluster);
        if (instance == null) {
            throw Check.unreachable("cluster " + cluster + " is not known");
        }
        return instance;
    }

    /**
     * A read that waits for its answer.
     *
     * @param losses counts the replicas that ended meanwhile
     * @param only the replica that shall answer; empty = any
     */
    private record PendingPeek(
            Peek command, Promise<ReadAnswer> answer, AtomicInteger losses, Optional<ReplicaId> only) {}

    /** What one cluster runs. Guarded by the controller's section. */
    private static final class Instance {
        private final Map<ReplicaId, ReplicaConnection> replicas = new HashMap<>();
        private final List<ActiveDataflow> dataflows = new ArrayList<>();
        /** Those that have not taken in yet what they shall be doing. */
        private final Set<ReplicaId> replaying = new HashSet<>();
        private final Map<UUID, PendingPeek> peeks = new HashMap<>();
        private final Map<GlobalId, Map<ReplicaId, ComputeResponse.Frontiers>> frontiers = new HashMap<>();

        private final Map<GlobalId, Map<ReplicaId, EvalError>> failures = new HashMap<>();

        void forget(ReplicaId replica) {
            replaying.remove(replica);
            failures.values().forEach(byReplica -> byReplica.remove(replica));
            frontiers.values().forEach(byReplica -> byReplica.remove(replica));
        }

        /** Counts a loss for each waiting read; those that may be what replicas end of are taken out. */
        Map<PendingPeek, EvalError> peeksLost() {
            Map<PendingPeek, EvalError> hopeless = new HashMap<>();
            peeks.values().removeIf(peek -> {
                boolean give = peek.losses.incrementAndGet() >= LOSSES_MAX;
                if (give) {
                    hopeless.put(peek, EvalError.of(SqlState.INSUFFICIENT_RESOURCES,
                            "the replica of the cluster ended " + LOSSES_MAX + " times while it worked on this read"));
                }
                return give;
            });
            return hopeless;
        }

        /** Of an export that no replica can bring on any more. */
        Optional<EvalError> failure(GlobalId id) {
            Map<ReplicaId, EvalError> known = failures.getOrDefault(id, Map.of());
            return known.keySet().containsAll(replicas.keySet()) ? known.values().stream().findFirst()
                    : Optional.empty();
        }

        /** Takes out what one replica alone was asked for, and says how to tell those who wait. */
        List<Runnable> abandoned(ReplicaId id) {
            String reason = "the replica that cluster_replica names was dropped";
            List<Runnable> answers = new ArrayList<>();
            peeks.values().removeIf(peek -> {
                boolean alone = peek.only.filter(id::equals).isPresent();
                if (alone) {
                    answers.add(() -> peek.answer.complete(new ReadAnswer.Unreadable(reason)));
                }
                return alone;
            });
            dataflows.stream().filter(dataflow -> dataflow.audience.only().filter(id::equals).isPresent())
                    .forEach(dataflow -> dataflow.exports.forEach(export -> answers.add(() ->
                            dataflow.deliver(new SubscribeBatch(export, 0, Timestamps.CLOSED, List.of(),
                                    Optional.of(EvalError.of(SqlState.UNDEFINED_OBJECT, reason)))))));
            return answers;
        }

        Collection<ReplicaConnection> audience(Optional<ReplicaId> only) {
            return only.isEmpty() ? replicas.values()
                    : Optional.ofNullable(replicas.get(only.get())).map(List::of).orElse(List.of());
        }

        void send(Optional<ReplicaId> only, ComputeCommand command) {
            audience(only).forEach(replica -> replica.send(command));
        }

        void sendAll(ComputeCommand command) {
            replicas.values().forEach(replica -> replica.send(command));
        }

        long upper(GlobalId id) {
            long upper = Timestamps.MIN;
            for (ComputeResponse.Frontiers known : frontiers.getOrDefault(id, Map.of()).values()) {
                upper = Math.max(upper, known.writeFrontier());
            }
            return upper;
        }

        Map<ReplicaId, RunningExport.Progress> progress(GlobalId id) {
            Map<ReplicaId, RunningExport.Progress> progress = new HashMap<>();
            replicas.keySet().forEach(replica ->
                    progress.put(replica, new RunningExport.Progress(Timestamps.MIN, false)));
            frontiers.getOrDefault(id, Map.of()).forEach((replica, known) ->
                    progress.put(replica, new RunningExport.Progress(known.writeFrontier(), known.hydrated())));
            return progress;
        }

        Optional<ActiveDataflow> dataflowOf(GlobalId export) {
            return dataflows.stream().filter(dataflow -> dataflow.exports.contains(export)).findFirst();
        }

        void compact(Collections.Compaction compaction) {
            boolean index = dataflowOf(compaction.id())
                    .map(d -> d.description.exports().get(compaction.id()) instanceof Export.Index)
                    .orElse(false);
            if (index) {
                sendAll(new ComputeCommand.AllowCompaction(compaction.id(), compaction.since()));
            }
        }

        void drop(GlobalId id) {
            frontiers.remove(id);
            failures.remove(id);
            dataflowOf(id).ifPresent(dataflow -> {
                dataflow.exports.remove(id);
                if (dataflow.exports.isEmpty()) {
                    dataflows.remove(dataflow);
                    dataflow.inputs.close();
                }
            });
            sendAll(new ComputeCommand.AllowCompaction(id, Timestamps.CLOSED));
        }
    }

    /** A dataflow that replicas run, with the hold that lets a new replica build it again. */
    private static final class ActiveDataflow {
        private final DataflowDescription description;
        private final ReadHold inputs;
        private final Audience audience;
        private final Set<GlobalId> exports;
        private final Exclusive delivery = new Exclusive();
        private long delivered;

        ActiveDataflow(DataflowDescription description, ReadHold inputs, Audience audience) {
            this.description = description;
            this.inputs = inputs;
            this.audience = audience;
            this.exports = new HashSet<>(description.exports().keySet());
        }

        boolean runsOn(ReplicaId id) {
            return ComputeController.runsOn(audience.only(), id);
        }

        Set<GlobalId> imports() {
            Set<GlobalId> imports = new HashSet<>(description.shardImports().keySet());
            imports.addAll(description.indexImports().keySet());
            return imports;
        }

        /** The description for a replica that starts now: nobody needs times before the hold on its inputs. */
        DataflowDescription restarted() {
            return description.at(Math.max(description.asOf(), inputs.time()), description.until());
        }

        /** Inputs must stay readable where exports still are: at an index' since, before a sink's upper. */
        void downgradeInputs(
                Instance instance, Collections collections, ToLongFunction<DataflowDescription.ShardRef> shardUpper) {
            long needed = Timestamps.CLOSED;
            for (GlobalId id : exports) {
                long time = switch (Objects.requireNonNull(description.exports().get(id))) {
                    case Export.Index index -> collections.knows(id) ? collections.since(id) : description.asOf();
                    case Export.ShardSink sink -> before(shardUpper.applyAsLong(sink.shard()));
                    case Export.Subscribe subscribe -> before(instance.upper(id));
                };
                needed = Math.min(needed, time);
            }
            if (needed != Timestamps.CLOSED) {
                inputs.downgrade(needed);
            }
        }

        private static long before(long upper) {
            return upper == Timestamps.MIN || upper == Timestamps.CLOSED ? upper : upper - 1;
        }

        /** Replicas answer alike: what was delivered once is cut off. */
        void deliver(SubscribeBatch batch) {
            delivery.run(() -> {
                if (batch.upper() > delivered || batch.error().isPresent()) {
                    long from = delivered;
                    delivered = batch.upper();
                    List<Changes.Change> changes = new ArrayList<>();
                    batch.updates().forEach(update -> {
                        if (update.time() >= from) {
                            changes.add(new Changes.Change(update.row(), update.time(), update.diff()));
                        }
                    });
                    audience.batches().accept(
                            new Changes(Math.max(from, batch.lower()), batch.upper(), changes, batch.error()));
                }
            });
        }
    }
}
