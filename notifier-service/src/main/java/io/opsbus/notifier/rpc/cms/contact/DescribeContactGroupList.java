package io.opsbus.notifier.rpc.cms.contact;

import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.shelf.Shelf;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.reply.Answer;

/** {@code DescribeContactGroupList} (API facts 2.2). */
final class DescribeContactGroupList implements Action {

    private static final Parameter<Integer> PAGE = Cms.pageNumber();
    private static final Parameter<Integer> SIZE = Cms.pageSize(10, 100);
    private static final Declaration DECLARATION = Cms.reading(
                    "DescribeContactGroupList", "Lists contact groups by name.")
            .takes(PAGE, SIZE)
            .end();

    private final Desk desk;

    DescribeContactGroupList(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var page = desk.contactGroups()
                .shelf()
                .list(Shelf.Query.all(Desk.account(call)), (call.get(PAGE) - 1L) * call.get(SIZE), call.get(SIZE));
        return new Answer.Reply(Cms.ok()
                .put(
                        "ContactGroupList",
                        "ContactGroup",
                        page.entries().stream().map(ContactTree::of).toList())
                .texts(
                        "ContactGroups",
                        "ContactGroup",
                        page.entries().stream().map(group -> group.key().name()).toList())
                .put("Total", page.total())
                .end());
    }
}
