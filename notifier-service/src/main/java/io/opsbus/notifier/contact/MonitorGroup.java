package io.opsbus.notifier.contact;

import io.opsbus.notifier.shelf.Kept;
import io.opsbus.notifier.shelf.Key;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An application group (应用分组, guide 4.1): resources a rule may be confined to. Its key holds its id, which is a number.
 *
 * @param contactGroups names of contact groups; kept and told
 */
public record MonitorGroup(Key key, String name, List<String> contactGroups, List<Member> members, Times times)
        implements Kept {
    /** Most resources of a group. */
    public static final int MOST_MEMBERS = 1000;

    public MonitorGroup {
        contactGroups = List.copyOf(contactGroups);
        members = List.copyOf(members);
    }

    /**
     * A resource of the group.
     *
     * @param category such as {@code ecs}
     * @param id of the resource
     */
    public record Member(String category, String id, String name, String region) {}

    /** The ids of its resources. */
    public Set<String> resources() {
        return members.stream().map(Member::id).collect(Collectors.toUnmodifiableSet());
    }

    /** The group with these more; a resource that is there already is replaced. */
    public MonitorGroup with(List<Member> more, long now) {
        var all = new LinkedHashMap<String, Member>();
        members.forEach(member -> all.put(member.id(), member));
        more.forEach(member -> all.put(member.id(), member));
        return new MonitorGroup(key, name, contactGroups, new ArrayList<>(all.values()), times.changed(now));
    }

    /** The group without these resources of a category; whether capitals are used for it does not matter. */
    public MonitorGroup without(String category, Set<String> ids, long now) {
        return new MonitorGroup(
                key,
                name,
                contactGroups,
                members.stream()
                        .filter(member -> !member.category().equalsIgnoreCase(category) || !ids.contains(member.id()))
                        .toList(),
                times.changed(now));
    }

    /** The group under another name and with other contact groups. */
    public MonitorGroup renamed(String other, List<String> told, long now) {
        return new MonitorGroup(key, other, told, members, times.changed(now));
    }

    @Override
    public List<String> labels() {
        return List.of("name:" + name);
    }
}
