package io.opsbus.notifier.rpc.cms.rule;

import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.rule.EventRule;
import io.opsbus.notifier.rule.RuleTarget;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.util.List;

/**
 * {@code PutEventRuleTargets} (API facts 2.2): adds targets to a rule, or changes those of the same kind and id. All or nothing: one that
 * cannot be delivered to refuses the request, so {@code FailedParameterCount} is always 0. The contract would answer 200 and list it.
 */
final class PutEventRuleTargets implements Action {
    private static final Declaration DECLARATION = Cms.writing(
                    "PutEventRuleTargets", "Adds targets to an event rule, or changes those of the same kind and id.")
            .takes(RuleParameters.RULE_NAME)
            .takes(TargetParameters.ALL)
            .fails(
                    CmsErrors.NO_RULE,
                    CmsErrors.NO_CONTACT_GROUP,
                    CmsErrors.TOO_MANY_TARGETS,
                    CmsErrors.NOT_BUILT,
                    CmsErrors.INVALID)
            .end();

    private final Desk desk;

    PutEventRuleTargets(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    /** As it stands in its list; none is put twice. */
    private static String name(List<RuleTarget> put, RuleTarget target, String field) {
        var list = put.stream().filter(one -> one.list().equals(target.list())).toList();
        return target.list() + "." + (list.indexOf(target) + 1) + (field.isEmpty() ? "" : "." + field);
    }

    @Override
    public Answer answer(Call call) {
        var put = TargetParameters.of(call);
        if (put.isEmpty()) {
            return new Answer.Refused(RpcError.missingParameter("WebhookParameters.1.Id"));
        }
        var key = Desk.key(call, call.get(RuleParameters.RULE_NAME));
        var no = CmsErrors.ofTargets(
                        put, desk.roster(call), desk.egress(call), (target, field) -> name(put, target, field))
                .or(() -> desk.rules().change(call, key, CmsErrors.NO_RULE, rule -> {
                    var changed = rule.withTargets(put);
                    return changed.crowded()
                            .map(list ->
                                    Book.Step.<EventRule>refused(CmsErrors.about(CmsErrors.TOO_MANY_TARGETS, list)))
                            .orElseGet(() -> Book.Step.becomes(changed));
                }));
        if (no.isPresent()) {
            return new Answer.Refused(no.get());
        }
        desk.committed().run();
        return new Answer.Reply(Cms.ok()
                .put("FailedParameterCount", "0")
                .put("FailedContactParameters", "ContactParameter", List.<Tree>of())
                .put("FailedFcParameters", "FcParameter", List.<Tree>of())
                .put("FailedMnsParameters", "MnsParameter", List.<Tree>of())
                .end());
    }
}
