package io.opsbus.invocation.control;

import io.opsbus.invocation.fleet.FleetAlert;
import io.opsbus.invocation.fleet.ManagedInstance;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What of managed instances people must hear stands in the log too. */
final class AlertLog {
    private static final Logger LOGGER = LoggerFactory.getLogger(AlertLog.class);

    private AlertLog() {}

    static void tell(FleetAlert alert) {
        ManagedInstance about = alert.instance();
        var line = LOGGER.atWarn()
                .addKeyValue("instanceId", about.id())
                .addKeyValue("accountId", about.scope().account())
                .addKeyValue("activationId", about.activation());
        switch (alert) {
            case FleetAlert.DeregistrationWithdrawn(var _, Instant since, var _) ->
                line.addKeyValue("since", since)
                        .log("a deregistration was taken back: the agent is still there and may not have sent it");
            case FleetAlert.NewNetwork(var _, String network, var _) ->
                line.addKeyValue("network", network)
                        .log("an activation was used from a network none of its machines came from");
            case FleetAlert.AwaitsApproval _ -> line.log("a machine awaits an operator's approval");
        }
    }
}
