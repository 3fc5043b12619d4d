package io.opsbus.notifier.bus;

import io.opsbus.notifier.Event;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.delivery.EventKey;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.pace.Silences;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leaves out who was told the same lately. While the store is away everything is told: twice is better than never. */
final class Hush {
    private static final Logger LOGGER = LoggerFactory.getLogger(Hush.class);

    private final Silences silences;
    private final Counts counts;

    Hush(Silences silences, Counts counts) {
        this.silences = silences;
        this.counts = counts;
    }

    List<Subscription> told(List<Subscription> by, Event event, EventKey key, Instant now) {
        if (by.stream().allMatch(one -> one.pace().silence().isZero())) {
            return by;
        }
        var news = EventKey.newsOf(event);
        return by.stream()
                .filter(one -> isTold(one, new Silences.News(one.id(), news, key.id()), now))
                .toList();
    }

    private boolean isTold(Subscription subscription, Silences.News news, Instant now) {
        var silence = subscription.pace().silence();
        if (silence.isZero()) {
            return true;
        }
        try {
            var told = silences.tell(news, silence, now);
            if (!told) {
                counts.filtered("silence");
            }
            return told;
        } catch (Parking.Away away) {
            LOGGER.atWarn().addKeyValue("subscription", subscription.id()).log("told without asking for silence");
            return true;
        }
    }
}
