package dev.mizu.protocol.wire;

import dev.mizu.computeplan.codec.DataflowCodec;
import dev.mizu.protocol.StorageCommand;
import dev.mizu.protocol.StorageResponse;
import dev.mizu.storageplan.IngestionStatus;

/** Commands to the storage half of a replica and its responses as bytes. */
final class StorageCodec {
    private StorageCodec() {}

    static void write(StorageCommand command, WireSink sink) {
        switch (command) {
            case StorageCommand.RunIngestion(var id, var plan, var outputs, var progress) ->
                    ComputeCodec.id(id, sink.kind(1)).json(IngestionCodec.write(plan))
                            .list(outputs, shard -> sink.json(DataflowCodec.shardRef(shard)))
                            .json(DataflowCodec.shardRef(progress));
            case StorageCommand.StopIngestion(var id) -> ComputeCodec.id(id, sink.kind(2));
        }
    }

    static StorageCommand command(WireSource s) {
        int kind = s.kind();
        return switch (kind) {
            case 1 -> new StorageCommand.RunIngestion(ComputeCodec.id(s), IngestionCodec.read(s.json()),
                    s.list(() -> DataflowCodec.shardRef(s.json())), DataflowCodec.shardRef(s.json()));
            case 2 -> new StorageCommand.StopIngestion(ComputeCodec.id(s));
            default -> throw new IllegalArgumentException("no storage command of kind " + kind);
        };
    }

    static void write(StorageResponse response, WireSink sink) {
        switch (response) {
            case StorageResponse.StatusChange(var id, long millis, var status, String error, String hint) ->
                    ComputeCodec.id(id, sink.kind(1)).number(millis).text(status.name()).text(error).text(hint);
            case StorageResponse.Statistics n -> ComputeCodec.id(n.id(), sink.kind(2)).number(n.messagesReceived())
                    .number(n.bytesReceived()).number(n.updatesStaged()).number(n.updatesCommitted())
                    .number(n.offsetKnown()).number(n.offsetCommitted());
        }
    }

    static StorageResponse response(WireSource s) {
        int kind = s.kind();
        return switch (kind) {
            case 1 -> new StorageResponse.StatusChange(ComputeCodec.id(s), s.number(),
                    IngestionStatus.valueOf(s.text()), s.text(), s.text());
            case 2 -> new StorageResponse.Statistics(ComputeCodec.id(s), s.number(), s.number(), s.number(),
                    s.number(), s.number(), s.number());
            default -> throw new IllegalArgumentException("no storage response of kind " + kind);
        };
    }
}
