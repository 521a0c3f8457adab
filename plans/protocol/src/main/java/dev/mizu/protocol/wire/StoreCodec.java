package dev.mizu.protocol.wire;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription.ShardRef.Location;

/** Calls of a replica's stores and their answers as bytes. */
final class StoreCodec {
    private StoreCodec() {}

    static void write(StoreCall call, WireSink sink) {
        switch (call) {
            case StoreCall.Head(var location, String key) -> begin(sink, 1, location).text(key);
            case StoreCall.Scan(var location, String key, long from, int limit) ->
                    begin(sink, 2, location).text(key).number(from).count(limit);
            case StoreCall.CompareAndSet(var location, var appends) ->
                    begin(sink, 3, location).list(appends, append -> append(append, sink));
            case StoreCall.Truncate(var location, String key, long below) ->
                    begin(sink, 4, location).text(key).number(below);
            case StoreCall.Keys(var location) -> begin(sink, 5, location);
            case StoreCall.BlobGet(var location, String key, long offset, int length) ->
                    begin(sink, 6, location).text(key).number(offset).count(length);
            case StoreCall.BlobPut(var location, String key, byte[] value) ->
                    begin(sink, 7, location).text(key).blob(value);
            case StoreCall.BlobDelete(var location, String key) -> begin(sink, 8, location).text(key);
            case StoreCall.BlobList(var location, String prefix) -> begin(sink, 9, location).text(prefix);
            case StoreCall.Secret(var id) -> sink.kind(10).text(id.toString());
        }
    }

    private static WireSink begin(WireSink sink, int kind, Location location) {
        return sink.kind(kind).kind(location.ordinal());
    }

    static Location location(WireSource source) {
        return Location.values()[source.kind()];
    }

    static StoreCall call(WireSource s) {
        int kind = s.kind();
        if (kind == 10) {
            return new StoreCall.Secret(GlobalId.parse(s.text()));
        }
        Location location = location(s);
        return switch (kind) {
            case 1 -> new StoreCall.Head(location, s.text());
            case 2 -> new StoreCall.Scan(location, s.text(), s.number(), s.count());
            case 3 -> new StoreCall.CompareAndSet(location, s.list(() -> append(s)));
            case 4 -> new StoreCall.Truncate(location, s.text(), s.number());
            case 5 -> new StoreCall.Keys(location);
            case 6 -> new StoreCall.BlobGet(location, s.text(), s.number(), s.count());
            case 7 -> new StoreCall.BlobPut(location, s.text(), s.blob());
            case 8 -> new StoreCall.BlobDelete(location, s.text());
            case 9 -> new StoreCall.BlobList(location, s.text());
            default -> throw new IllegalArgumentException("no call of kind " + kind);
        };
    }

    static void append(StoreCall.Append append, WireSink sink) {
        sink.text(append.key()).number(append.seqno()).blob(append.value());
    }

    static StoreCall.Append append(WireSource source) {
        return new StoreCall.Append(source.text(), source.number(), source.blob());
    }

    static void write(StoreAnswer answer, WireSink sink) {
        switch (answer) {
            case StoreAnswer.Failed(boolean retryable, String message) -> sink.kind(1).flag(retryable).text(message);
            case StoreAnswer.Done(boolean done) -> sink.kind(2).flag(done);
            case StoreAnswer.Entries(var entries) -> sink.kind(3).list(entries, entry -> append(entry, sink));
            case StoreAnswer.Names(var names) -> sink.kind(4).list(names, sink::text);
            case StoreAnswer.Content(var bytes) -> sink.kind(5).optional(bytes, sink::blob);
        }
    }

    static StoreAnswer answer(WireSource s) {
        int kind = s.kind();
        return switch (kind) {
            case 1 -> new StoreAnswer.Failed(s.flag(), s.text());
            case 2 -> new StoreAnswer.Done(s.flag());
            case 3 -> new StoreAnswer.Entries(s.list(() -> append(s)));
            case 4 -> new StoreAnswer.Names(s.list(s::text));
            case 5 -> new StoreAnswer.Content(s.optional(s::blob));
            default -> throw new IllegalArgumentException("no answer of kind " + kind);
        };
    }
}
