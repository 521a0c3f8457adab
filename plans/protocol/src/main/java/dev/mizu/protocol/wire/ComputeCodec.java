package dev.mizu.protocol.wire;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.codec.DataflowCodec;
import dev.mizu.computeplan.codec.ScalarCodec;
import dev.mizu.expr.EvalError;
import dev.mizu.protocol.ComputeCommand;
import dev.mizu.protocol.ComputeCommand.PeekTarget;
import dev.mizu.protocol.ComputeResponse;
import dev.mizu.protocol.ComputeResponse.PeekResult;

/** Commands to the compute half of a replica and its responses as bytes. */
final class ComputeCodec {
    private ComputeCodec() {}

    static void write(ComputeCommand command, WireSink sink) {
        switch (command) {
            case ComputeCommand.CreateInstance c -> sink.kind(1);
            case ComputeCommand.Replayed r -> sink.kind(2);
            case ComputeCommand.CreateDataflow(var description) -> sink.kind(3).text(DataflowCodec.encode(description));
            case ComputeCommand.AllowCompaction(var id, long since) -> id(id, sink.kind(4)).number(since);
            case ComputeCommand.Peek peek -> {
                target(peek.target(), sink.kind(5).uuid(peek.id()));
                sink.number(peek.timestamp()).json(ScalarCodec.mfp(peek.mfp()))
                        .json(DataflowCodec.finishing(peek.finishing()));
            }
            case ComputeCommand.CancelPeek(var id) -> sink.kind(6).uuid(id);
        }
    }

    private static void target(PeekTarget target, WireSink sink) {
        switch (target) {
            case PeekTarget.Index(var id, var keys) ->
                    id(id, sink.kind(1)).optional(keys, rows -> sink.list(rows, sink::row));
            case PeekTarget.Shard(var id, var shard, var type) ->
                    id(id, sink.kind(2)).json(DataflowCodec.shardRef(shard)).json(ScalarCodec.type(type));
        }
    }

    static WireSink id(GlobalId id, WireSink sink) {
        return sink.text(id.toString());
    }

    static GlobalId id(WireSource source) {
        return GlobalId.parse(source.text());
    }

    static ComputeCommand command(WireSource s) {
        int kind = s.kind();
        return switch (kind) {
            case 1 -> new ComputeCommand.CreateInstance();
            case 2 -> new ComputeCommand.Replayed();
            case 3 -> new ComputeCommand.CreateDataflow(DataflowCodec.decode(s.text()));
            case 4 -> new ComputeCommand.AllowCompaction(id(s), s.number());
            case 5 -> new ComputeCommand.Peek(s.uuid(), target(s), s.number(), ScalarCodec.mfp(s.json()),
                    DataflowCodec.finishing(s.json()));
            case 6 -> new ComputeCommand.CancelPeek(s.uuid());
            default -> throw new IllegalArgumentException("no command of kind " + kind);
        };
    }

    private static PeekTarget target(WireSource s) {
        int kind = s.kind();
        return switch (kind) {
            case 1 -> new PeekTarget.Index(id(s), s.optional(() -> s.list(s::row)));
            case 2 -> new PeekTarget.Shard(id(s), DataflowCodec.shardRef(s.json()), ScalarCodec.type(s.json()));
            default -> throw new IllegalArgumentException("no target of kind " + kind);
        };
    }

    static void write(ComputeResponse response, WireSink sink) {
        switch (response) {
            case ComputeResponse.Frontiers(var id, long write, long read, boolean hydrated) ->
                    id(id, sink.kind(1)).number(write).number(read).flag(hydrated);
            case ComputeResponse.PeekAnswer(var id, var result) -> write(result, sink.kind(2).uuid(id));
            case ComputeResponse.SubscribeBatch(var id, long lower, long upper, var updates, var error) ->
                    id(id, sink.kind(3)).number(lower).number(upper)
                            .list(updates, update -> sink.row(update.row()).number(update.time()).number(update.diff()))
                            .optional(error, e -> sink.blob(e.encode()));
            case ComputeResponse.Failed(var id, var error) -> id(id, sink.kind(4)).blob(error.encode());
            case ComputeResponse.Replayed r -> sink.kind(5);
        }
    }

    private static void write(PeekResult result, WireSink sink) {
        switch (result) {
            case PeekResult.Rows(var rows) -> sink.kind(1).list(rows, sink::row);
            case PeekResult.Error(var error) -> sink.kind(2).blob(error.encode());
            case PeekResult.Unreadable(String reason) -> sink.kind(3).text(reason);
            case PeekResult.Cancelled c -> sink.kind(4);
        }
    }

    static ComputeResponse response(WireSource s) {
        int kind = s.kind();
        return switch (kind) {
            case 1 -> new ComputeResponse.Frontiers(id(s), s.number(), s.number(), s.flag());
            case 2 -> new ComputeResponse.PeekAnswer(s.uuid(), result(s));
            case 3 -> new ComputeResponse.SubscribeBatch(id(s), s.number(), s.number(),
                    s.list(() -> new ComputeResponse.Update(s.row(), s.number(), s.number())),
                    s.optional(() -> EvalError.decode(s.blob())));
            case 4 -> new ComputeResponse.Failed(id(s), EvalError.decode(s.blob()));
            case 5 -> new ComputeResponse.Replayed();
            default -> throw new IllegalArgumentException("no response of kind " + kind);
        };
    }

    private static PeekResult result(WireSource s) {
        int kind = s.kind();
        return switch (kind) {
            case 1 -> new PeekResult.Rows(s.list(s::row));
            case 2 -> new PeekResult.Error(EvalError.decode(s.blob()));
            case 3 -> new PeekResult.Unreadable(s.text());
            case 4 -> new PeekResult.Cancelled();
            default -> throw new IllegalArgumentException("no result of kind " + kind);
        };
    }
}
