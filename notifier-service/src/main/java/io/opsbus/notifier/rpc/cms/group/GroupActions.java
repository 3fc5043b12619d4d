package io.opsbus.notifier.rpc.cms.group;

import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import java.util.List;

/** Every Action on monitor groups. */
public final class GroupActions {
    private GroupActions() {}

    /** The Actions, over this desk. */
    public static List<Action> of(Desk desk) {
        return List.of(
                new CreateMonitorGroup(desk),
                new DescribeMonitorGroups(desk),
                new ModifyMonitorGroup(desk),
                new DeleteMonitorGroup(desk),
                new CreateMonitorGroupInstances(desk),
                new DescribeMonitorGroupInstances(desk),
                new DeleteMonitorGroupInstances(desk));
    }
}
