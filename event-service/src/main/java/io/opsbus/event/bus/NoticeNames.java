package io.opsbus.event.bus;

import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.kind.EventStatus;

/** The state an event's notice carries in its {@code name}. */
public enum NoticeNames {
    /** The state it announces, as today's SDK documents imply. */
    ANNOUNCED,
    /** The state the event was published in, as in the guide's samples: {@code :Scheduled} over an Avoided event (4.2). */
    FIRST;

    /** {@code <资源类型>:<事件类型>:<系统事件状态>} (guide 4.2). */
    String of(Published event) {
        EventStatus status = switch (this) {
            case ANNOUNCED -> event.status();
            case FIRST -> event.first();
        };
        String kind = event.type().isOfDisk() ? "Disk" : "Instance";
        return kind + ":" + event.type().word() + ":" + status.word();
    }
}
