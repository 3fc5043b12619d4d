package io.opsbus.notifier.rpc.cms.event;

import io.opsbus.notifier.history.PastEvent;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.rpc.cms.Turns;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;

/** {@code DescribeSystemEventAttribute} (API facts 2.2). */
final class DescribeSystemEventAttribute implements Action {

    private static final Declaration DECLARATION = Cms.reading(
                    "DescribeSystemEventAttribute", "Lists the system events of the last days, the newest first.")
            .takes(EventParameters.FILTER)
            .takes(EventParameters.PAGE, EventParameters.SIZE)
            .fails(Turns.TOO_MANY)
            .end();

    private final Desk desk;
    private final EventDesk events;

    DescribeSystemEventAttribute(Desk desk, EventDesk events) {
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
        var found = events.past()
                .find(
                        EventParameters.query(call, desk),
                        (call.get(EventParameters.PAGE) - 1L) * call.get(EventParameters.SIZE),
                        call.get(EventParameters.SIZE));
        var group = call.get(EventParameters.GROUP).orElse("");
        return new Answer.Reply(Cms.okInTexts()
                .put(
                        "SystemEvents",
                        "SystemEvent",
                        found.stream().map(past -> tree(past, group)).toList())
                .end());
    }

    private static Tree.Fields tree(PastEvent past, String group) {
        var event = past.event();
        return Tree.build()
                .put("Id", event.id())
                .put("Name", event.name())
                .put("Product", event.product())
                .put("Level", event.level().name())
                .put("Status", event.status().orElse(""))
                .put("RegionId", past.region())
                .put("ResourceId", event.resourceArn())
                .put("InstanceName", MadeEvent.instanceName(past.json()))
                .put("GroupId", group)
                .put("Time", event.eventTime().toEpochMilli())
                .put("Content", past.json())
                .end();
    }
}
