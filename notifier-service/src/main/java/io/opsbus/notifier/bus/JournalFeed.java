package io.opsbus.notifier.bus;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.Fault;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.hold.Ending;
import io.opsbus.notifier.hold.FailingTargets;
import io.opsbus.notifier.hold.Streak;
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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From {@code notifier.attempts} to the journal, batch by batch, beside the deliveries and never in their way. */
public final class JournalFeed {
    private static final Logger LOGGER = LoggerFactory.getLogger(JournalFeed.class);
    private static final String OWN_NAME = "sub-";

    private final Records records;
    private final Journal journal;
    private final FailingTargets failing;
    private final Function<SubscriptionId, Optional<String>> rules;
    private final InstantSource clock;

    /**
     * A feed of {@code journal} and {@code failing}.
     *
     * @param rules the name of the rule a subscription stems from
     */
    public JournalFeed(
            Records records,
            Journal journal,
            FailingTargets failing,
            Function<SubscriptionId, Optional<String>> rules,
            InstantSource clock) {
        this.records = records;
        this.journal = journal;
        this.failing = failing;
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
        failing.take(entries.stream()
                .filter(one -> Fault.isTargets(one.result().outcome()))
                .map(JournalFeed::ending)
                .toList());
    }

    private static Ending ending(Entry entry) {
        var result = entry.result();
        return new Ending(
                entry.subject().target(),
                entry.subject().account(),
                result.status() == Status.DELIVERED,
                new Streak.Answer(entry.place().startedAt(), result.outcome(), result.httpStatus(), result.said()));
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
        var target = new TargetId(Plain.demand("targetId", attempt.getTargetId()));
        var subscription = subscription(attempt, target);
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
                        plain("eventId", attempt.getEventId()),
                        plain("eventName", attempt.getEventName()),
                        plain("silence", attempt.getSilence()),
                        version(attempt.getSubscriptionVersion())),
                new Entry.Result(
                        status(attempt),
                        plain("reason", attempt.getReason() == null ? attempt.getOutcome() : attempt.getReason()),
                        attempt.getHttpStatus() == null ? OptionalInt.empty() : OptionalInt.of(attempt.getHttpStatus()),
                        Duration.ofNanos(attempt.getDurationMicros() * 1000),
                        plain("said", attempt.getSaid()),
                        version(attempt.getMadeWith())));
    }

    private static long version(@Nullable Long told) {
        return told == null ? 0 : told;
    }

    /** Records of an earlier release name the target only, whose id ends as its subscription's does. */
    private static SubscriptionId subscription(Attempt attempt, TargetId target) {
        var named = attempt.getSubscriptionId();
        if (named != null) {
            return new SubscriptionId(Plain.demand("subscriptionId", named));
        }
        if (target.value().length() <= OWN_NAME.length()) {
            throw new UndecodableRecord("targetId is none of ours");
        }
        return new SubscriptionId(OWN_NAME + target.value().substring(OWN_NAME.length()));
    }

    private static String plain(String field, @Nullable String text) {
        return text == null ? "" : Plain.demand(field, text);
    }

    private static Status status(Attempt attempt) {
        if (attempt.getOutcome().equals("delivered")) {
            return Status.DELIVERED;
        }
        if (attempt.getOutcome().equals(Outcome.SUPERSEDED)) {
            return Status.SUPERSEDED;
        }
        if (attempt.getOutcome().equals(Outcome.SILENCED)) {
            return Status.SILENCED;
        }
        return attempt.getTerminal() ? Status.DEAD : Status.FAILED;
    }
}
