package io.opsbus.notifier.wiring.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * A batch that failed, or whose offsets could not be committed, is read again by whoever owns its partitions, in doubt. The container's own way
 * is to hand over the batch it has in memory, again and again: also one that was delivered whole and only not committed, and also when its
 * partitions are another's by now, whose offsets it then sets back.
 */
public final class ReadAgain implements CommonErrorHandler {
    private static final Logger LOGGER = LoggerFactory.getLogger(ReadAgain.class);

    /** A failure so much later than the last is another's. */
    private static final long A_ROW = Duration.ofMinutes(1).toNanos();

    private final Function<ConsumerRecords<?, ?>, Map<TopicPartition, Long>> again;
    private final BackOff pauses;
    /** Of the failures in a row; one thread reads. */
    private @Nullable BackOffExecution streak;

    private long lastFailure;

    /**
     * For one container.
     *
     * @param again is told what comes again, and tells where to read from
     * @param pauses without an end
     */
    public ReadAgain(Function<ConsumerRecords<?, ?>, Map<TopicPartition, Long>> again, BackOff pauses) {
        this.again = again;
        this.pauses = pauses;
    }

    @Override
    public boolean seeksAfterHandling() {
        return true;
    }

    @Override
    public boolean isAckAfterHandle() {
        return false;
    }

    @Override
    public void handleBatch(
            Exception failure,
            ConsumerRecords<?, ?> batch,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            Runnable listener) {
        Takeovers.seek(consumer, again.apply(batch));
        pause(failure, container);
    }

    private void pause(Exception failure, MessageListenerContainer container) {
        var running = streak;
        if (running == null || System.nanoTime() - lastFailure > A_ROW) {
            LOGGER.atWarn().setCause(failure).log("a batch is read again");
            running = pauses.start();
            streak = running;
        }
        try {
            ListenerUtils.stoppableSleep(container, running.nextBackOff());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lastFailure = System.nanoTime();
    }

    /** Called when a batch works after one that failed. */
    @Override
    public void clearThreadState() {
        streak = null;
    }

    @Override
    public void handleOtherException(
            Exception failure, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        LOGGER.atWarn().setCause(failure).log("the deliveries could not be read");
    }
}
