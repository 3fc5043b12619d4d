package io.opsbus.event.kind;

import java.time.Duration;
import java.time.Instant;

/** 用户操作窗口期: how long before its execution a planned event is made known (guide 3.1 事件窗口). */
public enum UserWindow {
    /** 通常系统维护相关事件用户操作窗口期为24~48小时 */
    MAINTENANCE(Duration.ofHours(24), Duration.ofHours(48)),
    /** 预付费实例即将到期而停止的操作窗口期为3天 */
    EXPIRING(Duration.ZERO, Duration.ofDays(3)),
    /** 账号欠费而停止的操作窗口期通常小于1小时 */
    OVERDUE(Duration.ZERO, Duration.ofHours(1)),
    /** 实例会在15天后被释放 */
    RELEASE(Duration.ZERO, Duration.ofDays(15)),
    /** 非预期系统事件，通常不会存在用户操作窗口期 */
    NONE(Duration.ZERO, Duration.ZERO);

    private final Duration promised;
    private final Duration longest;

    UserWindow(Duration promised, Duration longest) {
        this.promised = promised;
        this.longest = longest;
    }

    /** The user has at least so long, also when the event was made known late; zero where the end is fixed (a bill). */
    public Duration promised() {
        return promised;
    }

    /** No event is made known earlier than so long before its execution. */
    public Duration longest() {
        return longest;
    }

    /** When an event planned for {@code notBefore} is made known. */
    public Instant opens(Instant notBefore) {
        return notBefore.minus(longest);
    }
}
