package io.opsbus.notifier.contact;

import io.opsbus.notifier.shelf.Kept;
import io.opsbus.notifier.shelf.Key;
import java.util.List;

/**
 * People who are told together.
 *
 * @param contacts names of contacts of the same account
 * @param isSubscribed kept and told; the weekly report it asks for does not exist here
 */
public record ContactGroup(Key key, String description, List<String> contacts, boolean isSubscribed, Times times)
        implements Kept {
    /** Most contacts of a group (the contract's limit). */
    public static final int MOST_CONTACTS = 100;

    public ContactGroup {
        contacts = contacts.stream().distinct().toList();
    }

    /** The group without this contact. */
    public ContactGroup without(String contact, long now) {
        return new ContactGroup(
                key,
                description,
                contacts.stream().filter(one -> !one.equals(contact)).toList(),
                isSubscribed,
                times.changed(now));
    }

    @Override
    public List<String> labels() {
        return contacts.stream().map(name -> "contact:" + name).toList();
    }
}
