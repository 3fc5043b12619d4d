package io.opsbus.notifier.rpc.cms.target;

import io.opsbus.rpc.Action;
import java.util.List;

/** Every Action on targets. */
public final class TargetActions {
    private TargetActions() {}

    /** The Actions, over this desk. */
    public static List<Action> of(TargetDesk desk) {
        return List.of(
                new DescribeEventTargets(desk),
                new PauseEventTargets(desk),
                new ResumeEventTargets(desk),
                new TestEventTarget(desk),
                new AskEventTargetConsent(desk));
    }
}
