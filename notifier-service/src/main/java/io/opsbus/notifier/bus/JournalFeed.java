package io.opsbus.notifier.bus;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.journal.Entry;
import io.opsbus.notifier.journal.Journal;
import io.opsbus.notifier.journal.Place;
import io.opsbus.notifier.journal.Status;
import io.opsbus.schemas.notifier.Attempt;
import io.opsbus.schemas.serde.UndecodableRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From {@code notifier.attempts} to the journal, batch by batch, beside the deliveries and never in their way. */
public final class JournalFeed {
    private static final Logger LOGGER = LoggerFactory.getLogger(JournalFeed.class);
    private static final String OWN_NAME = "sub-";

    private final Records records;
    private final Journal journal;
    private final Function<SubscriptionId, Optional<String>> rules;
    private final InstantSource clock;

    /**
     * A feed of {@code journal}.
     *
     * @param rules the name of the rule a subscription stems from
     */
    public JournalFeed(
            Records records, Journal journal, Function<SubscriptionId, Optional<String>> rules, InstantSource clock) {
        this.records = records;
        this.journal = journal;
        this.rules = rules;
        this.clock = clock;
    }

    /** Takes a batch; throws while the store is away, and the batch must come again. */
    public void accept(List<ConsumerRecord<byte[], byte[]>> batch) {
        var entries = new ArrayList<Entry>(batch.size());
        for (var record : batch) {
            read(record).ifPresent(entries::add);
        }
        journal.keep(entries, clock.instant());
    }

    private Optional<Entry> read(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (records.read(record) instanceof Attempt attempt) {
                return Optional.of(entry(attempt));
            }
        } catch (UndecodableRecord | IllegalArgumentException unreadable) {
            LOGGER.atWarn()
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .setCause(unreadable)
                    .log("an attempt cannot be read and is left out of the journal");
        }
        return Optional.empty();
    }

    private Entry entry(Attempt attempt) {
        var target = new TargetId(attempt.getTargetId());
        var subscription = attempt.getSubscriptionId() == null
                ? new SubscriptionId(OWN_NAME + target.value().substring(OWN_NAME.length()))
                : new SubscriptionId(attempt.getSubscriptionId());
        return new Entry(
                new Place(
                        attempt.getStartedAt(),
                        new DeliveryId(UUID.fromString(attempt.getDeliveryId())),
                        attempt.getNumber()),
                new Entry.Subject(
                        new AccountId(attempt.getAccountId()),
                        subscription,
                        rules.apply(subscription).orElse(""),
                        target,
                        Objects.requireNonNullElse(attempt.getEventId(), ""),
                        Objects.requireNonNullElse(attempt.getEventName(), "")),
                new Entry.Result(
                        status(attempt),
                        attempt.getReason() == null ? attempt.getOutcome() : attempt.getReason(),
                        attempt.getHttpStatus() == null ? OptionalInt.empty() : OptionalInt.of(attempt.getHttpStatus()),
                        Duration.ofNanos(attempt.getDurationMicros() * 1000),
                        Objects.requireNonNullElse(attempt.getSaid(), "")));
    }

    private static Status status(Attempt attempt) {
        if (attempt.getOutcome().equals("delivered")) {
            return Status.DELIVERED;
        }
        return attempt.getTerminal() ? Status.DEAD : Status.FAILED;
    }
}
