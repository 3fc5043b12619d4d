package io.opsbus.notifier.bus;

import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.redrive.DeadDeliveries;
import io.opsbus.notifier.redrive.DeadDelivery;
import io.opsbus.schemas.notifier.DeadLetter;
import io.opsbus.schemas.serde.UndecodableRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From {@code notifier.dlq} to the dead deliveries that can be redriven. A poison record is no delivery, and stays in the topic only. */
public final class LetterFeed {
    private static final Logger LOGGER = LoggerFactory.getLogger(LetterFeed.class);

    private final Records records;
    private final DeadDeliveries dead;
    private final Function<SubscriptionId, Optional<String>> rules;
    private final InstantSource clock;

    /**
     * A feed of {@code dead}.
     *
     * @param rules the name of the rule a subscription stems from
     */
    public LetterFeed(
            Records records,
            DeadDeliveries dead,
            Function<SubscriptionId, Optional<String>> rules,
            InstantSource clock) {
        this.records = records;
        this.dead = dead;
        this.rules = rules;
        this.clock = clock;
    }

    /** Takes a batch; throws while the store is away, and the batch must come again. */
    public void accept(List<ConsumerRecord<byte[], byte[]>> batch) {
        var died = new ArrayList<DeadDelivery>(batch.size());
        for (var record : batch) {
            read(record).ifPresent(died::add);
        }
        dead.keep(died, clock.instant());
    }

    private Optional<DeadDelivery> read(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (records.read(record) instanceof DeadLetter letter && letter.getDeliveryId() != null) {
                return Optional.of(dead(letter));
            }
        } catch (UndecodableRecord | IllegalArgumentException unreadable) {
            LOGGER.atWarn()
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .setCause(unreadable)
                    .log("a dead letter cannot be read and cannot be redriven");
        }
        return Optional.empty();
    }

    private DeadDelivery dead(DeadLetter letter) {
        var value = new byte[letter.getRawValue().remaining()];
        letter.getRawValue().duplicate().get(value);
        var delivery = records.delivery(value);
        return new DeadDelivery(
                delivery,
                rules.apply(delivery.to().subscription()).orElse(""),
                DeadReason.of(letter.getReasonCode())
                        .orElseThrow(() -> new UndecodableRecord("no reason of ours: " + letter.getReasonCode())),
                letter.getSilence() == null ? "" : Plain.demand("silence", letter.getSilence()),
                letter.getAttempts(),
                letter.getAt(),
                letter.getServed().stream()
                        .map(one -> Plain.demand("served", one))
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
