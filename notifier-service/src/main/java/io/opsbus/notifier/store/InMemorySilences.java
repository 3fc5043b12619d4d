package io.opsbus.notifier.store;

import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.pace.Silences;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The fake of {@link PostgresSilences}. */
public final class InMemorySilences implements Silences {
    private record Place(SubscriptionId subscription, UUID news) {}

    private record Silence(UUID event, Instant until) {}

    private final Map<Place, Silence> silences = new HashMap<>();

    @Override
    public synchronized boolean tell(News news, Duration silence, Instant now) {
        var place = new Place(news.subscription(), news.news());
        var running = silences.get(place);
        if (running != null && running.event.equals(news.event())) {
            return true;
        }
        if (running != null && running.until.isAfter(now)) {
            return false;
        }
        silences.put(place, new Silence(news.event(), now.plus(silence)));
        return true;
    }

    @Override
    public synchronized int forget(Instant now) {
        var before = silences.size();
        silences.values().removeIf(silence -> !silence.until.isAfter(now));
        return before - silences.size();
    }
}
