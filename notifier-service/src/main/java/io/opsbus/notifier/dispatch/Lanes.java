package io.opsbus.notifier.dispatch;

import io.opsbus.notifier.TargetId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/** The lane of each target seen by this process, and the permits they share. */
final class Lanes {
    private final ConcurrentMap<TargetId, Lane> lanes = new ConcurrentHashMap<>();
    private final Limits limits;
    private final Semaphore all;

    Lanes(Limits limits) {
        this.limits = limits;
        this.all = new Semaphore(limits.allWindows());
    }

    Lane of(TargetId target) {
        var lane = lanes.get(target);
        return lane != null ? lane : lanes.computeIfAbsent(target, _ -> new Lane(limits, all));
    }
}
