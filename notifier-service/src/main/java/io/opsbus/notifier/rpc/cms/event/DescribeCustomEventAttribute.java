package io.opsbus.notifier.rpc.cms.event;

import io.opsbus.notifier.history.PastEvent;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.Turns;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;

/** {@code DescribeCustomEventAttribute} (API facts 2.2). */
final class DescribeCustomEventAttribute implements Action {

    private static final Declaration DECLARATION = Cms.reading(
                    "DescribeCustomEventAttribute", "Lists the custom events of the last days, the newest first.")
            .takes(CustomQuery.FILTER)
            .takes(EventParameters.PAGE, EventParameters.SIZE)
            .fails(Turns.TOO_MANY)
            .end();

    private final EventDesk events;

    DescribeCustomEventAttribute(EventDesk events) {
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
                        CustomQuery.of(call),
                        (call.get(EventParameters.PAGE) - 1L) * call.get(EventParameters.SIZE),
                        call.get(EventParameters.SIZE));
        return new Answer.Reply(Cms.okInTexts()
                .put(
                        "CustomEvents",
                        "CustomEvent",
                        found.stream().map(DescribeCustomEventAttribute::tree).toList())
                .end());
    }

    private static Tree.Fields tree(PastEvent past) {
        var event = past.event();
        return Tree.build()
                .put("Id", event.id())
                .put("Name", event.name())
                .put("GroupId", event.resource())
                .put("Time", Long.toString(event.eventTime().toEpochMilli()))
                .put("Content", past.json())
                .end();
    }
}
