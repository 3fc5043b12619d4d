package io.opsbus.notifier.channel.kafka;

import io.opsbus.notifier.targets.KafkaTopic;
import io.opsbus.notifier.targets.PeerTls;
import io.opsbus.notifier.targets.Target.Login;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One idempotent producer for each cluster and login in use; of too many the one that was idle longest goes. */
public final class Producers implements AutoCloseable {
    private static final int MOST = 32;
    private static final int BUFFER = 4 << 20;
    private static final Duration FOR_CLOSING = Duration.ofSeconds(2);

    private final Map<Cluster, Producer<byte[], byte[]>> open = new LinkedHashMap<>(MOST, 0.75f, true);
    private final Duration attempt;

    /** @param attempt the longest one attempt may take */
    public Producers(Duration attempt) {
        this.attempt = attempt;
    }

    /** Who is written to, as whom. */
    private record Cluster(
            String bootstrap, boolean tls, KafkaTopic.Sasl sasl, Optional<Login> login, Optional<PeerTls> peer) {
        static Cluster of(KafkaTopic topic) {
            return new Cluster(topic.bootstrap(), topic.tls(), topic.sasl(), topic.login(), topic.peer());
        }
    }

    /**
     * The producer for a topic.
     *
     * @throws org.apache.kafka.common.KafkaException when the cluster cannot be what the target says it is
     */
    synchronized Producer<byte[], byte[]> of(KafkaTopic topic) {
        var cluster = Cluster.of(topic);
        var known = open.get(cluster);
        if (known != null) {
            return known;
        }
        if (open.size() >= MOST) {
            var idle = open.values().iterator();
            close(idle.next());
            idle.remove();
        }
        var made = new KafkaProducer<byte[], byte[]>(config(cluster, attempt));
        open.put(cluster, made);
        return made;
    }

    /** Makes a new one next time: this one may be of no use any more. */
    synchronized void drop(KafkaTopic topic, Producer<byte[], byte[]> broken) {
        if (open.remove(Cluster.of(topic), broken)) {
            close(broken);
        }
    }

    private static void close(Producer<byte[], byte[]> producer) {
        var _ = Thread.ofVirtual().start(() -> producer.close(FOR_CLOSING));
    }

    private static Map<String, Object> config(Cluster cluster, Duration attempt) {
        var config = new HashMap<String, Object>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrap);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "opsbus.kafka-topic");
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER);
        var millis = (int) attempt.toMillis();
        // the attempt ends before it is taken for dead
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis * 9 / 10);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis * 9 / 10);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis * 8 / 10);
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        config.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        security(cluster, config);
        cluster.peer.ifPresent(peer -> certificates(peer, config));
        return config;
    }

    private static void certificates(PeerTls peer, Map<String, Object> config) {
        if (!peer.caPem().isEmpty()) {
            config.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            config.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, new Password(peer.caPem()));
        }
        peer.own().ifPresent(own -> {
            config.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
            config.put(
                    SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
                    new Password(own.certificatePem().reveal()));
            config.put(
                    SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
                    new Password(own.keyPem().reveal()));
        });
    }

    private static void security(Cluster cluster, Map<String, Object> config) {
        var transport = cluster.tls ? "SSL" : "PLAINTEXT";
        config.put("security.protocol", cluster.login.isPresent() ? "SASL_" + transport : transport);
        cluster.login.ifPresent(login -> {
            var isPlain = cluster.sasl == KafkaTopic.Sasl.PLAIN;
            var module = isPlain ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
            config.put(
                    SaslConfigs.SASL_MECHANISM,
                    cluster.sasl.name().replace('_', '-').toUpperCase(Locale.ROOT));
            config.put(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    "org.apache.kafka.common.security." + module + " required username=" + quoted(login.id())
                            + " password=" + quoted(login.secret().reveal()) + ";");
        });
    }

    /** Nothing in a text can end it early: the form is read by a tokenizer that knows C's escapes. */
    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\%03o", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }

    @Override
    public synchronized void close() {
        open.values().forEach(producer -> producer.close(Duration.ZERO));
        open.clear();
    }
}
