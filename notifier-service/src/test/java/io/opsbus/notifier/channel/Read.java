package io.opsbus.notifier.channel;

import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.targets.Target;
import java.util.ArrayList;
import java.util.Map;

/** Targets from their fields. */
public final class Read {
    private Read() {}

    /** The target, which must be sound. */
    public static Target target(Map<String, ?> form) {
        var problems = new ArrayList<FieldProblem>();
        return Target.read(form, problems).orElseThrow(() -> new AssertionError(problems));
    }
}
