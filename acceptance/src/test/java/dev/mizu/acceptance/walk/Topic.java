package dev.mizu.acceptance.walk;

import dev.mizu.testkit.kafka.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Messages for one topic. One thread. */
final class Topic implements AutoCloseable {
    private final String name;
    private final KafkaProducer<byte[], byte[]> producer;

    Topic(KafkaBroker broker, String name) {
        this.name = name;
        this.producer = new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.address(),
                ProducerConfig.ACKS_CONFIG, "all"), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A message as it stands in the topic; text is UTF-8. */
    record Message(int partition, long timestamp, Optional<String> key, Optional<String> value) {
        static Message of(String value) {
            return new Message(0, 1_700_000_000_000L, Optional.empty(), Optional.of(value));
        }

        static Message of(String key, String value) {
            return new Message(0, 1_700_000_000_000L, Optional.of(key), Optional.of(value));
        }
    }

    /** Sends messages and waits until the broker has them; returns their offsets. */
    List<Long> send(List<Message> messages) {
        return await(messages.stream().map(message -> send(message.partition(), message.timestamp(),
                message.key().map(Topic::bytes), message.value().map(Topic::bytes))).toList());
    }

    void send(Message message) {
        send(List.of(message));
    }

    void send(byte[] value) {
        await(List.of(send(0, 1_700_000_000_000L, Optional.empty(), Optional.of(value))));
    }

    private Future<RecordMetadata> send(
            int partition, long timestamp, Optional<byte[]> key, Optional<byte[]> value) {
        return producer.send(new ProducerRecord<>(name, partition, timestamp, key.orElse(null), value.orElse(null)));
    }

    private static List<Long> await(List<Future<RecordMetadata>> sent) {
        try {
            List<Long> offsets = new ArrayList<>();
            for (Future<RecordMetadata> one : sent) {
                offsets.add(one.get().offset());
            }
            return offsets;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker did not take a message", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
