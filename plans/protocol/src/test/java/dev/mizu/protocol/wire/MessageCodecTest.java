package dev.mizu.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mizu.base.id.GlobalId;
import dev.mizu.computeplan.DataflowDescription;
import dev.mizu.computeplan.DataflowDescription.BuiltObject;
import dev.mizu.computeplan.DataflowDescription.Export;
import dev.mizu.computeplan.DataflowDescription.Finishing;
import dev.mizu.computeplan.DataflowDescription.ShardImport;
import dev.mizu.computeplan.DataflowDescription.ShardRef;
import dev.mizu.computeplan.DataflowDescription.ShardRef.Location;
import dev.mizu.computeplan.LirPlan;
import dev.mizu.expr.EvalError;
import dev.mizu.expr.Mfp;
import dev.mizu.expr.ScalarExpr;
import dev.mizu.expr.relation.ColumnOrder;
import dev.mizu.protocol.ComputeCommand;
import dev.mizu.protocol.ComputeCommand.PeekTarget;
import dev.mizu.protocol.ComputeResponse;
import dev.mizu.protocol.ComputeResponse.PeekResult;
import dev.mizu.protocol.StorageCommand;
import dev.mizu.protocol.StorageResponse;
import dev.mizu.repr.Datum;
import dev.mizu.repr.RelationDesc;
import dev.mizu.repr.RelationType;
import dev.mizu.repr.Row;
import dev.mizu.repr.SimpleType;
import dev.mizu.repr.time.Timestamps;
import dev.mizu.storageplan.DataFormat;
import dev.mizu.storageplan.IngestionPlan;
import dev.mizu.storageplan.IngestionStatus;
import dev.mizu.storageplan.KafkaConnection;
import dev.mizu.storageplan.KafkaSourcePlan;
import dev.mizu.storageplan.KafkaSourcePlan.KafkaColumn;
import dev.mizu.storageplan.KafkaSourcePlan.KafkaEnvelope;
import dev.mizu.storageplan.LoadGeneratorPlan;
import dev.mizu.storageplan.SourcePlan;
import dev.mizu.storageplan.TextOrSecret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every message crosses and comes back the same; what is cut short is refused. */
class MessageCodecTest {
    private static final GlobalId ID = GlobalId.user(7);
    private static final RelationType TYPE =
            RelationType.of(SimpleType.INT8.notNull(), SimpleType.TEXT.nullable()).withKey(List.of(0));
    private static final ShardRef SHARD = new ShardRef("s1", Location.DURABLE, true);
    private static final ShardRef OTHER = new ShardRef("s2", Location.MEMORY, false);
    private static final Row ROW = Row.of(Datum.of(42L), Datum.of("naïve 𝄞"));
    private static final Row NULLS = Row.of(Datum.NULL, Datum.NULL);
    private static final EvalError ERROR = new EvalError("22012", "division by zero", "a detail");
    private static final UUID PEEK = new UUID(-1, 5);

    private static List<Message> messages() {
        return List.of(new Message.Compute(new ComputeCommand.CreateInstance()),
                new Message.Compute(new ComputeCommand.Replayed()),
                new Message.ComputeSays(new ComputeResponse.Replayed()),
                new Message.Compute(new ComputeCommand.CreateDataflow(new DataflowDescription("d",
                        Map.of(ID, new ShardImport(SHARD, TYPE)), Map.of(),
                        List.of(new BuiltObject(GlobalId.transientId(1), new LirPlan.Get(ID, Mfp.identity(2), TYPE))),
                        Map.of(GlobalId.user(8), new Export.Index(ID, List.of(new ScalarExpr.Column(0)), TYPE)),
                        5, Timestamps.CLOSED))),
                new Message.Compute(new ComputeCommand.AllowCompaction(ID, Timestamps.CLOSED)),
                new Message.Compute(peek(new PeekTarget.Index(ID, Optional.of(List.of(ROW, NULLS))))),
                new Message.Compute(peek(new PeekTarget.Index(ID, Optional.empty()))),
                new Message.Compute(peek(new PeekTarget.Shard(ID, OTHER, TYPE))),
                new Message.Compute(new ComputeCommand.CancelPeek(PEEK)),
                new Message.Storage(run(new LoadGeneratorPlan(new LoadGeneratorPlan.Generator.Auction(), 100, 3,
                        OptionalLong.empty()))),
                new Message.Storage(run(new LoadGeneratorPlan(
                        new LoadGeneratorPlan.Generator.Counter(OptionalLong.of(9)), 100, 0, OptionalLong.of(4)))),
                new Message.Storage(run(kafka(Optional.empty(), Optional.empty()))),
                new Message.Storage(run(kafka(
                        Optional.of(new KafkaConnection.Sasl("PLAIN", new TextOrSecret.Secret(ID), GlobalId.user(9))),
                        Optional.of(new KafkaConnection.Tls(Optional.of(ID), Optional.of(new TextOrSecret.Text("pem")),
                                Optional.empty()))))),
                new Message.Storage(new StorageCommand.StopIngestion(ID)),
                new Message.ComputeSays(new ComputeResponse.Frontiers(ID, 9, 3, true)),
                new Message.ComputeSays(new ComputeResponse.PeekAnswer(PEEK,
                        new PeekResult.Rows(List.of(ROW, NULLS, new Row(List.of()))))),
                new Message.ComputeSays(new ComputeResponse.PeekAnswer(PEEK, new PeekResult.Error(ERROR))),
                new Message.ComputeSays(new ComputeResponse.PeekAnswer(PEEK, new PeekResult.Unreadable("gone"))),
                new Message.ComputeSays(new ComputeResponse.PeekAnswer(PEEK, new PeekResult.Cancelled())),
                new Message.ComputeSays(new ComputeResponse.SubscribeBatch(ID, 1, 9,
                        List.of(new ComputeResponse.Update(ROW, 3, -1)), Optional.empty())),
                new Message.ComputeSays(new ComputeResponse.SubscribeBatch(ID, 1, 9, List.of(), Optional.of(ERROR))),
                new Message.ComputeSays(new ComputeResponse.Failed(ID, ERROR)),
                new Message.StorageSays(new StorageResponse.StatusChange(
                        ID, 5, IngestionStatus.STALLED, "no broker", "start it")),
                new Message.StorageSays(new StorageResponse.Statistics(ID, 1, 2, 3, 4, 5, 6)),
                new Message.Untold(Location.MEMORY));
    }

