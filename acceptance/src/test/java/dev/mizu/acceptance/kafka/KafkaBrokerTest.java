package dev.mizu.acceptance.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker keeps what it was given, also over a restart. */
final class KafkaBrokerTest {
    @Test
    void keepsRecordsOverARestart(@TempDir Path folder) {
        try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"))) {
            broker.createTopic("orders", 2);
            try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker.address()), new StringSerializer(), new StringSerializer())) {
                producer.send(new ProducerRecord<>("orders", 0, "k", "first"));
                producer.send(new ProducerRecord<>("orders", 1, "k", "second"));
            }

            broker.stop();
            broker.restart();

            assertThat(values(broker, 0)).containsExactly("first");
            assertThat(values(broker, 1)).containsExactly("second");
        }
    }

    private static List<String> values(KafkaBroker broker, int partition) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.address()), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition("orders", partition));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (int i = 0; i < 100 && values.isEmpty(); i++) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    values.add(record.value());
                }
            }
        }
        return values;
    }
}
