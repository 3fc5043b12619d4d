package io.opsbus.notifier.wiring.settings;

import io.opsbus.notifier.channel.egress.Doors;
import io.opsbus.notifier.channel.egress.EgressPolicy;
import io.opsbus.notifier.channel.egress.Ways;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Outgoing connections.
 *
 * @param allow comma-separated blocks that may be dialled although they are private, by any scheme and on any port; empty by default
 * @param schemes of addresses outside these blocks
 * @param ports of these, numbers and spans
 * @param own where this system listens itself: not to be called, whatever is opened
 * @param accounts what is opened to one account alone, in the same way
 */
public record Egress(
        @DefaultValue("") String allow,
        @DefaultValue("https") String schemes,
        @DefaultValue("80,443,8080,8443") String ports,
        @DefaultValue("") String own,
        @DefaultValue List<Opening> accounts) {
    /**
     * Blocks of one account.
     *
     * @param account its id
     * @param allow as for everybody
     */
    public record Opening(
            @DefaultValue("") String account,
            @DefaultValue("") String allow) {
        /** Refuses what cannot work. */
        public Opening {
            Demand.that(
                    !account.isBlank() && !account.equals("*"),
                    "opsbus.notifier.egress.accounts[n].account",
                    "must be the id of one account: what is for all is opsbus.notifier.egress.allow");
        }
    }

    /** Refuses what cannot work. */
    public Egress {
        var _ = Ways.of(schemes, ports);
        var _ = Doors.of(own);
    }

    /** What may be dialled. */
    public EgressPolicy policy() {
        var policy = EgressPolicy.allowing(allow).by(Ways.of(schemes, ports)).keepingOff(Doors.of(own));
        for (var one : accounts) {
            policy = policy.opening(one.account(), one.allow());
        }
        return policy;
    }
}
