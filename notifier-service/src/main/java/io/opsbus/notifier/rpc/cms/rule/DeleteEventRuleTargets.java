package io.opsbus.notifier.rpc.cms.rule;

import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import java.util.List;

/** {@code DeleteEventRuleTargets} (API facts 2.2): an id names the targets of every kind that have it; one nobody has is passed over. */
final class DeleteEventRuleTargets implements Action {
    private static final Parameter<List<String>> IDS = Take.texts("Ids", 30).required();
    private static final Declaration DECLARATION = Cms.writing(
                    "DeleteEventRuleTargets",
                    "Deletes targets of an event rule; what is on its way to them ends as dead letters.")
            .takes(RuleParameters.RULE_NAME, IDS)
            .fails(CmsErrors.NO_RULE)
            .end();

    private final Desk desk;

    DeleteEventRuleTargets(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var no = desk.rules()
                .change(
                        call,
                        Desk.key(call, call.get(RuleParameters.RULE_NAME)),
                        CmsErrors.NO_RULE,
                        rule -> Book.Step.becomes(rule.withoutTargets(call.get(IDS))));
        desk.committed().run();
        return Cms.done(no);
    }
}
