package io.opsbus.testkit;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.testcontainers.DockerClientFactory;

/**
 * Docker containers. Image names are the published ones; {@code opsbus.backbone.image.kafka}, {@code .postgres} and
 * {@code .registry} name others (a mirror, or images made on the machine).
 */
final class ContainerBackbone implements Backbone, AutoCloseable {
    private final Broker broker = new Broker();
    private final Server server = new Server();
    private final Registry registry = new Registry();

    ContainerBackbone() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "containers"));
    }

    /** Whether a Docker engine can be reached. */
    static boolean possible() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @Override
    public Kafka kafka() {
        broker.startOnce();
        return broker;
    }

    @Override
    public Postgres postgres() {
        server.startOnce();
        return server;
    }

    @Override
    public String registryUrl() {
        registry.startOnce();
        return registry.url();
    }

    /** Removes the containers. Testcontainers' own reaper does it too, but not everywhere is it allowed. */
    @Override
    public void close() {
        registry.remove();
        server.remove();
        broker.remove();
    }

    private static String image(String program, String published) {
        return System.getProperty("opsbus.backbone.image." + program, published);
    }

    /** One KRaft node. Its advertised address is known beforehand because the host port is fixed. */
    private static final class Broker extends ContainerServer implements Kafka {
        private static final int PORT = 9092;

        Broker() {
            super(image("kafka", "apache/kafka:4.4.0"), PORT);
        }

        @Override
        Map<String, String> environment() {
            return Map.ofEntries(
                    Map.entry("KAFKA_NODE_ID", "1"),
                    Map.entry("KAFKA_PROCESS_ROLES", "broker,controller"),
                    Map.entry("KAFKA_LISTENERS", "PLAINTEXT://:" + PORT + ",CONTROLLER://:9093"),
                    Map.entry("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://" + address()),
                    Map.entry("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER"),
                    Map.entry("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT"),
                    Map.entry("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093"),
                    Map.entry("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1"),
                    Map.entry("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1"),
                    Map.entry("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1"),
                    Map.entry("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1"),
                    Map.entry("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1"),
                    Map.entry("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0"),
                    Map.entry("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000"),
                    Map.entry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false"));
        }

        @Override
        boolean answers() {
            return Probe.kafka(address());
        }

        @Override
        public String bootstrap() {
            return address();
        }
    }

    private static final class Server extends ContainerServer implements Postgres {
        private static final String PASSWORD = "opsbus-test";

        Server() {
            super(image("postgres", "postgres:17"), 5432);
        }

        @Override
        Map<String, String> environment() {
            return Map.of("POSTGRES_USER", user(), "POSTGRES_PASSWORD", PASSWORD);
        }

        @Override
        boolean answers() {
            try (var connection = DriverManager.getConnection(serverUrl() + "postgres", user(), PASSWORD)) {
                return connection.isValid(2);
            } catch (SQLException notYet) {
                return false;
            }
        }

        @Override
        public String serverUrl() {
            return "jdbc:postgresql://" + address() + "/";
        }

        @Override
        public String user() {
            return "opsbus";
        }

        @Override
        public String password() {
            return PASSWORD;
        }

        @Override
        public Database database(String name) {
            return PostgresDatabases.make(serverUrl(), user(), PASSWORD, name);
        }

        @Override
        public Database newDatabase() {
            return database(PostgresDatabases.freshName());
        }
    }

    private static final class Registry extends ContainerServer {
        Registry() {
            super(image("registry", "apicurio/apicurio-registry:3.3.3"), 8080);
        }

        @Override
        Map<String, String> environment() {
            return Map.of("APICURIO_STORAGE_KIND", "sql", "APICURIO_STORAGE_SQL_KIND", "h2");
        }

        @Override
        boolean answers() {
            return Probe.http(url() + "/subjects");
        }

        String url() {
            return "http://" + address() + "/apis/ccompat/v7";
        }
    }
}
