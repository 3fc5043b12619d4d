package io.opsbus.notifier.rpc.cms.rule;

import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import java.util.List;

/** Every Action on rules. */
public final class RuleActions {
    private RuleActions() {}

    /** The Actions, over this desk. */
    public static List<Action> of(Desk desk) {
        return List.of(
                new PutEventRule(desk),
                new PutCustomEventRule(desk),
                new DescribeEventRuleList(desk),
                new DescribeEventRuleAttribute(desk),
                new EnableEventRules(desk),
                new DisableEventRules(desk),
                new DeleteEventRules(desk),
                new PutEventRuleTargets(desk),
                new DescribeEventRuleTargetList(desk),
                new DeleteEventRuleTargets(desk));
    }
}
