package io.opsbus.notifier.rpc.cms.group;

import io.opsbus.notifier.contact.MonitorGroup;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Monitor groups as answers tell them. */
final class GroupTree {
    /** The resource kind of monitor groups. */
    static final String GROUP = "monitor-group";

    /** The only type of groups there is here. */
    static final String TYPE = "custom";

    static final Parameter<String> ID = Cms.name("GroupId").names(GROUP).required();

    private static final int MOST_CONTACT_GROUPS = 100;

    private GroupTree() {}

    /** A text of a resource, which every process that routes holds in memory. */
    static Parameter<String> bounded(String name, int most) {
        return Take.text(name)
                .only("at most " + most + " characters", text -> text.length() <= most)
                .required();
    }

    /** Names of contact groups. */
    static Take<String> contactGroupNames() {
        return Take.text("ContactGroups")
                .meaning("Names with commas between; kept and told.")
                .only(
                        "at most " + MOST_CONTACT_GROUPS + " names of 1 to " + Key.MAX + " characters",
                        text -> names(text).size() <= MOST_CONTACT_GROUPS
                                && names(text).stream().allMatch(Key::isName));
    }

    /** Names with commas between. */
    static List<String> names(String text) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /** Whether the text has the word in it, in any case of letters; an empty word asks nothing. */
    static boolean holds(String text, String word) {
        return text.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
    }

    /** Done, or why not; {@code Code} is a number in these answers. */
    static Answer done(Optional<RpcError> no) {
        return no.<Answer>map(Answer.Refused::new)
                .orElseGet(() -> new Answer.Reply(Cms.okInNumbers().end()));
    }

    static List<Tree.Fields> contactGroups(MonitorGroup group) {
        return group.contactGroups().stream()
                .map(name -> Tree.build().put("Name", name).end())
                .toList();
    }

    /** @param contacts whether its contact groups are told */
    static Tree.Fields of(MonitorGroup group, boolean contacts) {
        var tree = Tree.build()
                .put("GroupId", Long.parseLong(group.key().name()))
                .put("GroupName", group.name())
                .put("Type", TYPE)
                .put("GmtCreate", group.times().created())
                .put("GmtModified", group.times().updated());
        return (contacts ? tree.put("ContactGroups", "ContactGroup", contactGroups(group)) : tree).end();
    }
}
