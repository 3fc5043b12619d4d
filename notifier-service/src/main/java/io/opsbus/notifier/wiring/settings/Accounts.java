package io.opsbus.notifier.wiring.settings;

import io.opsbus.notifier.redrive.Order;
import io.opsbus.notifier.rpc.cms.delivery.RedriveDesk;
import io.opsbus.notifier.rpc.target.AnswerHeads;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What accounts may hear and do about their own deliveries.
 *
 * @param answers which answers of receivers they are told
 * @param redrives how many redrives of an account may be under way when it begins one
 * @param redriveRate how many deliveries a second it may bring back
 */
public record Accounts(
        @DefaultValue("public") AnswerHeads.Told answers,
        @DefaultValue("1") int redrives,
        @DefaultValue("100") int redriveRate) {
    /** Refuses what cannot work. */
    public Accounts {
        Demand.that(redrives >= 1, RedriveDesk.Bounds.MOST, "must be at least 1");
        Demand.that(
                redriveRate >= 1 && redriveRate <= Order.FASTEST,
                RedriveDesk.Bounds.FASTEST,
                "must be 1 to " + Order.FASTEST);
    }

    /** What they may ask of redrives. */
    public RedriveDesk.Bounds bounds() {
        return new RedriveDesk.Bounds(redrives, redriveRate);
    }
}
