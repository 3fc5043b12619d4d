package io.opsbus.notifier.channel.confirm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.channel.EventDocument;
import io.opsbus.notifier.contact.Code;
import io.opsbus.notifier.contact.CodeSending;
import io.opsbus.notifier.contact.Contact;
import io.opsbus.notifier.contact.Way;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Progress;
import io.opsbus.notifier.dispatch.Channel;
import io.opsbus.notifier.meta.OwnEvents;
import io.opsbus.notifier.targets.Target;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends codes by the channels attempts are made by, in the built-in words. Neither the bus nor the log of attempts hears of it, for the code would stand
 * there. Nothing an account has written is in it but what names the account.
 */
public final class CodeMessages implements CodeSending {
    private static final Logger LOGGER = LoggerFactory.getLogger(CodeMessages.class);
    private static final SubscriptionId NOBODYS = new SubscriptionId("sub-confirmation");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSZ", Locale.ROOT).withZone(ZoneOffset.ofHours(8));

    private final Channel channel;
    private final InstantSource clock;
    private final Supplier<UUID> fresh;

    /** @param fresh never the same twice */
    public CodeMessages(Channel channel, InstantSource clock, Supplier<UUID> fresh) {
        this.channel = channel;
        this.clock = clock;
        this.fresh = fresh;
    }

    @Override
    public void send(Contact contact, Way way, Code code, Instant expires) {
        var target = Target.read(form(contact, way), new ArrayList<>());
        if (target.isEmpty()) {
            throw new IllegalStateException("an address that was put is none: " + way);
        }
        channel.send(List.of(new Message(delivery(contact, way, code, expires), target.get(), way)));
    }

    private static Map<String, Object> form(Contact contact, Way way) {
        return Map.of(
                "type",
                switch (way) {
                    case MAIL -> "mail";
                    case SMS -> "sms";
                },
                "to",
                List.of(way.address(contact.reach())),
                "language",
                contact.language().startsWith("en") ? "en" : "zh");
    }

    private Delivery delivery(Contact contact, Way way, Code code, Instant expires) {
        var meta = OwnEvents.ADDRESS_CONFIRMATION;
        var account = contact.key().account();
        var now = clock.instant();
        var id = fresh.get();
        var eventId = "confirmation-" + id;
        var fields = new LinkedHashMap<String, Object>();
        fields.put("ver", "1.0");
        fields.put("id", eventId);
        fields.put("product", OwnEvents.PRODUCT);
        // the resource is what a short message has room for
        fields.put("resourceId", "acs:opsbus::" + account.value() + ":confirmation/" + code.reveal());
        fields.put("level", meta.level().name());
        fields.put("name", meta.name());
        fields.put("userId", account.value());
        fields.put("eventTime", TIME.format(now));
        fields.put("regionId", "");
        fields.put("content", content(account.value(), way, code, expires));
        var to = new Delivery.Addressee(NOBODYS.target(), NOBODYS, 1, account);
        var about = new Delivery.Subject(eventId, meta.name(), Optional.empty());
        var body = Body.of(EventDocument.json(fields).getBytes(UTF_8));
        return new Delivery(new DeliveryId(id), to, about, now.truncatedTo(ChronoUnit.MILLIS), body);
    }

    private static Map<String, String> content(String account, Way way, Code code, Instant expires) {
        var content = new LinkedHashMap<String, String>();
        content.put("code", code.reveal());
        content.put("account", account);
        content.put("channel", way.name().toLowerCase(Locale.ROOT));
        content.put("expires", expires.truncatedTo(ChronoUnit.SECONDS).toString());
        content.put("confirm", "opsbus contacts confirm " + code.reveal() + " --account " + account);
        content.put("state", OwnEvents.ADDRESS_CONFIRMATION.status());
        return content;
    }

    /** The one attempt. */
    private record Message(Delivery delivery, Target target, Way way) implements Channel.Post {
        @Override
        public Progress progress() {
            return Progress.NONE;
        }

        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public void ended(Outcome outcome) {
            if (outcome.verdict() != Outcome.Verdict.DELIVERED) {
                LOGGER.atWarn()
                        .addKeyValue("accountId", delivery.to().account().value())
                        .addKeyValue("way", way)
                        .addKeyValue("outcome", outcome.label())
                        .log("a code to confirm an address was not sent; putting the contact again sends another");
            }
        }
    }
}
