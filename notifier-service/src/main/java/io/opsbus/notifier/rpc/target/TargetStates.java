package io.opsbus.notifier.rpc.target;

import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.dispatch.Targets;
import io.opsbus.notifier.dispatch.lane.Look;
import io.opsbus.notifier.rpc.consent.ConsentDesk;
import java.util.Optional;
import java.util.function.Function;

/** How targets do, in a word. */
public final class TargetStates {
    private final Targets targets;
    private final ConsentDesk consents;
    private final Function<TargetId, Optional<Look>> lanes;

    /** @param lanes what this process' lanes look like; empty where it has sent nothing yet */
    public TargetStates(Targets targets, ConsentDesk consents, Function<TargetId, Optional<Look>> lanes) {
        this.targets = targets;
        this.consents = consents;
        this.lanes = lanes;
    }

    /** What its lane looks like in this process; empty where it has sent it nothing yet. */
    public Optional<Look> look(TargetId target) {
        return lanes.apply(target);
    }

    /** Whether an operator has stopped all sending to it. */
    public boolean isStopped(TargetId target) {
        return targets.holds().isStopped(target);
    }

    /** flowing, limited, quiet, open, probing; idle; paused, failing, unconsented, stopped, off. */
    public String of(TargetId target, Subscription owner, Optional<Look> look) {
        var holds = targets.holds();
        if (holds.isStopped(target)) {
            return "stopped";
        }
        if (holds.disabled().contains(target)) {
            return "failing";
        }
        if (consents.isMissing(target, owner)) {
            return "unconsented";
        }
        if (holds.isHeld(target)) {
            return "paused";
        }
        return owner.enabled() ? look.map(one -> one.manner().word()).orElse("idle") : "off";
    }
}
