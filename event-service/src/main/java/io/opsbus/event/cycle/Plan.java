package io.opsbus.event.cycle;

import java.time.Duration;
import java.time.Instant;

/**
 * When an event is to be executed (wire: {@code NotBefore}).
 *
 * @param notBefore the planned time as it stands now
 * @param initial the planned time at first; it bounds how far the user may move it (wire: {@code InitialNotBefore})
 */
public record Plan(Instant notBefore, Instant initial) {
    /** A plan nobody has moved. */
    public static Plan at(Instant notBefore) {
        return new Plan(notBefore, notBefore);
    }

    /** 最晚可预约时间比事件计划执行时间早30分钟 (guide 3.1 修改预约重启时间); {@code lead} is those 30 minutes. */
    public Instant latest(Duration lead) {
        return initial.minus(lead);
    }

    /** The same plan at another time. */
    public Plan moved(Instant to) {
        return new Plan(to, initial);
    }
}
