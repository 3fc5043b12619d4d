package io.opsbus.notifier.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.Event;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.condition.EventText;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.EventKey;
import io.opsbus.notifier.history.PastEvent;
import io.opsbus.notifier.history.PastEvents;
import io.opsbus.notifier.hold.Disabling;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.hold.Streak;
import io.opsbus.notifier.meta.OwnEvents;
import io.opsbus.rpc.reply.Json;
import io.opsbus.rpc.reply.Tree;
import io.opsbus.schemas.Headers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that a target was disabled, the way any event is told: to whoever subscribes to such events, and to the owner's people whether they
 * subscribe or not. All that is said is known when the target is held, so the same notice told twice is the same deliveries.
 */
public final class KafkaNotices implements Disabling.Notices {
    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaNotices.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSZ", Locale.ROOT).withZone(ZoneOffset.ofHours(8));

    private final Router router;
    private final Records records;
    private final Producer<byte[], byte[]> producer;
    private final Function<Subscription, List<Subscription>> people;
    private final PastEvents past;

    /**
     * Notices by way of {@code notifier.deliveries}.
     *
     * @param producer stays the caller's to close
     * @param people whom to tell what concerns a subscription
     * @param past where the event is kept
     */
    public KafkaNotices(
            Router router,
            Records records,
            Producer<byte[], byte[]> producer,
            Function<Subscription, List<Subscription>> people,
            PastEvents past) {
        this.router = router;
        this.records = records;
        this.producer = producer;
        this.people = people;
        this.past = past;
    }

    @Override
    public void disabled(HeldTarget target, Subscription owner, Instant now) {
        var event = event(target, owner);
        var text = text(target, owner);
        var json = text.getBytes(UTF_8);
        var key = EventKey.of(event, json);
        past.keep(List.of(PastEvent.of(key.id(), false, event, "", text)), now);
        // by delivery: who subscribes and is one of the people is told once
        var told = new LinkedHashMap<String, ProducerRecord<byte[], byte[]>>();
        router.announce(event, json, record -> told.put(id(record), record));
        var subject = new Delivery.Subject(event.id(), event.name(), Optional.empty());
        var at = now.truncatedTo(ChronoUnit.MILLIS);
        for (var person : people.apply(owner)) {
            var to = Delivery.Addressee.of(person);
            var id = DeliveryId.of(key, to.subscription(), to.target());
            var record = records.delivery(new Delivery(id, to, subject, at, Body.of(json)));
            told.putIfAbsent(id(record), record);
        }
        KafkaAnnouncements.write(producer, told.values());
        LOGGER.atWarn()
                .addKeyValue("targetId", target.target())
                .addKeyValue("accountId", owner.account().value())
                .addKeyValue("failingSince", target.streak().map(Streak::since).orElse(target.since()))
                .addKeyValue("told", told.size())
                .log("a target that failed for days was disabled; what is for it waits");
    }

    private static String id(ProducerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader(Headers.FACT_ID).value(), UTF_8);
    }

    private static Event event(HeldTarget target, Subscription owner) {
        var meta = OwnEvents.TARGET_DISABLED;
        var at = target.since().truncatedTo(ChronoUnit.MILLIS);
        return new Event(
                owner.account(),
                "disabled-" + target.target() + "-" + at.toEpochMilli(),
                meta.name(),
                meta.level(),
                OwnEvents.PRODUCT,
                "acs:opsbus::" + owner.account().value() + ":target/" + target.target(),
                at,
                Optional.of(meta.status()),
                new EventText(() -> text(target, owner)));
    }

    /** The guide's form (4.1); of the target only its id and kind are told, for addresses hold tokens. */
    private static String text(HeldTarget target, Subscription owner) {
        var event = event(target, owner);
        return Json.write(Tree.build()
                .put("ver", "1.0")
                .put("id", event.id())
                .put("product", event.product())
                .put("resourceId", event.resourceArn())
                .put("level", event.level().name())
                .put("name", event.name())
                .put("userId", event.account().value())
                .put("eventTime", TIME.format(event.eventTime()))
                .put("regionId", "")
                .put("content", content(target, owner))
                .end());
    }

    private static Tree content(HeldTarget target, Subscription owner) {
        var content = Tree.build()
                .put("targetId", target.target().value())
                .put("targetType", owner.at(target.target()).kind().word())
                .put("subscriptionId", owner.id().value())
                .put("state", OwnEvents.TARGET_DISABLED.status());
        target.streak().ifPresent(streak -> {
            var last = streak.last();
            content.put(
                            "failingSince",
                            streak.since().truncatedTo(ChronoUnit.SECONDS).toString())
                    .put("failures", Long.toString(streak.failures()))
                    .put(
                            "lastAttempt",
                            last.at().truncatedTo(ChronoUnit.SECONDS).toString())
                    .put("lastAnswer", last.said().isEmpty() ? last.outcome() : last.outcome() + ": " + last.said());
        });
        return content.put(
                        "resume",
                        "opsbus targets resume " + target.target() + " --account "
                                + owner.account().value())
                .end();
    }
}
