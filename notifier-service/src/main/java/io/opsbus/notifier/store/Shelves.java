package io.opsbus.notifier.store;

import io.opsbus.notifier.contact.Contact;
import io.opsbus.notifier.contact.ContactGroup;
import io.opsbus.notifier.contact.MonitorGroup;
import io.opsbus.notifier.grant.NamedPlaces;
import io.opsbus.notifier.rule.EventRule;
import io.opsbus.notifier.shelf.Shelf;
import io.opsbus.notifier.silence.Inhibition;
import io.opsbus.notifier.silence.Silence;
import io.opsbus.notifier.template.OwnTemplate;

/**
 * Everything accounts keep here under names.
 *
 * @param named where names lead that only the operator can explain
 */
public record Shelves(
        Shelf<EventRule> rules,
        Shelf<Contact> contacts,
        Shelf<ContactGroup> contactGroups,
        Shelf<MonitorGroup> monitorGroups,
        Shelf<OwnTemplate> templates,
        Shelf<Silence> silences,
        Shelf<Inhibition> inhibitions,
        NamedPlaces named) {}
