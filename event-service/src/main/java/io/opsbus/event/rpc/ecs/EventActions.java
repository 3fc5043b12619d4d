package io.opsbus.event.rpc.ecs;

import io.opsbus.event.cycle.CycleRules;
import io.opsbus.event.rpc.ecs.upkeep.DescribeInstanceMaintenanceAttributes;
import io.opsbus.event.rpc.ecs.upkeep.ModifyInstanceMaintenanceAttributes;
import io.opsbus.rpc.ActionTable;
import java.util.List;

/** Every Action this service serves. */
public final class EventActions {
    private EventActions() {}

    /** The table, over this desk. */
    public static ActionTable of(EventDesk desk, CycleRules rules) {
        return new ActionTable(List.of(
                new DescribeInstancesFullStatus(desk),
                new DescribeInstanceHistoryEvents(desk),
                new DescribeDisksFullStatus(desk),
                new CreateSimulatedSystemEvents(desk),
                new CancelSimulatedSystemEvents(desk),
                new AcceptInquiredSystemEvent(desk),
                new ModifySystemEventAttribute(desk),
                new DescribePendingEvents(desk, rules),
                new DescribeInstanceMaintenanceAttributes(desk),
                new ModifyInstanceMaintenanceAttributes(desk)));
    }
}
