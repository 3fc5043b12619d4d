package io.opsbus.notifier.wiring.kafka;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.springframework.kafka.core.ProducerPostProcessor;

/**
 * Has a producer that was fenced fail like any other. The container takes a fenced one for the sign that its partitions are another's by now:
 * it neither rolls the batch back nor commits it but reads on, and the next commit skips the batch. A process that was stopped for longer than
 * a transaction may last is fenced as well, by the coordinator, and may own its partitions again: then the batch would be lost. Rolled back, it
 * is read again by whoever owns it, with a producer of a new epoch.
 */
public final class FencedIsFailed implements ProducerPostProcessor<byte[], byte[]> {
    @Override
    @SuppressWarnings("unchecked") // a proxy of that very interface
    public Producer<byte[], byte[]> apply(Producer<byte[], byte[]> producer) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (_, method, arguments) -> {
                    try {
                        return method.invoke(producer, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause() instanceof ProducerFencedException fenced
                                ? new KafkaException("fenced: what it did is done again by another", fenced)
                                : failed.getCause();
                    }
                });
    }
}
