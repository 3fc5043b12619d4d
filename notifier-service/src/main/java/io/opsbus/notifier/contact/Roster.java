package io.opsbus.notifier.contact;

import io.opsbus.notifier.grant.CloudName;
import java.util.Map;
import java.util.Optional;

/** What rules of one account refer to by name. */
public interface Roster {
    /** A contact group. */
    Optional<ContactGroup> group(String name);

    /** A contact. */
    Optional<Contact> contact(String name);

    /** A monitor group, by the text of its id. */
    Optional<MonitorGroup> resources(String id);

    /** What the operator says such a name leads to, as the fields of a target. */
    Optional<Map<String, Object>> lead(CloudName name);
}
