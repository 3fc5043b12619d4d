package io.opsbus.notifier.rpc.cms.delivery;

import io.opsbus.rpc.Action;
import java.util.List;

/** Every Action on deliveries. */
public final class DeliveryActions {
    private DeliveryActions() {}

    /** The Actions, over these desks. */
    public static List<Action> of(DeliveryDesk desk, RedriveDesk redrives) {
        return List.of(
                new DescribeEventDeliveries(desk),
                new DescribeEventDelivery(desk),
                new RedriveEventDeliveries(redrives),
                new DescribeEventRedrives(redrives),
                new StopEventRedrive(redrives));
    }
}
