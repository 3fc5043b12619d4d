package io.opsbus.notifier.match;

import io.opsbus.notifier.Event;
import io.opsbus.notifier.Selector;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One account's subscriptions, and an index of the enabled ones; never changed once it is made. Another is made of it at the cost of what
 * changes, however many others there are: they share the rest.
 */
public final class AccountIndex {
    /** Of nobody. */
    public static final AccountIndex NONE = new AccountIndex(Trie.empty(), Trie.empty(), Trie.empty(), 0);

    private final Trie<TargetId, Subscription> own;
    private final Trie<Same, Entry> entries;
    private final Trie<String, Names> products;
    /** The entries there have been. */
    private final long made;

    private AccountIndex(
            Trie<TargetId, Subscription> own, Trie<Same, Entry> entries, Trie<String, Names> products, long made) {
        this.own = own;
        this.entries = entries;
        this.products = products;
        this.made = made;
    }

    /** A selector that the targets of a rule share: that very one, and no other that asks the same. */
    private record Same(Selector selector) {
        @Override
        @SuppressWarnings("ReferenceEquality") // that very one is what is meant
        public boolean equals(@Nullable Object other) {
            return other instanceof Same(var its) && its == selector;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(selector);
        }
    }

    /** Who wants it no more and who wants it now. */
    private record Edit(List<TargetId> gone, List<Subscription> come) {
        Edit() {
            this(new ArrayList<>(1), new ArrayList<>(1));
        }
    }

    /** An index of these, all of one account. */
    public static AccountIndex of(Collection<Subscription> own) {
        return NONE.with(own, List.of());
    }

    /**
     * The index after some were made or changed and others deleted.
     *
     * @param changed each once
     * @param deleted whose own targets those were
     */
    public AccountIndex with(Collection<Subscription> changed, Collection<TargetId> deleted) {
        var edits = new LinkedHashMap<Same, Edit>();
        var all = own;
        for (var target : deleted) {
            leave(all.get(target), edits);
            all = all.without(target);
        }
        for (var one : changed) {
            var target = one.id().target();
            leave(all.get(target), edits);
            all = all.with(target, one);
            if (one.enabled()) {
                one.selectors()
                        .forEach(selector -> edits.computeIfAbsent(new Same(selector), _ -> new Edit())
                                .come
                                .add(one));
            }
        }
        return edited(all, edits);
    }

    private static void leave(@Nullable Subscription before, Map<Same, Edit> edits) {
        if (before != null && before.enabled()) {
            before.selectors()
                    .forEach(selector -> edits.computeIfAbsent(new Same(selector), _ -> new Edit())
                            .gone
                            .add(before.id().target()));
        }
    }

    private AccountIndex edited(Trie<TargetId, Subscription> all, Map<Same, Edit> edits) {
        var found = entries;
        var places = products;
        var number = made;
        for (var one : edits.entrySet()) {
            var selector = one.getKey().selector;
            var known = found.get(one.getKey());
            var before = known == null ? new Entry(number++, selector) : known;
            var after = before.after(one.getValue().gone, one.getValue().come);
            var product = product(selector.product());
            var there = places.get(product);
            var names = there == null ? Names.NONE : there;
            if (after.isPresent()) {
                found = found.with(one.getKey(), after.get());
                places = places.with(product, names.with(after.get()));
            } else if (known != null) {
                found = found.without(one.getKey());
                var left = names.without(known);
                places = left.isEmpty() ? places.without(product) : places.with(product, left);
            }
        }
        return new AccountIndex(all, found, places, number);
    }

    /** Every subscription, enabled or not. */
    public List<Subscription> all() {
        var all = new ArrayList<Subscription>(own.size());
        own.forEach(all::add);
        return all;
    }

    /** How many there are. */
    public int size() {
        return own.size();
    }

    /** Who wants the event, each once. An event of another account is wanted by nobody. */
    public List<Subscription> wanting(Event event) {
        var names = products.get(product(event.product()));
        if (names == null) {
            return List.of();
        }
        var candidates = new ArrayList<Entry>();
        names.candidates(event, candidates::add);
        var once = new LinkedHashSet<>(candidates);
        var wanting = Collections.<Subscription>newSetFromMap(new IdentityHashMap<>());
        var inOrder = new ArrayList<Subscription>();
        for (var entry : once) {
            if (entry.selector().selectsBeyondIndex(event)) {
                entry.subscriptions().forEach(subscription -> {
                    if (subscription.account().equals(event.account()) && wanting.add(subscription)) {
                        inOrder.add(subscription);
                    }
                });
            }
        }
        return inOrder;
    }

    private static String product(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
