package io.opsbus.notifier.store;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.contact.Contact;
import io.opsbus.notifier.contact.ContactGroup;
import io.opsbus.notifier.contact.MonitorGroup;
import io.opsbus.notifier.contact.Roster;
import io.opsbus.notifier.grant.CloudName;
import io.opsbus.notifier.grant.NamedPlaces;
import io.opsbus.notifier.rule.EventRule;
import io.opsbus.notifier.rule.Expansion;
import io.opsbus.notifier.shelf.Kept;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.notifier.shelf.Shelf;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Event rules and all they refer to, as this process knows them, and what they come to for the router. A rule is expanded again when it
 * changes, or anything its account keeps that it may refer to. Not for several threads at once.
 */
final class Directory {
    private final Follower<EventRule> rules;
    private final Follower<Contact> contacts;
    private final Follower<ContactGroup> groups;
    private final Follower<MonitorGroup> resources;
    private final NamedPlaces named;
    private final Map<Key, Set<SubscriptionId>> expanded = new HashMap<>();
    /** Asked by other threads. */
    private final Map<SubscriptionId, Key> ruleOf = new ConcurrentHashMap<>();
    /** What was read and not yet expanded: reading may fail half-way. */
    private final Set<Key> toExpand = new HashSet<>();

    private final Set<AccountId> accountsToExpand = new HashSet<>();

    Directory(Shelves shelves) {
        rules = new Follower<>(shelves.rules());
        contacts = new Follower<>(shelves.contacts());
        groups = new Follower<>(shelves.contactGroups());
        resources = new Follower<>(shelves.monitorGroups());
        named = shelves.named();
    }

    /** What the router must learn. */
    record Change(List<Subscription> changed, Set<SubscriptionId> deleted) {}

    /** The name of the rule a subscription stems from; empty when it stems from none. From any thread. */
    Optional<String> ruleOf(SubscriptionId subscription) {
        return Optional.ofNullable(ruleOf.get(subscription)).map(Key::name);
    }

    /** What the rule of a subscription comes to; nothing when it stems from none. Not from any thread. */
    Set<SubscriptionId> together(SubscriptionId subscription) {
        return Optional.ofNullable(ruleOf.get(subscription))
                .map(rule -> Set.copyOf(expanded.getOrDefault(rule, Set.of())))
                .orElse(Set.of());
    }

    /** Reads what is new. */
    Change refresh() {
        // what rules refer to first: a rule that names a group is never newer than the group
        for (var follower : List.of(contacts, groups, resources)) {
            follower.follow(key -> accountsToExpand.add(key.account()));
        }
        rules.follow(toExpand::add);
        if (!accountsToExpand.isEmpty()) {
            rules.known.keySet().stream()
                    .filter(key -> accountsToExpand.contains(key.account()))
                    .forEach(toExpand::add);
        }
        var change = expand(toExpand);
        toExpand.clear();
        accountsToExpand.clear();
        return change;
    }

    private Change expand(Collection<Key> keys) {
        var changed = new ArrayList<Subscription>();
        var deleted = new HashSet<SubscriptionId>();
        for (var key : keys) {
            var rule = Optional.ofNullable(rules.known.get(key));
            var now = rule.map(known -> Expansion.of(known, new OfAccount(key.account())))
                    .orElse(List.of());
            var ids = new HashSet<SubscriptionId>();
            for (var subscription : now) {
                ids.add(subscription.id());
                ruleOf.put(subscription.id(), key);
            }
            var before = rule.isPresent() ? expanded.put(key, ids) : expanded.remove(key);
            if (before != null) {
                before.stream().filter(id -> !ids.contains(id)).forEach(deleted::add);
            }
            changed.addAll(now);
        }
        ruleOf.keySet().removeAll(deleted);
        return new Change(changed, deleted);
    }

    private final class OfAccount implements Roster {
        private final AccountId account;

        OfAccount(AccountId account) {
            this.account = account;
        }

        @Override
        public Optional<ContactGroup> group(String name) {
            return groups.find(account, name);
        }

        @Override
        public Optional<Contact> contact(String name) {
            return contacts.find(account, name);
        }

        @Override
        public Optional<MonitorGroup> resources(String id) {
            return resources.find(account, id);
        }

        @Override
        public Optional<Map<String, Object>> lead(CloudName name) {
            return named.form(account, name);
        }
    }

    /** A shelf's content, read up to a revision. */
    private static final class Follower<T extends Kept> {
        private final Shelf<T> shelf;
        private final Map<Key, T> known = new HashMap<>();
        private long revision;

        Follower(Shelf<T> shelf) {
            this.shelf = shelf;
        }

        /** Reads what is new and tells what it is about. */
        void follow(Consumer<Key> about) {
            var news = shelf.since(revision);
            for (var key : news.deleted()) {
                known.remove(key);
                about.accept(key);
            }
            for (var one : news.changed()) {
                known.put(one.key(), one);
                about.accept(one.key());
            }
            revision = news.revision();
        }

        Optional<T> find(AccountId account, String name) {
            return Key.isName(name) ? Optional.ofNullable(known.get(new Key(account, name))) : Optional.empty();
        }
    }
}
