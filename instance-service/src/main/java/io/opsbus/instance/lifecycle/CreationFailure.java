package io.opsbus.instance.lifecycle;

import io.opsbus.instance.fleet.InstanceFact.EventStatus;
import io.opsbus.instance.fleet.InstanceStatus;
import org.jspecify.annotations.Nullable;

/**
 * The state table of guide 3.3 (实例创建失败事件, 状态区别): what an instance and its {@code SystemFailure.Delete} event show
 * while it cannot be created. A null is the guide's 无法查询: nothing can be seen.
 */
public enum CreationFailure {
    /** 实例创建中. */
    CREATING(InstanceStatus.PENDING, null),
    /** 触发实例创建失败事件. */
    FAILED(InstanceStatus.STOPPED, EventStatus.EXECUTING),
    /** 您自行释放了实例. */
    RELEASED_BY_USER(null, EventStatus.AVOIDED),
    /** 系统释放了实例. */
    RELEASED_BY_SYSTEM(null, EventStatus.EXECUTED);

    private final @Nullable InstanceStatus instance;
    private final @Nullable EventStatus event;

    CreationFailure(@Nullable InstanceStatus instance, @Nullable EventStatus event) {
        this.instance = instance;
        this.event = event;
    }

    /** 实例状态. */
    public @Nullable InstanceStatus instance() {
        return instance;
    }

    /** 事件状态. */
    public @Nullable EventStatus event() {
        return event;
    }

    /** The event's status of a row that has one. */
    EventStatus published() {
        if (event == null) {
            throw new IllegalStateException("nothing is published while " + this);
        }
        return event;
    }
}
