package io.opsbus.notifier.match;

import io.opsbus.notifier.Selector;
import io.opsbus.notifier.Subscription;
import java.util.List;

/** A selector and everybody who wants what it selects: it is asked once for all targets of a rule. Equal to itself alone. */
final class Entry {
    private final Selector selector;
    private final List<Subscription> subscriptions;

    Entry(Selector selector, List<Subscription> subscriptions) {
        this.selector = selector;
        this.subscriptions = subscriptions;
    }

    Selector selector() {
        return selector;
    }

    List<Subscription> subscriptions() {
        return subscriptions;
    }
}
