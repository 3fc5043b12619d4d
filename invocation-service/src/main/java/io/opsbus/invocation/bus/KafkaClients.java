package io.opsbus.invocation.bus;

import io.opsbus.ledger.relay.KafkaFactSink;
import io.opsbus.schemas.Topics;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Clients of Kafka, as this service sets them. */
public final class KafkaClients {
    private KafkaClients() {}

    /** Where the relay brings facts. */
    public static KafkaFactSink sink(String bootstrap) {
        return sink(bootstrap, "invocation-service.relay");
    }

    /** Where it is told which agents are there. */
    public static KafkaFactSink presence(String bootstrap) {
        return sink(bootstrap, "invocation-service.agents");
    }

    private static KafkaFactSink sink(String bootstrap, String client) {
        return KafkaFactSink.open(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.CLIENT_ID_CONFIG,
                client,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1000,
                ProducerConfig.LINGER_MS_CONFIG,
                2));
    }

    /**
     * Creates every topic that is not there yet.
     *
     * @param replication copies of each partition
     */
    public static void createTopics(String bootstrap, short replication) {
        Map<String, Object> config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "invocation-service.topics",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                10_000);
        try (Admin admin = Admin.create(config)) {
            Topics.create(admin, replication);
        }
    }
}
