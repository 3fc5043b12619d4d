package io.opsbus.notifier.rpc.cms.rule;

import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;

/** {@code DescribeEventRuleTargetList} (API facts 2.2). */
final class DescribeEventRuleTargetList implements Action {
    private static final Declaration DECLARATION = Cms.reading(
                    "DescribeEventRuleTargetList", "Lists the targets of an event rule.")
            .takes(RuleParameters.RULE_NAME)
            .fails(CmsErrors.NO_RULE)
            .end();

    private final Desk desk;

    DescribeEventRuleTargetList(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var rule = desk.rules().shelf().find(Desk.key(call, call.get(RuleParameters.RULE_NAME)));
        if (rule.isEmpty()) {
            return new Answer.Refused(CmsErrors.NO_RULE);
        }
        var reply = Cms.okUntold();
        RuleTree.tell(reply, rule.get().targets());
        return new Answer.Reply(reply.end());
    }
}
