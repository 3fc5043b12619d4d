package io.opsbus.notifier.rpc.cms.group;

import io.opsbus.notifier.contact.MonitorGroup;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.shelf.Shelf;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code DescribeMonitorGroups} (API facts 2.2). */
final class DescribeMonitorGroups implements Action {

    private static final Parameter<Optional<String>> ID =
            Cms.name("GroupId").names(GroupTree.GROUP).optional();
    private static final Parameter<Optional<String>> NAME =
            Cms.name("GroupName").optional();
    private static final Parameter<Integer> PAGE = Cms.pageNumber();
    private static final Parameter<Integer> SIZE = Cms.pageSize(30, 100);
    private static final Parameter<String> KEYWORD = Take.text("Keyword")
            .meaning("Only groups whose name holds this, in any case of letters.")
            .or("");
    private static final Parameter<Optional<String>> INSTANCE =
            Take.text("InstanceId").meaning("Only groups this resource is in.").optional();
    private static final Parameter<String> TYPE = Take.text("Type")
            .meaning("All groups here are `custom`; of another type there is none.")
            .or("");
    private static final Parameter<String> TYPES =
            Take.text("Types").meaning("Types with commas between.").or("");
    private static final Parameter<Boolean> CONTACTS = Take.flag("SelectContactGroups")
            .meaning("`false`: answers do not tell contact groups.")
            .or(true);
    private static final Declaration DECLARATION = Cms.reading("DescribeMonitorGroups", "Lists monitor groups.")
            .takes(ID, NAME, KEYWORD, INSTANCE, TYPE, TYPES, CONTACTS, PAGE, SIZE)
            .ignores("IncludeTemplateHistory")
            .end();

    private final Desk desk;

    DescribeMonitorGroups(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var asked = asked(call);
        var found = groups(call).stream().filter(asked).toList();
        var page = found.stream()
                .skip((call.get(PAGE) - 1L) * call.get(SIZE))
                .limit(call.get(SIZE))
                .map(group -> GroupTree.of(group, call.get(CONTACTS)))
                .toList();
        return new Answer.Reply(Cms.okInNumbers()
                .put("PageNumber", call.get(PAGE))
                .put("PageSize", call.get(SIZE))
                .put("Resources", "Resource", page)
                .put("Total", found.size())
                .end());
    }

    /** All an account has are read: some things asked for are in no label, and there is a cap on groups. */
    private List<MonitorGroup> groups(Call call) {
        var shelf = desk.monitorGroups().shelf();
        var id = call.get(ID);
        if (id.isPresent()) {
            return shelf.find(Desk.key(call, id.get())).stream().toList();
        }
        var labels = call.get(NAME).map(name -> List.of("name:" + name)).orElse(List.of());
        return shelf.list(new Shelf.Query(Desk.account(call), "", labels), 0, Integer.MAX_VALUE)
                .entries();
    }

    private static Predicate<MonitorGroup> asked(Call call) {
        var types = new ArrayList<>(GroupTree.names(call.get(TYPES)));
        types.addAll(GroupTree.names(call.get(TYPE)));
        var ofType = types.isEmpty() || types.contains(GroupTree.TYPE);
        return group -> ofType
                && call.get(NAME).filter(name -> !name.equals(group.name())).isEmpty()
                && GroupTree.holds(group.name(), call.get(KEYWORD))
                && call.get(INSTANCE)
                        .map(id -> group.members().stream()
                                .anyMatch(member -> member.id().equals(id)))
                        .orElse(true);
    }
}
