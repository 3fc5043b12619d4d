package io.opsbus.notifier.rpc.cms.rule;

import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.rpc.cms.pace.PaceParameters;
import io.opsbus.notifier.rule.EventPattern;
import io.opsbus.notifier.rule.EventRule;
import io.opsbus.notifier.rule.PatternCheck;
import io.opsbus.notifier.rule.Threshold;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code PutEventRule} (API facts 2.2; guide 4.1): makes a rule, or gives the rule of that name other terms. Its targets stay. Without
 * {@code State} a rule is as it was, a new one enabled; without {@code SilenceTime} everything is told.
 */
final class PutEventRule implements Action {
    private static final int LONGEST_SILENCE = 30 * 24 * 3600;
    private static final int ID_LENGTH = 20;
    private static final Parameter<String> NAME = Cms.name("RuleName").required();
    private static final Parameter<String> DESCRIPTION = Take.text("Description")
            .only("at most 256 characters", text -> text.length() <= 256)
            .or("");
    private static final Parameter<String> SOURCE =
            Take.word("EventType", "SYSTEM", "CUSTOM").or("SYSTEM");
    private static final Parameter<Optional<String>> GROUP = Cms.name("GroupId")
            .meaning("Only resources of this monitor group count.")
            .names("monitor-group")
            .optional();
    private static final Parameter<Integer> SILENCE = Take.whole("SilenceTime", 0, LONGEST_SILENCE)
            .meaning(
                    "For so many seconds after news was told, the same news is not told again: same name, resource and status.")
            .or(0);
    private static final Parameter<Optional<String>> STATE =
            Take.word("State", "ENABLED", "DISABLED").optional();
    private static final Declaration DECLARATION = Cms.writing(
                    "PutEventRule", "Makes an event rule, or changes the one of that name.")
            .takes(NAME, DESCRIPTION, SOURCE, GROUP, SILENCE, STATE, RuleParameters.PATTERNS)
            .takes(PaceParameters.ALL)
            .fails(CmsErrors.NO_MONITOR_GROUP, CmsErrors.INVALID, CmsErrors.TOO_MANY)
            .end();

    private final Desk desk;

    PutEventRule(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var patterns = call.get(RuleParameters.PATTERNS);
        var problem = problem(patterns).or(() -> groupProblem(call)).or(() -> PaceParameters.problem(call));
        if (problem.isPresent()) {
            return new Answer.Refused(problem.get());
        }
        var name = call.get(NAME);
        var refused = desk.rules().put(call, Desk.key(call, name), before -> Book.Step.becomes(put(call, before)));
        if (refused.isPresent()) {
            return new Answer.Refused(refused.get());
        }
        desk.committed().run();
        return new Answer.Reply(Cms.ok().put("Data", "1").end(), List.of(name));
    }

    private static Optional<RpcError> problem(List<EventPattern> patterns) {
        if (patterns.isEmpty()) {
            return Optional.of(RpcError.missingParameter("EventPattern.1.Product"));
        }
        for (var i = 0; i < patterns.size(); i++) {
            var at = i + 1;
            var wrong = PatternCheck.problem(patterns.get(i));
            if (wrong.isPresent()) {
                return Optional.of(CmsErrors.invalid("EventPattern." + at + wrong.get() + "."));
            }
        }
        return Optional.empty();
    }

    private Optional<RpcError> groupProblem(Call call) {
        return call.get(GROUP)
                .filter(group ->
                        desk.monitorGroups().shelf().find(Desk.key(call, group)).isEmpty())
                .map(_ -> CmsErrors.NO_MONITOR_GROUP);
    }

    private static EventRule put(Call call, @Nullable EventRule before) {
        var enabled = call.get(STATE)
                .map("ENABLED"::equals)
                .orElse(before == null || before.terms().enabled());
        var terms = new EventRule.Terms(
                enabled,
                call.get(DESCRIPTION),
                EventRule.Source.valueOf(call.get(SOURCE)),
                call.get(GROUP).orElse(""),
                call.get(RuleParameters.PATTERNS),
                PaceParameters.pace(call, Duration.ofSeconds(call.get(SILENCE))),
                Threshold.NONE);
        return before == null
                ? new EventRule(
                        Desk.key(call, call.get(NAME)), call.fresh().id("er-", "rule", ID_LENGTH), 1, terms, List.of())
                : before.with(terms);
    }
}
