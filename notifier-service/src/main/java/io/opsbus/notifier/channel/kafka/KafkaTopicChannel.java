package io.opsbus.notifier.channel.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.channel.Blocking;
import io.opsbus.notifier.channel.EventDocument;
import io.opsbus.notifier.channel.webhook.CloudEvent;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Trouble;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.dispatch.Channel;
import io.opsbus.notifier.grant.KafkaGrants;
import io.opsbus.notifier.targets.KafkaTopic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * Makes attempts by writing records: the key is the resource's id, as on our own bus; the value is the guide's JSON, byte for byte; what
 * CloudEvents adds is in headers {@code ce_…} (binary mode). A record is delivered when all replicas in sync have it.
 */
public final class KafkaTopicChannel implements Channel {
    private static final Outcome WRITTEN = Outcome.Told.delivered("kafka-written");

    /** The same word as of other channels; here the client says why. */
    private static final String NO_TLS = new Outcome.Unanswered(Trouble.TLS).label();

    /** So many clusters are in use just now: no attempt, and nothing the target has to do with. */
    private static final Outcome NO_ROOM = new Outcome.Postponed(Duration.ofSeconds(2));

    private final Producers producers;
    private final KafkaGrants grants;
    private final Blocking blocking;

    /**
     * Writes through {@code producers}, which stay the caller's to close.
     *
     * @param grants asked at each attempt: what was granted once may have been taken back
     */
    public KafkaTopicChannel(Producers producers, KafkaGrants grants, Blocking blocking) {
        this.producers = producers;
        this.grants = grants;
        this.blocking = blocking;
    }

    @Override
    public void send(List<? extends Post> posts) {
        for (var post : posts) {
            if (!(post.target() instanceof KafkaTopic topic)) {
                throw new IllegalArgumentException(
                        "not a topic: " + post.target().kind());
            }
            blocking.start(() -> attempt(post.delivery(), topic), post::ended);
        }
    }

    private Outcome attempt(Delivery delivery, KafkaTopic topic) throws InterruptedException {
        var complaint = grants.complaint("target", delivery.to().account(), topic);
        if (complaint.isPresent()) {
            return Outcome.Told.failed(
                    Verdict.RETRY_REFUSED, "kafka-forbidden", complaint.get().message());
        }
        var use = producers.use(delivery.to().account(), topic);
        if (use.isEmpty()) {
            return NO_ROOM;
        }
        try (var own = use.get()) {
            return attempt(delivery, topic, own);
        }
    }

    private static Outcome attempt(Delivery delivery, KafkaTopic topic, Producers.Use use) throws InterruptedException {
        Producer<byte[], byte[]> producer;
        try {
            producer = use.producer();
        } catch (KafkaException noCluster) {
            return Outcome.Told.failed(Verdict.RETRY, "kafka-no-cluster", innermost(noCluster));
        }
        try {
            producer.send(record(delivery, topic)).get();
            return WRITTEN;
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause(), use);
        } catch (RuntimeException e) {
            return failed(e, use);
        }
    }

    static ProducerRecord<byte[], byte[]> record(Delivery delivery, KafkaTopic topic) {
        var arn = EventDocument.of(delivery.body()).text("resourceId");
        var key = arn.substring(arn.lastIndexOf('/') + 1).getBytes(UTF_8);
        var record = new ProducerRecord<>(topic.topic(), key, delivery.body().bytes());
        CloudEvent.of(delivery)
                .attributes()
                .forEach((name, value) -> record.headers()
                        .add(name.equals("datacontenttype") ? "content-type" : "ce_" + name, value.getBytes(UTF_8)));
        return record;
    }

    private static Outcome failed(Throwable cause, Producers.Use use) {
        return switch (cause) {
            case RecordTooLargeException _ -> told(Verdict.RETRY_REFUSED, "kafka-too-large", cause);
            case InvalidTopicException _ -> told(Verdict.RETRY_REFUSED, "kafka-no-topic", cause);
            case TopicAuthorizationException _ -> told(Verdict.RETRY_REFUSED, "kafka-not-allowed", cause);
            // the client's word for a topic or a cluster it hears nothing of, and for records nobody acknowledged in
            // time
            case TimeoutException _ -> told(Verdict.RETRY, "kafka-timeout", cause);
            // its time was over while the client waited for what it needs to know: it has nothing to be closed for
            case InterruptException _ -> told(Verdict.RETRY, "kafka-timeout", cause);
            case RetriableException _ -> told(Verdict.RETRY, "kafka-unsettled", cause);
            default -> {
                // whatever else there is may have left it unable to go on
                use.broken();
                yield switch (cause) {
                    case SaslAuthenticationException _ -> told(Verdict.RETRY_REFUSED, "kafka-login", cause);
                    case SslAuthenticationException _ -> told(Verdict.RETRY, NO_TLS, cause);
                    case AuthorizationException _ -> told(Verdict.RETRY_REFUSED, "kafka-not-allowed", cause);
                    default -> told(Verdict.RETRY, "kafka-failed", cause);
                };
            }
        };
    }

    private static Outcome told(Verdict verdict, String word, Throwable cause) {
        return Outcome.Told.failed(verdict, word, innermost(cause));
    }

    private static String innermost(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
