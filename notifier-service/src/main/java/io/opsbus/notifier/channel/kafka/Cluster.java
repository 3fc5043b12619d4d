package io.opsbus.notifier.channel.kafka;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.targets.KafkaTopic;
import io.opsbus.notifier.targets.PeerTls;
import io.opsbus.notifier.targets.Target.Login;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Who is written to, as whom, and for which account: accounts share no producer. */
record Cluster(
        AccountId account,
        String bootstrap,
        boolean tls,
        KafkaTopic.Sasl sasl,
        Optional<Login> login,
        Optional<PeerTls> peer) {
    private static final int BUFFER = 4 << 20;

    static Cluster of(AccountId account, KafkaTopic topic) {
        return new Cluster(account, topic.bootstrap(), topic.tls(), topic.sasl(), topic.login(), topic.peer());
    }

    /** @param attempt the longest one attempt may take */
    Map<String, Object> config(Duration attempt) {
        var config = new HashMap<String, Object>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
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
        security(config);
        peer.ifPresent(own -> certificates(own, config));
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

    private void security(Map<String, Object> config) {
        var transport = tls ? "SSL" : "PLAINTEXT";
        config.put("security.protocol", login.isPresent() ? "SASL_" + transport : transport);
        login.ifPresent(key -> {
            var isPlain = sasl == KafkaTopic.Sasl.PLAIN;
            var module = isPlain ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
            config.put(SaslConfigs.SASL_MECHANISM, sasl.name().replace('_', '-').toUpperCase(Locale.ROOT));
            config.put(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    "org.apache.kafka.common.security." + module + " required username=" + quoted(key.id())
                            + " password=" + quoted(key.secret().reveal()) + ";");
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
}
