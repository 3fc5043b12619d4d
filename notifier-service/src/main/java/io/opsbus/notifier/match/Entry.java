package io.opsbus.notifier.match;

import io.opsbus.notifier.Selector;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import java.util.List;
import java.util.Optional;

/** A selector and everybody who wants what it selects: it is asked once for all targets of a rule. Equal to itself alone. */
final class Entry {
    private final long number;
    private final Selector selector;
    private final Trie<TargetId, Subscription> subscriptions;

    private Entry(long number, Selector selector, Trie<TargetId, Subscription> subscriptions) {
        this.number = number;
        this.selector = selector;
        this.subscriptions = subscriptions;
    }

    /** @param number no other's of the same index */
    Entry(long number, Selector selector) {
        this(number, selector, Trie.empty());
    }

    long number() {
        return number;
    }

    Selector selector() {
        return selector;
    }

    Trie<TargetId, Subscription> subscriptions() {
        return subscriptions;
    }

    /** The same with other subscriptions; empty when nobody is left. */
    Optional<Entry> after(List<TargetId> gone, List<Subscription> come) {
        var all = subscriptions;
        for (var target : gone) {
            all = all.without(target);
        }
        for (var one : come) {
            all = all.with(one.id().target(), one);
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(new Entry(number, selector, all));
    }
}
