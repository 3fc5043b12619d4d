package io.opsbus.notifier.rpc.cms.group;

import io.opsbus.notifier.contact.MonitorGroup;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.shelf.Shelf;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.reply.Answer;
import java.util.List;
import java.util.Optional;

/** {@code DescribeMonitorGroups} (API facts 2.2). */
final class DescribeMonitorGroups implements Action {

    private static final Parameter<Optional<String>> ID =
            Cms.name("GroupId").names(GroupTree.GROUP).optional();
    private static final Parameter<Optional<String>> NAME =
            Cms.name("GroupName").optional();
    private static final Parameter<Integer> PAGE = Cms.pageNumber();
    private static final Parameter<Integer> SIZE = Cms.pageSize(30, 100);
    private static final Declaration DECLARATION = Cms.reading("DescribeMonitorGroups", "Lists monitor groups.")
            .takes(ID, NAME, PAGE, SIZE)
            .ignores("SelectContactGroups", "IncludeTemplateHistory", "Type", "Types", "Keyword", "InstanceId")
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
        var labels = call.get(NAME).map(name -> List.of("name:" + name)).orElse(List.of());
        var shelf = desk.monitorGroups().shelf();
        var id = call.get(ID);
        var found =
                id.isPresent() ? shelf.find(Desk.key(call, id.get())).stream().toList() : List.<MonitorGroup>of();
        var page = id.isPresent()
                ? new Shelf.Page<>(found, found.size())
                : shelf.list(
                        new Shelf.Query(Desk.account(call), "", labels),
                        (call.get(PAGE) - 1L) * call.get(SIZE),
                        call.get(SIZE));
        return new Answer.Reply(Cms.okInNumbers()
                .put("PageNumber", call.get(PAGE))
                .put("PageSize", call.get(SIZE))
                .put(
                        "Resources",
                        "Resource",
                        page.entries().stream().map(GroupTree::of).toList())
                .put("Total", page.total())
                .end());
    }
}
