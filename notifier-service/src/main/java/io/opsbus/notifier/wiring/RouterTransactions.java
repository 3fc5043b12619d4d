package io.opsbus.notifier.wiring;

import io.opsbus.notifier.wiring.kafka.FencedIsFailed;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.transaction.KafkaTransactionManager;

/**
 * The router's transactions: its container begins one for each batch, sends the consumed offsets in it and commits. Set on this one container
 * and not on the binder, whose transactional mode would drag the deliverer into transactions it has no use for.
 */
final class RouterTransactions implements AutoCloseable {
    private final DefaultKafkaProducerFactory<byte[], byte[]> factory;
    private final KafkaTemplate<byte[], byte[]> template;

    /** @param id names the router for ever: started again under it, it aborts what its predecessor left open */
    RouterTransactions(Map<String, Object> config, String id) {
        factory = new DefaultKafkaProducerFactory<>(config);
        factory.setTransactionIdPrefix(id);
        factory.addPostProcessor(new FencedIsFailed());
        template = new KafkaTemplate<>(factory);
    }

    void on(AbstractMessageListenerContainer<?, ?> container) {
        container.getContainerProperties().setKafkaAwareTransactionManager(new KafkaTransactionManager<>(factory));
    }

    /** Gives the running transaction's producer to {@code work}. */
    void within(Consumer<Producer<byte[], byte[]>> work) {
        KafkaOperations.ProducerCallback<byte[], byte[], Boolean> callback = producer -> {
            work.accept(producer);
            return true;
        };
        template.execute(callback);
    }

    @Override
    public void close() {
        factory.destroy();
    }
}
