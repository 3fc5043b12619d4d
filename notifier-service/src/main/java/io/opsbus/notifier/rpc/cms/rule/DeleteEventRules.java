package io.opsbus.notifier.rpc.cms.rule;

import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;

/** {@code DeleteEventRules} (API facts 2.2): all of them, or none when one is not there. */
final class DeleteEventRules implements Action {
    private static final Declaration DECLARATION = Cms.writing(
                    "DeleteEventRules",
                    "Deletes event rules; what is on its way to their targets ends as dead letters.")
            .takes(RuleParameters.RULE_NAMES)
            .fails(CmsErrors.NO_RULE)
            .end();

    private final Desk desk;

    DeleteEventRules(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        return Cms.done(NamedRules.change(desk, call, _ -> null));
    }
}
