package io.opsbus.notifier.channel.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.channel.EventDocument;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.meta.OwnEvents;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a trial sends: an event of a name of its own, in the guide's form (4.1), that says it is none. */
final class TrialEvent {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSZ", Locale.ROOT).withZone(ZoneOffset.ofHours(8));

    private TrialEvent() {}

    /** The event on its way to a target; {@code id} is nobody else's. */
    static Delivery to(TargetId target, Subscription owner, UUID id, Instant now) {
        var meta = OwnEvents.TARGET_TEST;
        var eventId = "test-" + id;
        var fields = new LinkedHashMap<String, Object>();
        fields.put("ver", "1.0");
        fields.put("id", eventId);
        fields.put("product", OwnEvents.PRODUCT);
        fields.put("resourceId", "acs:opsbus::" + owner.account().value() + ":target/" + target);
        fields.put("level", meta.level().name());
        fields.put("name", meta.name());
        fields.put("userId", owner.account().value());
        fields.put("eventTime", TIME.format(now));
        fields.put("regionId", "");
        fields.put("content", content(target, owner));
        var body = Body.of(EventDocument.json(fields).getBytes(UTF_8));
        var to = new Delivery.Addressee(target, owner.id(), owner.version(), owner.account());
        var about = new Delivery.Subject(eventId, meta.name(), Optional.empty());
        return new Delivery(new DeliveryId(id), to, about, now.truncatedTo(ChronoUnit.MILLIS), body);
    }

    private static Map<String, String> content(TargetId target, Subscription owner) {
        var content = new LinkedHashMap<String, String>();
        content.put("test", "true");
        content.put("targetId", target.value());
        content.put("subscriptionId", owner.id().value());
        content.put("state", OwnEvents.TARGET_TEST.status());
        return content;
    }
}
