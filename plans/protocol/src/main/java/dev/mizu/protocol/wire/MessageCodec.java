package dev.mizu.protocol.wire;

import dev.mizu.computeplan.DataflowDescription.ShardRef.Location;

/** Messages as bodies of frames. A body that is not one throws {@link RuntimeException}: the peer is broken. */
public final class MessageCodec {
    private MessageCodec() {}

    /** Throws when the message does not fit into a frame. */
    public static byte[] encode(Message message) {
        WireSink sink = new WireSink();
        switch (message) {
            case Message.Compute(var command) -> ComputeCodec.write(command, sink.kind(1));
            case Message.Storage(var command) -> StorageCodec.write(command, sink.kind(2));
            case Message.Answer(long call, var answer) -> StoreCodec.write(answer, sink.kind(3).number(call));
            case Message.Appended(var location, var appends) ->
                    sink.kind(4).kind(location.ordinal()).list(appends, append -> StoreCodec.append(append, sink));
            case Message.Untold(var location) -> sink.kind(5).kind(location.ordinal());
            case Message.ComputeSays(var response) -> ComputeCodec.write(response, sink.kind(6));
            case Message.StorageSays(var response) -> StorageCodec.write(response, sink.kind(7));
            case Message.Call(long call, var question) -> StoreCodec.write(question, sink.kind(8).number(call));
        }
        return sink.done();
    }

    public static Message decode(byte[] body) {
        WireSource source = new WireSource(body);
        int kind = source.kind();
        return switch (kind) {
            case 1 -> new Message.Compute(ComputeCodec.command(source));
            case 2 -> new Message.Storage(StorageCodec.command(source));
            case 3 -> {
                long call = source.number();
                yield new Message.Answer(call, StoreCodec.answer(source));
            }
            case 4 -> {
                Location location = StoreCodec.location(source);
                yield new Message.Appended(location, source.list(() -> StoreCodec.append(source)));
            }
            case 5 -> new Message.Untold(StoreCodec.location(source));
            case 6 -> new Message.ComputeSays(ComputeCodec.response(source));
            case 7 -> new Message.StorageSays(StorageCodec.response(source));
            case 8 -> {
                long call = source.number();
                yield new Message.Call(call, StoreCodec.call(source));
            }
            default -> throw new IllegalArgumentException("no message of kind " + kind);
        };
    }
}
