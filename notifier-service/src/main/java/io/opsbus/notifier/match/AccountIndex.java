package io.opsbus.notifier.match;

import io.opsbus.notifier.Event;
import io.opsbus.notifier.Selector;
import io.opsbus.notifier.Subscription;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One account's enabled subscriptions; never changed once it is made. */
public final class AccountIndex {
    private final Map<String, Names> products;

    private AccountIndex(Map<String, Names> products) {
        this.products = products;
    }

    /** An index of these, all of one account. */
    public static AccountIndex of(Collection<Subscription> own) {
        var bySelector = new IdentityHashMap<Selector, List<Subscription>>();
        var order = new ArrayList<Selector>();
        for (var subscription : own) {
            if (subscription.enabled()) {
                for (var selector : subscription.selectors()) {
                    bySelector
                            .computeIfAbsent(selector, added -> {
                                order.add(added);
                                return new ArrayList<>(1);
                            })
                            .add(subscription);
                }
            }
        }
        var products = new HashMap<String, Names>();
        for (var selector : order) {
            products.computeIfAbsent(product(selector.product()), _ -> new Names())
                    .add(new Entry(selector, bySelector.getOrDefault(selector, List.of())));
        }
        return new AccountIndex(products);
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
                for (var subscription : entry.subscriptions()) {
                    if (subscription.account().equals(event.account()) && wanting.add(subscription)) {
                        inOrder.add(subscription);
                    }
                }
            }
        }
        return inOrder;
    }

    private static String product(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}
