package io.opsbus.event.cycle;

import java.time.Duration;
import java.time.Period;

/**
 * Periods of the life cycle; each is a setting.
 *
 * @param reminder how long before its execution the user is reminded of a planned event; zero for never
 * @param execution how long an execution may take before it counts as failed: 进入事件执行窗口期的6小时内自动完成 (guide 3.1)
 * @param lead 最晚可预约时间比事件计划执行时间早30分钟 (guide 3.1)
 * @param kept how long a closed event can be queried: 过去两个月 (guide 3.1); the service of today keeps 30 days
 */
public record CycleRules(Duration reminder, Duration execution, Duration lead, Period kept) {
    /** The guide's. */
    public static final CycleRules GUIDE =
            new CycleRules(Duration.ofHours(1), Duration.ofHours(6), Duration.ofMinutes(30), Period.ofMonths(2));

    /** Refuses what cannot work. */
    public CycleRules {
        if (reminder.isNegative() || lead.isNegative()) {
            throw new IllegalArgumentException("reminder and lead must not be negative");
        }
        if (!execution.isPositive()) {
            throw new IllegalArgumentException("execution must be positive");
        }
        if (kept.isNegative() || kept.isZero()) {
            throw new IllegalArgumentException("kept must be positive");
        }
    }
}
