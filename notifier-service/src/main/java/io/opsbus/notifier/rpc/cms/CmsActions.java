package io.opsbus.notifier.rpc.cms;

import io.opsbus.notifier.rpc.cms.contact.ContactActions;
import io.opsbus.notifier.rpc.cms.delivery.DeliveryActions;
import io.opsbus.notifier.rpc.cms.delivery.DeliveryDesk;
import io.opsbus.notifier.rpc.cms.delivery.RedriveDesk;
import io.opsbus.notifier.rpc.cms.event.EventActions;
import io.opsbus.notifier.rpc.cms.event.EventDesk;
import io.opsbus.notifier.rpc.cms.group.GroupActions;
import io.opsbus.notifier.rpc.cms.rule.RuleActions;
import io.opsbus.notifier.rpc.cms.target.TargetActions;
import io.opsbus.notifier.rpc.cms.target.TargetDesk;
import io.opsbus.rpc.ActionTable;
import java.util.List;
import java.util.stream.Stream;

/** Every Action this service serves. */
public final class CmsActions {
    private CmsActions() {}

    /** The table, over these desks. */
    public static ActionTable of(
            Desk desk, EventDesk events, TargetDesk targets, DeliveryDesk deliveries, RedriveDesk redrives) {
        return new ActionTable(Stream.of(
                        RuleActions.of(desk),
                        ContactActions.of(desk),
                        GroupActions.of(desk),
                        EventActions.of(desk, events),
                        TargetActions.of(targets),
                        DeliveryActions.of(deliveries, redrives))
                .flatMap(List::stream)
                .toList());
    }
}
