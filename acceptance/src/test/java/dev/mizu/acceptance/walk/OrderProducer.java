package dev.mizu.acceptance.walk;

import dev.mizu.testkit.kafka.KafkaBroker;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends orders in the order of their ids, each once, to its partition. One thread may use it. */
final class OrderProducer implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final long seed;
    private long next;

    OrderProducer(KafkaBroker broker, long seed) {
        this.seed = seed;
        this.producer = new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.address(),
                ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.LINGER_MS_CONFIG, 2), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends {@code count} orders more; returns when the broker has them. */
    void send(long count) {
        long end = next + count;
        for (; next < end; next++) {
            Order order = Order.of(seed, next);
            producer.send(new ProducerRecord<>(ShopSql.TOPIC, order.partition(), null, order.json()),
                    (written, e) -> {
                        if (e != null) {
                            failure.set(e);
                        }
                    });
        }
        producer.flush();
        if (failure.get() != null) {
            throw new IllegalStateException("the broker did not take an order", failure.get());
        }
    }

    long sent() {
        return next;
    }

    /** How many of the first {@code sent} orders are in a partition. */
    static long in(int partition, long sent) {
        return (sent + Order.PARTITIONS - 1 - partition) / Order.PARTITIONS;
    }

    @Override
    public void close() {
        producer.close();
    }
}
