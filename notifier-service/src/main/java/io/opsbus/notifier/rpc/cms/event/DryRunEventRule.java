package io.opsbus.notifier.rpc.cms.event;

import io.opsbus.notifier.history.PastEvent;
import io.opsbus.notifier.history.PastEvents;
import io.opsbus.notifier.history.Replay;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.rpc.cms.Turns;
import io.opsbus.notifier.rule.DryRun;
import io.opsbus.notifier.rule.EventRule;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.time.Duration;
import java.util.Optional;

/** {@code DryRunEventRule}: the newest events first found are tried, at most a hundred thousand, in the order they happened. */
final class DryRunEventRule implements Action {

    private static final int MOST = 100_000;
    private static final Parameter<String> RULE =
            Cms.name("RuleName").names("rule").required();
    private static final Parameter<Integer> DAYS = Take.whole("Days", 1, 30).or(7);
    private static final Declaration DECLARATION = Cms.reading(
                    "DryRunEventRule",
                    "Tries an event rule on the events of the last days: what it would have sent. Nothing is sent. Only here.")
            .takes(RULE, DAYS)
            .fails(CmsErrors.NO_RULE, Turns.TOO_MANY)
            .end();

    private final Desk desk;
    private final EventDesk events;

    DryRunEventRule(Desk desk, EventDesk events) {
        this.desk = desk;
        this.events = events;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var rule = desk.rules().shelf().find(Desk.key(call, call.get(RULE)));
        if (rule.isEmpty()) {
            return new Answer.Refused(CmsErrors.NO_RULE);
        }
        return events.lines().dryRuns().answer(call, () -> tried(call, rule.get()));
    }

    private Answer tried(Call call, EventRule rule) {
        var run = new DryRun(rule, desk.roster(call));
        new Replay(events.past()).read(query(call, rule), MOST, run::on);
        var outcome = run.outcome();
        return new Answer.Reply(Cms.ok()
                .put("Scanned", outcome.scanned())
                .put("Matched", outcome.matched())
                .put("Silenced", outcome.silenced())
                .put("Rested", outcome.rested())
                .put("Merged", outcome.merged())
                .put("Targets", outcome.places())
                .put("WouldSend", outcome.deliveries())
                .put("KeptDays", events.keep().toDays())
                .put(
                        "Names",
                        "Name",
                        outcome.byName().entrySet().stream()
                                .map(entry -> Tree.build()
                                        .put("Name", entry.getKey())
                                        .put("Num", entry.getValue())
                                        .end())
                                .toList())
                .put(
                        "Samples",
                        "Sample",
                        outcome.samples().stream().map(DryRunEventRule::tree).toList())
                .end());
    }

    private static PastEvents.Query query(Call call, EventRule rule) {
        var all = PastEvents.Query.all(Desk.account(call));
        return new PastEvents.Query(
                all.account(),
                rule.terms().source() == EventRule.Source.CUSTOM,
                Optional.of(call.now().minus(Duration.ofDays(call.get(DAYS)))),
                Optional.empty(),
                all.words(),
                Optional.empty());
    }

    private static Tree.Fields tree(PastEvent past) {
        var event = past.event();
        return Tree.build()
                .put("Id", event.id())
                .put("Name", event.name())
                .put("Level", event.level().name())
                .put("Status", event.status().orElse(""))
                .put("ResourceId", event.resourceArn())
                .put("Time", event.eventTime().toEpochMilli())
                .end();
    }
}
