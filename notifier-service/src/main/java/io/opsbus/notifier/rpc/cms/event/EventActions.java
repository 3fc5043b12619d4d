package io.opsbus.notifier.rpc.cms.event;

import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import java.util.List;

/** Every Action on events. */
public final class EventActions {
    private EventActions() {}

    /** The Actions, over these desks. */
    public static List<Action> of(Desk desk, EventDesk events) {
        return List.of(
                new DescribeSystemEventMetaList(),
                new DescribeSystemEventAttribute(desk, events),
                new DescribeSystemEventCount(desk, events),
                new LintEventRules(desk, events),
                new DryRunEventRule(desk, events),
                new SendDryRunSystemEvent(desk, events),
                new PutCustomEvent(events),
                new DescribeCustomEventAttribute(events),
                new DescribeCustomEventCount(events));
    }
}
