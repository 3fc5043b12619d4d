package io.opsbus.notifier.contact;

import java.util.Optional;

/** What rules of one account refer to by name. */
public interface Roster {
    /** A contact group. */
    Optional<ContactGroup> group(String name);

    /** A contact. */
    Optional<Contact> contact(String name);

    /** A monitor group, by the text of its id. */
    Optional<MonitorGroup> resources(String id);
}
