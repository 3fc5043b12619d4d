package io.opsbus.notifier.rpc.cms.rule;

import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;

/** {@code EnableEventRules} (API facts 2.2): all of them, or none when one is not there. */
final class EnableEventRules implements Action {
    private static final Declaration DECLARATION = Cms.writing(
                    "EnableEventRules", "Enables event rules: what waited is told, and events are matched again.")
            .takes(RuleParameters.RULE_NAMES)
            .fails(CmsErrors.NO_RULE)
            .end();

    private final Desk desk;

    EnableEventRules(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        return Cms.done(NamedRules.change(desk, call, rule -> rule.enabled(true)));
    }
}
