package io.opsbus.invocation.store.memory;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.GuestEvents;
import io.opsbus.invocation.link.Guest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fake. */
public final class InMemoryGuestEvents implements GuestEvents {
    private static final int MOST = 100;

    private final Map<String, Guest.Event> open = new HashMap<>();

    @Override
    public synchronized void take(List<Guest.Event> news) {
        for (Guest.Event event : news) {
            if (event.open()) {
                open.put(event.id(), event);
            } else {
                open.remove(event.id());
            }
        }
    }

    @Override
    public synchronized List<Guest.Event> of(InstanceId instance) {
        return open.values().stream()
                .filter(event -> event.instance().equals(instance))
                .sorted(Comparator.comparing(Guest.Event::publishedAt).thenComparing(Guest.Event::id))
                .limit(MOST)
                .toList();
    }
}
