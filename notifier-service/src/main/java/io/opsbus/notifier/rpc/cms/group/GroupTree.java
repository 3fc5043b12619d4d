package io.opsbus.notifier.rpc.cms.group;

import io.opsbus.notifier.contact.MonitorGroup;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Monitor groups as answers tell them. */
final class GroupTree {
    /** The resource kind of monitor groups. */
    static final String GROUP = "monitor-group";

    static final Parameter<String> ID = Cms.name("GroupId").names(GROUP).required();

    private GroupTree() {}

    /** Names with commas between. */
    static List<String> names(String text) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
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

    static Tree.Fields of(MonitorGroup group) {
        return Tree.build()
                .put("GroupId", Long.parseLong(group.key().name()))
                .put("GroupName", group.name())
                .put("Type", "custom")
                .put("GmtCreate", group.times().created())
                .put("GmtModified", group.times().updated())
                .put("ContactGroups", "ContactGroup", contactGroups(group))
                .end();
    }
}
