package io.opsbus.notifier.rpc.cms;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.channel.egress.TargetEgress;
import io.opsbus.notifier.contact.Contact;
import io.opsbus.notifier.contact.ContactGroup;
import io.opsbus.notifier.contact.MonitorGroup;
import io.opsbus.notifier.contact.Roster;
import io.opsbus.notifier.grant.CloudName;
import io.opsbus.notifier.grant.NamedPlaces;
import io.opsbus.notifier.rule.EventRule;
import io.opsbus.notifier.shelf.Kept;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.rpc.Call;
import java.util.Map;
import java.util.Optional;

/**
 * What Actions work with.
 *
 * @param named where names lead that only the operator can explain
 * @param egress what callbacks may be, of whatever account
 * @param confirmation asks people to confirm their addresses; empty where they need not
 * @param committed called after changes and before the answer: from then on events are matched by them
 */
public record Desk(
        Book<EventRule> rules,
        Book<Contact> contacts,
        Book<ContactGroup> contactGroups,
        Book<MonitorGroup> monitorGroups,
        NamedPlaces named,
        TargetEgress egress,
        Optional<Confirmation> confirmation,
        Runnable committed) {
    /** Who asks. */
    public static AccountId account(Call call) {
        return new AccountId(call.accountId());
    }

    /** What callbacks of who asks may be. */
    public TargetEgress egress(Call call) {
        return egress.of(account(call));
    }

    /** What rules of who asks may refer to, as it is stored now. */
    public Roster roster(Call call) {
        return new Roster() {
            @Override
            public Optional<ContactGroup> group(String name) {
                return find(contactGroups, call, name);
            }

            @Override
            public Optional<Contact> contact(String name) {
                return find(contacts, call, name);
            }

            @Override
            public Optional<MonitorGroup> resources(String id) {
                return find(monitorGroups, call, id);
            }

            @Override
            public Optional<Map<String, Object>> lead(CloudName name) {
                return named.form(account(call), name);
            }
        };
    }

    private static <T extends Kept> Optional<T> find(Book<T> book, Call call, String name) {
        return Key.isName(name) ? book.shelf().find(key(call, name)) : Optional.empty();
    }

    /** A thing of who asks. */
    public static Key key(Call call, String name) {
        return new Key(account(call), name);
    }
}
