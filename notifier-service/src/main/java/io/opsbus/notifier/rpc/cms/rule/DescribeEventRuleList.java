package io.opsbus.notifier.rpc.cms.rule;

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
import java.util.Optional;

/** {@code DescribeEventRuleList} (API facts 2.2): the caller's rules by name. */
final class DescribeEventRuleList implements Action {
    private static final Parameter<String> PREFIX = Take.text("NamePrefix").or("");
    private static final Parameter<Optional<String>> GROUP =
            Take.text("GroupId").names("monitor-group").optional();
    private static final Parameter<Optional<Boolean>> ENABLED =
            Take.flag("IsEnable").optional();
    private static final Parameter<Integer> PAGE = Cms.pageNumber();
    private static final Parameter<Integer> SIZE = Cms.pageSize(10, 100);
    private static final Declaration DECLARATION = Cms.reading("DescribeEventRuleList", "Lists event rules by name.")
            .takes(PREFIX, GROUP, ENABLED, PAGE, SIZE)
            .end();

    private final Desk desk;

    DescribeEventRuleList(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var labels = new ArrayList<String>();
        call.get(GROUP).ifPresent(group -> labels.add("group:" + group));
        call.get(ENABLED).ifPresent(enabled -> labels.add("enabled:" + enabled));
        var page = desk.rules()
                .shelf()
                .list(
                        new Shelf.Query(Desk.account(call), call.get(PREFIX), labels),
                        (call.get(PAGE) - 1L) * call.get(SIZE),
                        call.get(SIZE));
        return new Answer.Reply(Cms.ok()
                .put(
                        "EventRules",
                        "EventRule",
                        page.entries().stream().map(RuleTree::inList).toList())
                .put("Total", page.total())
                .end());
    }
}
