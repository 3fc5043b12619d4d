package io.opsbus.notifier.rpc.cms.rule;

import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;

/** {@code DescribeEventRuleAttribute} (API facts 2.2). */
final class DescribeEventRuleAttribute implements Action {
    private static final Declaration DECLARATION = Cms.reading("DescribeEventRuleAttribute", "Tells one event rule.")
            .takes(RuleParameters.RULE_NAME)
            .ignores("SilenceTime")
            .fails(CmsErrors.NO_RULE)
            .end();

    private final Desk desk;

    DescribeEventRuleAttribute(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        return desk.rules()
                .shelf()
                .find(Desk.key(call, call.get(RuleParameters.RULE_NAME)))
                .<Answer>map(rule -> new Answer.Reply(
                        Cms.ok().put("Result", RuleTree.alone(rule)).end()))
                .orElseGet(() -> new Answer.Refused(CmsErrors.NO_RULE));
    }
}
