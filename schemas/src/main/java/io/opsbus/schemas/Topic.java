package io.opsbus.schemas;

import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * One topic of the bus.
 *
 * @param name the topic's name on the broker
 * @param key what the record key, an UTF-8 string, means
 * @param valueType the generated class of the value
 * @param partitions how many partitions it is created with
 * @param retention how long a record is kept
 * @param cleanup what happens to old records
 */
public record Topic<V extends SpecificRecord>(
        String name, String key, Class<V> valueType, int partitions, Duration retention, Cleanup cleanup) {

    /** What the broker does with old records ({@code cleanup.policy}). */
    public enum Cleanup {
        /** Records older than the retention go. */
        DELETE("delete"),
        /** The last record of every key stays. */
        COMPACT("compact");

        private final String word;

        Cleanup(String word) {
            this.word = word;
        }

        /** The word the broker knows it by. */
        public String word() {
            return word;
        }
    }

    public Topic {
        if (partitions < 1) {
            throw new IllegalArgumentException(name + ": partitions must be at least 1");
        }
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException(name + ": retention must be positive");
        }
    }

    /** The schema of the value. */
    public Schema schema() {
        return SpecificData.get().getSchema(valueType);
    }

    /** The registry subject of the value (Confluent's TopicNameStrategy). */
    public String valueSubject() {
        return name + "-value";
    }

    NewTopic declaration(short replication) {
        return new NewTopic(name, partitions, replication)
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        cleanup.word(),
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(retention.toMillis())));
    }

    @Override
    public String toString() {
        return name;
    }
}
