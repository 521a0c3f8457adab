package dev.mizu.orchestrators.process;

import dev.mizu.base.error.ExternalException;
import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription.ShardRef.Location;
import dev.mizu.persist.location.Consensus;
import dev.mizu.protocol.wire.Message;
import dev.mizu.protocol.wire.StoreAnswer;
import dev.mizu.protocol.wire.StoreCall;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The region's stores for one connected replica. What others append to a history that the replica has read is told to
 * it at once, before any answer shows it; secrets are given only when something that the replica runs needs them.
 * Thread-safe.
 */
final class StoreService implements AutoCloseable {
    private final Stores stores;
    private final Map<Location, Consensus> consensus = new EnumMap<>(Location.class);
    private final Map<Location, Set<String>> followed = new EnumMap<>(Location.class);
    private final Set<GlobalId> secrets = ConcurrentHashMap.newKeySet();

    /** @param replica takes messages to the replica, in order, without waiting */
    StoreService(Stores stores, Consumer<Message> replica) {
        this.stores = stores;
        for (Location location : Location.values()) {
            Set<String> keys = ConcurrentHashMap.newKeySet();
            followed.put(location, keys);
            Consensus door = switch (location) {
                case DURABLE -> stores.durable().open();
                case MEMORY -> stores.memory().open();
            };
            boolean tells = door.tell(changes -> tell(location, changes, keys, replica));
            consensus.put(location, door);
            if (!tells) {
                throw new IllegalStateException("a shared consensus tells");
            }
        }
    }

    private static void tell(
            Location location, List<Consensus.Change> changes, Set<String> keys, Consumer<Message> replica) {
        if (changes.isEmpty()) {
            replica.accept(new Message.Untold(location));
            return;
        }
        List<StoreCall.Append> appends = changes.stream().filter(change -> keys.contains(change.key()))
                .map(change -> append(change.key(), change.entry())).toList();
        if (!appends.isEmpty()) {
            replica.accept(new Message.Appended(location, appends));
        }
    }

    private static StoreCall.Append append(String key, Consensus.Entry entry) {
        return new StoreCall.Append(key, entry.seqno(), entry.value());
    }

    /** The replica runs something that needs this secret. */
    void allow(GlobalId secret) {
        secrets.add(secret);
    }

    /** Does what is asked; may wait for the disk. */
    StoreAnswer answer(StoreCall call) {
        try {
            return done(call);
        } catch (ExternalException e) {
            return new StoreAnswer.Failed(e.isRetryable(), String.valueOf(e.getMessage()));
        }
    }

    private StoreAnswer done(StoreCall call) {
        return switch (call) {
            case StoreCall.Head(var location, String key) -> {
                follow(location, key);
                yield new StoreAnswer.Entries(
                        at(location).head(key).map(entry -> append(key, entry)).stream().toList());
            }
            case StoreCall.Scan(var location, String key, long from, int limit) -> {
                follow(location, key);
                yield new StoreAnswer.Entries(at(location).scan(key, from, limit).stream()
                        .map(entry -> append(key, entry)).toList());
            }
            case StoreCall.CompareAndSet(var location, var appends) ->
                    new StoreAnswer.Done(at(location).compareAndSet(appends.stream().map(append ->
                            new Consensus.Change(append.key(), new Consensus.Entry(append.seqno(), append.value())))
                            .toList()));
            case StoreCall.Truncate(var location, String key, long below) -> {
                at(location).truncate(key, below);
                yield new StoreAnswer.Done(true);
            }
            case StoreCall.Keys(var location) -> new StoreAnswer.Names(at(location).keys());
            case StoreCall.BlobGet(var location, String key, long offset, int length) ->
                    new StoreAnswer.Content(location == Location.MEMORY
                            ? stores.memoryBlob().get(key, offset, length) : Optional.empty());
            case StoreCall.BlobPut(var location, String key, byte[] value) -> {
                stores.memoryBlob().put(key, value);
                yield new StoreAnswer.Done(true);
            }
            case StoreCall.BlobDelete(var location, String key) -> {
                stores.memoryBlob().delete(key);
                yield new StoreAnswer.Done(true);
            }
            case StoreCall.BlobList(var location, String prefix) ->
                    new StoreAnswer.Names(stores.memoryBlob().list(prefix));
            case StoreCall.Secret(GlobalId id) -> secrets.contains(id)
                    ? new StoreAnswer.Content(Optional.of(stores.secrets().read(id)))
                    : new StoreAnswer.Failed(false, "nothing that this replica runs needs secret " + id);
        };
    }

    private void follow(Location location, String key) {
        Objects.requireNonNull(followed.get(location)).add(key);
    }

    private Consensus at(Location location) {
        return Objects.requireNonNull(consensus.get(location));
    }

    @Override
    public void close() {
        consensus.values().forEach(Consensus::close);
    }
}
