package io.opsbus.notifier.rpc.cms.event;

import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.Turns;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;

/** {@code DescribeCustomEventCount} (API facts 2.2): at most 1000 names and groups, the most frequent first. */
final class DescribeCustomEventCount implements Action {

    private static final int MOST = 1000;
    private static final Declaration DECLARATION = Cms.reading(
                    "DescribeCustomEventCount", "Counts the custom events of the last days by name.")
            .takes(CustomQuery.FILTER)
            .fails(Turns.TOO_MANY)
            .end();

    private final EventDesk events;

    DescribeCustomEventCount(EventDesk events) {
        this.events = events;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        return events.lines().searches().answer(call, () -> found(call));
    }

    private Answer found(Call call) {
        var counts = events.past().count(CustomQuery.of(call), MOST).stream()
                .map(tally -> Tree.build()
                        .put("Name", tally.name())
                        .put("Num", tally.count())
                        .put("Time", tally.last().toEpochMilli())
                        .end())
                .toList();
        return new Answer.Reply(
                Cms.ok().put("CustomEventCounts", "CustomEventCount", counts).end());
    }
}
