package io.opsbus.notifier.rpc.cms.event;

import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.rule.Finding;
import io.opsbus.notifier.rule.Lint;
import io.opsbus.notifier.shelf.Shelf;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.Optional;

/** {@code LintEventRules}: of one rule, or of the first hundred. */
final class LintEventRules implements Action {

    private static final int MOST = 100;
    private static final Parameter<Optional<String>> RULE =
            Cms.name("RuleName").names("rule").optional();
    private static final Declaration DECLARATION = Cms.reading(
                    "LintEventRules",
                    "Tells what is doubtful about event rules: traps of the guide, and what can never match or reach anybody. Only here.")
            .takes(RULE)
            .fails(CmsErrors.NO_RULE)
            .end();

    private final Desk desk;

    LintEventRules(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var name = call.get(RULE);
        var shelf = desk.rules().shelf();
        var rules = name.isPresent()
                ? shelf.find(Desk.key(call, name.get())).stream().toList()
                : shelf.list(Shelf.Query.all(Desk.account(call)), 0, MOST).entries();
        if (name.isPresent() && rules.isEmpty()) {
            return new Answer.Refused(CmsErrors.NO_RULE);
        }
        var roster = desk.roster(call);
        var findings = rules.stream()
                .flatMap(rule -> Lint.of(rule, roster).stream())
                .map(LintEventRules::tree)
                .toList();
        return new Answer.Reply(Cms.ok()
                .put("Findings", "Finding", findings)
                .put("Total", findings.size())
                .end());
    }

    private static Tree.Fields tree(Finding finding) {
        return Tree.build()
                .put("RuleName", finding.rule())
                .put("Pattern", finding.pattern())
                .put("Code", finding.trap().code())
                .put("Message", finding.trap().english())
                .put("MessageZh", finding.trap().chinese())
                .end();
    }
}
