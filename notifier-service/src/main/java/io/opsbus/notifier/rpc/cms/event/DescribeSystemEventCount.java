package io.opsbus.notifier.rpc.cms.event;

import io.opsbus.notifier.history.PastEvents;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.rpc.cms.Turns;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.Locale;

/** {@code DescribeSystemEventCount} (API facts 2.2): at most 1000 sorts, the most frequent first. */
final class DescribeSystemEventCount implements Action {

    private static final int MOST = 1000;
    private static final Declaration DECLARATION = Cms.reading(
                    "DescribeSystemEventCount",
                    "Counts the system events of the last days by name, level, resource and status.")
            .takes(EventParameters.FILTER)
            .fails(Turns.TOO_MANY)
            .end();

    private final Desk desk;
    private final EventDesk events;

    DescribeSystemEventCount(Desk desk, EventDesk events) {
        this.desk = desk;
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
        var group = call.get(EventParameters.GROUP).orElse("");
        var tallies = events.past().count(EventParameters.query(call, desk), MOST);
        return new Answer.Reply(Cms.okInTexts()
                .put(
                        "SystemEventCounts",
                        "SystemEventCount",
                        tallies.stream().map(tally -> tree(tally, group)).toList())
                .end());
    }

    private static Tree.Fields tree(PastEvents.Tally tally, String group) {
        var level = tally.level().name();
        return Tree.build()
                .put("Name", tally.name())
                .put("Product", tally.product())
                .put("Level", level.charAt(0) + level.substring(1).toLowerCase(Locale.ROOT))
                .put("Status", tally.status())
                .put("RegionId", tally.region())
                .put("ResourceId", tally.resource())
                .put("InstanceName", MadeEvent.instanceName(tally.json()))
                .put("GroupId", group)
                .put("Content", "")
                .put("Num", tally.count())
                .put("Time", tally.last().toEpochMilli())
                .end();
    }
}
