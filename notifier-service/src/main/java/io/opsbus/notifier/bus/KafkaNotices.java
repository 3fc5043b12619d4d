package io.opsbus.notifier.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Event;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.budget.Spending;
import io.opsbus.notifier.budget.SpentBudgets;
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
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that a target was disabled, or a budget did not suffice, the way any event is told: to whoever subscribes to such events, and to the owner's people whether they
 * subscribe or not. All that is said is known when the target is held, so the same notice told twice is the same deliveries.
 */
public final class KafkaNotices implements Disabling.Notices, SpentBudgets.Notices {
    private static final Logger LOGGER = LoggerFactory.getLogger(KafkaNotices.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSZ", Locale.ROOT).withZone(ZoneOffset.ofHours(8));

    private final Router router;
    private final Records records;
    private final Producer<byte[], byte[]> producer;
    private final People people;
    private final PastEvents past;

    /** Whom to tell. */
    public interface People {
        /** What concerns a subscription. */
        List<Subscription> people(Subscription about);

        /** What concerns an account. */
        List<Subscription> people(AccountId account);
    }

    /**
     * Notices by way of {@code notifier.deliveries}.
     *
     * @param producer stays the caller's to close
     * @param past where the event is kept
     */
    public KafkaNotices(
            Router router, Records records, Producer<byte[], byte[]> producer, People people, PastEvents past) {
        this.router = router;
        this.records = records;
        this.producer = producer;
        this.people = people;
        this.past = past;
    }

    @Override
    public void disabled(HeldTarget target, Subscription owner, Instant now) {
        var told = tell(event(target, owner), text(target, owner), people.people(owner), now);
        LOGGER.atWarn()
                .addKeyValue("targetId", target.target())
                .addKeyValue("accountId", owner.account().value())
                .addKeyValue("failingSince", target.streak().map(Streak::since).orElse(target.since()))
                .addKeyValue("told", told)
                .log("a target that failed for days was disabled; what is for it waits");
    }

    @Override
    public void spent(Spending.Spent spent, Instant now) {
        var account = spent.day().account();
        var told = tell(event(spent), text(spent), people.people(account), now);
        LOGGER.atWarn()
                .addKeyValue("accountId", account.value())
                .addKeyValue("day", spent.day().date())
                .addKeyValue("parts", spent.parts())
                .addKeyValue("told", told)
                .log("an account's budget of short messages did not suffice; the others wait until the next day");
    }

    /** Returns how many deliveries that is. */
    private int tell(Event event, String text, List<Subscription> whom, Instant now) {
        var json = text.getBytes(UTF_8);
        var key = EventKey.of(event, json);
        past.keep(List.of(PastEvent.of(key.id(), false, event, "", text)), now);
        // by delivery: who subscribes and is one of the people is told once
        var told = new LinkedHashMap<String, ProducerRecord<byte[], byte[]>>();
        router.announce(event, json, record -> told.put(id(record), record));
        var subject = new Delivery.Subject(event.id(), event.name(), Optional.empty());
        var at = now.truncatedTo(ChronoUnit.MILLIS);
        for (var person : whom) {
            var to = Delivery.Addressee.of(person);
            var id = DeliveryId.of(key, to.subscription(), to.target());
            var record = records.delivery(new Delivery(id, to, subject, at, Body.of(json)));
            told.putIfAbsent(id(record), record);
        }
        KafkaAnnouncements.write(producer, told.values());
        return told.size();
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

    private static Event event(Spending.Spent spent) {
        var meta = OwnEvents.SMS_BUDGET_SPENT;
        var account = spent.day().account();
        return new Event(
                account,
                "sms-budget-" + account.value() + "-" + spent.day().date(),
                meta.name(),
                meta.level(),
                OwnEvents.PRODUCT,
                "acs:opsbus::" + account.value() + ":sms-budget/" + spent.day().date(),
                spent.since().truncatedTo(ChronoUnit.MILLIS),
                Optional.of(meta.status()),
                new EventText(() -> text(spent)));
    }

    /** How much was taken by then is not told: told again it would be another text, and so other deliveries. */
    private static String text(Spending.Spent spent) {
        var date = spent.day().date();
        return document(
                event(spent),
                Tree.build()
                        .put("day", date.toString())
                        .put("state", OwnEvents.SMS_BUDGET_SPENT.status())
                        .put(
                                "nextDay",
                                date.plusDays(1)
                                        .atStartOfDay(ZoneOffset.UTC)
                                        .toInstant()
                                        .toString())
                        .end());
    }

    /**
     * Of the target only its id and kind are told, for addresses hold tokens; of its last answer only outcome and status: what a host said that the
     * account cannot reach itself is not for the account to read.
     */
    private static String text(HeldTarget target, Subscription owner) {
        return document(event(target, owner), content(target, owner));
    }

    /** The guide's form (4.1). */
    static String document(Event event, Tree content) {
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
                .put("content", content)
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
                    .put("lastAnswer", last.outcome());
            last.httpStatus().ifPresent(status -> content.put("lastHttpStatus", Integer.toString(status)));
        });
        return content.put(
                        "resume",
                        "opsbus targets resume " + target.target() + " --account "
                                + owner.account().value())
                .end();
    }
}
