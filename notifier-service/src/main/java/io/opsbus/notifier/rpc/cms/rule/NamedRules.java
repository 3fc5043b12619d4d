package io.opsbus.notifier.rpc.cms.rule;

import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.rule.EventRule;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.reply.RpcError;
import java.util.LinkedHashSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One change made to each rule a call names. */
final class NamedRules {
    private NamedRules() {}

    /** What a rule becomes; null: it is deleted. */
    @FunctionalInterface
    interface Change {
        @Nullable
        EventRule of(EventRule rule);
    }

    /** All of them are looked for before the first is changed; one that vanishes in between is as good as done. */
    static Optional<RpcError> change(Desk desk, Call call, Change change) {
        var all = call.get(RuleParameters.RULE_NAMES);
        var names = new LinkedHashSet<>(all);
        for (var name : names) {
            if (desk.rules().shelf().find(Desk.key(call, name)).isEmpty()) {
                return Optional.of(CmsErrors.about(CmsErrors.NO_RULE, "RuleNames", all.indexOf(name)));
            }
        }
        for (var name : names) {
            desk.rules()
                    .change(call, Desk.key(call, name), CmsErrors.NO_RULE, rule -> Book.Step.becomes(change.of(rule)));
        }
        desk.committed().run();
        return Optional.empty();
    }
}
