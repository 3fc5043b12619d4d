package io.opsbus.notifier.store.pace;

import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.pace.MergeWindow;
import io.opsbus.notifier.pace.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The fake of {@link PostgresWindows}. */
public final class InMemoryWindows implements Windows {
    private record Place(SubscriptionId subscription, UUID kind) {}

    private final Map<Place, MergeWindow> windows = new HashMap<>();

    @Override
    public synchronized Optional<Instant> join(Entry entry, Duration length, Instant now) {
        return windows.compute(
                        new Place(entry.subscription(), entry.kind()),
                        (_, running) -> running == null
                                ? MergeWindow.begin(entry.one(), length, now)
                                : running.with(entry.one(), length, now))
                .rest(entry.one());
    }

    @Override
    public synchronized int forget(Instant before) {
        var count = windows.size();
        windows.values().removeIf(window -> window.until().isBefore(before));
        return count - windows.size();
    }
}