    private static ComputeCommand.Peek peek(PeekTarget target) {
        return new ComputeCommand.Peek(PEEK, target, 11, Mfp.identity(2).project(List.of(1)),
                new Finishing(List.of(new ColumnOrder(0, true, false)), Optional.of(3L), 1, List.of(0)));
    }

    private static StorageCommand.RunIngestion run(SourcePlan source) {
        return new StorageCommand.RunIngestion(ID, new IngestionPlan(source,
                List.of(new IngestionPlan.Output("bids", new RelationDesc(TYPE, List.of("a", "b")))), 1_000),
                List.of(SHARD, OTHER), OTHER);
    }

    private static KafkaSourcePlan kafka(Optional<KafkaConnection.Sasl> sasl, Optional<KafkaConnection.Tls> tls) {
        return new KafkaSourcePlan(ID, new KafkaConnection(List.of("a:1", "b:2"), KafkaConnection.Protocol.SASL_SSL,
                sasl, tls, Optional.of("progress"), sasl.isPresent() ? OptionalInt.of(3) : OptionalInt.empty()),
                "topic",
                sasl.map(s -> DataFormat.TEXT), DataFormat.JSON, KafkaEnvelope.UPSERT,
                List.of(KafkaColumn.KEY, KafkaColumn.OFFSET), List.of(5L, 6L),
                tls.isPresent() ? OptionalLong.of(-3) : OptionalLong.empty(), 10_000, Optional.of("g"));
    }

    @Test
    void everyMessageComesBack() {
        for (Message message : messages()) {
            assertThat(MessageCodec.decode(MessageCodec.encode(message))).isEqualTo(message);
        }
    }

    @Test
    void callsAndAnswersComeBack() {
        byte[] bytes = {1, 2, 3};
        List<StoreCall.Append> appends = List.of(new StoreCall.Append("k", 4, bytes));
        List<StoreCall> calls = List.of(new StoreCall.Head(Location.DURABLE, "k"),
                new StoreCall.Scan(Location.MEMORY, "k", 3, 10), new StoreCall.CompareAndSet(Location.DURABLE, appends),
                new StoreCall.Truncate(Location.DURABLE, "k", 2), new StoreCall.Keys(Location.MEMORY),
                new StoreCall.BlobGet(Location.MEMORY, "b", 5, 6), new StoreCall.BlobPut(Location.MEMORY, "b", bytes),
                new StoreCall.BlobDelete(Location.MEMORY, "b"), new StoreCall.BlobList(Location.MEMORY, "b"),
                new StoreCall.Secret(ID));
        for (StoreCall call : calls) {
            same(new Message.Call(8, call));
        }
        List<StoreAnswer> answers = List.of(new StoreAnswer.Failed(true, "disk"), new StoreAnswer.Done(false),
                new StoreAnswer.Entries(appends), new StoreAnswer.Names(List.of("a")),
                new StoreAnswer.Content(Optional.of(bytes)), new StoreAnswer.Content(Optional.empty()));
        for (StoreAnswer answer : answers) {
            same(new Message.Answer(9, answer));
        }
        same(new Message.Appended(Location.DURABLE, appends));
    }

    /** Arrays have no equality: what is written again must be the same bytes. */
    private static void same(Message message) {
        byte[] body = MessageCodec.encode(message);
        Message back = MessageCodec.decode(body);
        assertThat(back).hasSameClassAs(message);
        assertThat(MessageCodec.encode(back)).isEqualTo(body);
    }

    @Test
    void whatIsCutShortIsRefused() {
        for (Message message : messages()) {
            byte[] body = MessageCodec.encode(message);
            byte[] cut = Arrays.copyOf(body, body.length - 1);
            assertThatThrownBy(() -> MessageCodec.decode(cut)).isInstanceOf(RuntimeException.class);
        }
        assertThatThrownBy(() -> MessageCodec.decode(new byte[] {99})).hasMessageContaining("kind 99");
    }

    @Test
    void secretsAreNotPrinted() {
        byte[] secret = "hunter2".getBytes(StandardCharsets.UTF_8);
        assertThat(new StoreAnswer.Content(Optional.of(secret)).toString()).isEqualTo("Content");
        assertThat(Handshake.Secret.random().toString()).isEqualTo("(secret)");
    }
}
