package io.opsbus.event.kind;

import static io.opsbus.event.kind.Cause.ACCOUNT_UNBALANCED;
import static io.opsbus.event.kind.Cause.DISK_TROUBLE;
import static io.opsbus.event.kind.Cause.INSTANCE_EXPIRATION;
import static io.opsbus.event.kind.Cause.SYSTEM_FAILURE;
import static io.opsbus.event.kind.Cause.SYSTEM_MAINTENANCE;
import static io.opsbus.event.kind.Deed.PAY;
import static io.opsbus.event.kind.Deed.REBOOT;
import static io.opsbus.event.kind.Deed.REDEPLOY;
import static io.opsbus.event.kind.Deed.RELEASE;
import static io.opsbus.event.kind.Deed.RENEW;
import static io.opsbus.event.kind.Deed.START;
import static io.opsbus.event.kind.Deed.STOP;
import static io.opsbus.event.kind.EventStatus.EXECUTING;
import static io.opsbus.event.kind.EventStatus.INQUIRING;
import static io.opsbus.event.kind.EventStatus.SCHEDULED;
import static io.opsbus.event.kind.EventType.Trait.RESCHEDULABLE;
import static io.opsbus.event.kind.EventType.Trait.SIMULATABLE;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The types of system events (guide 3.1 事件类型, 4.2 块存储系统事件; API facts 3.3). Columns: word, code, cause, what is done
 * when it is executed, user window, the states it may begin in, the deeds that avoid it, traits.
 *
 * <p>The seven types of the guide's table carry its Chinese name. ASSUMED: which deeds avoid the types the guide does not
 * list, and that each deed which boots an instance on another host avoids its planned reboot.
 */
// sets that are never changed after construction, which the checker cannot see
@SuppressWarnings("ImmutableEnumChecker")
public enum EventType {
    /** 因系统维护实例重启 */
    MAINTENANCE_REBOOT(
            word("SystemMaintenance.Reboot", 1),
            runs(SYSTEM_MAINTENANCE, Operation.REBOOT, UserWindow.MAINTENANCE),
            EnumSet.of(INQUIRING, SCHEDULED),
            EnumSet.of(REBOOT, STOP, START, REDEPLOY, RELEASE),
            RESCHEDULABLE,
            SIMULATABLE),
    MAINTENANCE_REDEPLOY(
            word("SystemMaintenance.Redeploy", 2),
            runs(SYSTEM_MAINTENANCE, Operation.REDEPLOY, UserWindow.MAINTENANCE),
            EnumSet.of(INQUIRING, SCHEDULED),
            EnumSet.of(REDEPLOY, RELEASE),
            RESCHEDULABLE,
            SIMULATABLE),
    MAINTENANCE_STOP(
            word("SystemMaintenance.Stop", 7),
            runs(SYSTEM_MAINTENANCE, Operation.STOP, UserWindow.MAINTENANCE),
            EnumSet.of(SCHEDULED),
            EnumSet.of(STOP, REDEPLOY, RELEASE),
            RESCHEDULABLE,
            SIMULATABLE),
    MAINTENANCE_ISOLATE_DISK(
            word("SystemMaintenance.IsolateErrorDisk", 5),
            runs(SYSTEM_MAINTENANCE, Operation.ISOLATE_DISK, UserWindow.NONE),
            EnumSet.of(INQUIRING),
            EnumSet.of(REDEPLOY, RELEASE)),
    MAINTENANCE_REINIT_DISK(
            word("SystemMaintenance.ReInitErrorDisk", 6),
            runs(SYSTEM_MAINTENANCE, Operation.REINIT_DISK, UserWindow.NONE),
            EnumSet.of(INQUIRING),
            EnumSet.of(REDEPLOY, RELEASE)),
    MAINTENANCE_REBOOT_AND_ISOLATE_DISK(
            word("SystemMaintenance.RebootAndIsolateErrorDisk", 3),
            runs(SYSTEM_MAINTENANCE, Operation.REBOOT_AND_ISOLATE_DISK, UserWindow.NONE),
            EnumSet.of(INQUIRING),
            EnumSet.of(REDEPLOY, RELEASE)),
    MAINTENANCE_REBOOT_AND_REINIT_DISK(
            word("SystemMaintenance.RebootAndReInitErrorDisk", 4),
            runs(SYSTEM_MAINTENANCE, Operation.REBOOT_AND_REINIT_DISK, UserWindow.NONE),
            EnumSet.of(INQUIRING),
            EnumSet.of(REDEPLOY, RELEASE)),
    MAINTENANCE_CLEAN_DISKS(
            word("SystemMaintenance.CleanInactiveDisks", 8),
            runs(SYSTEM_MAINTENANCE, Operation.CLEAN_INACTIVE_DISKS, UserWindow.MAINTENANCE),
            EnumSet.of(INQUIRING, SCHEDULED),
            EnumSet.of(RELEASE)),
    MAINTENANCE_PERFORMANCE_IMPACT(
            word("SystemMaintenance.PerformanceImpact", 9),
            runs(SYSTEM_MAINTENANCE, Operation.NONE, UserWindow.NONE),
            EnumSet.of(EXECUTING),
            none()),
    /** 因系统错误实例重启; 自动恢复事件 of guide 3.2 */
    FAILURE_REBOOT(
            word("SystemFailure.Reboot", 65),
            runs(SYSTEM_FAILURE, Operation.REBOOT, UserWindow.NONE),
            EnumSet.of(EXECUTING),
            none(),
            SIMULATABLE),
    FAILURE_REDEPLOY(
            word("SystemFailure.Redeploy", 66),
            // planned only where a user must save what lies on local disks first: ASSUMED to have maintenance's window
            runs(SYSTEM_FAILURE, Operation.REDEPLOY, UserWindow.MAINTENANCE),
            EnumSet.of(SCHEDULED, EXECUTING),
            EnumSet.of(REDEPLOY, RELEASE),
            SIMULATABLE),
    FAILURE_STOP(
            word("SystemFailure.Stop", 67),
            runs(SYSTEM_FAILURE, Operation.STOP, UserWindow.NONE),
            EnumSet.of(EXECUTING),
            none(),
            SIMULATABLE),
    /** 实例创建失败事件 of guide 3.3: the only one a user avoids while it is executed */
    FAILURE_DELETE(
            word("SystemFailure.Delete", 68),
            runs(SYSTEM_FAILURE, Operation.DELETE, UserWindow.NONE),
            EnumSet.of(EXECUTING),
            EnumSet.of(RELEASE)),
    /** 因实例错误实例重启 */
    INSTANCE_REBOOT(
            word("InstanceFailure.Reboot", 97),
            runs(Cause.INSTANCE_FAILURE, Operation.REBOOT, UserWindow.NONE),
            EnumSet.of(EXECUTING),
            none(),
            SIMULATABLE),
    /** 因预付费期限到期实例停止 */
    EXPIRATION_STOP(
            word("InstanceExpiration.Stop", 34),
            runs(INSTANCE_EXPIRATION, Operation.STOP, UserWindow.EXPIRING),
            EnumSet.of(SCHEDULED),
            EnumSet.of(RENEW, RELEASE)),
    /** 因预付费期限到期实例释放 */
    EXPIRATION_DELETE(
            word("InstanceExpiration.Delete", 35),
            runs(INSTANCE_EXPIRATION, Operation.DELETE, UserWindow.RELEASE),
            EnumSet.of(SCHEDULED),
            EnumSet.of(RENEW, RELEASE)),
    /** 因账号欠费按量付费资源停止 */
    UNBALANCED_STOP(
            word("AccountUnbalanced.Stop", 36),
            runs(ACCOUNT_UNBALANCED, Operation.STOP, UserWindow.OVERDUE),
            EnumSet.of(SCHEDULED),
            EnumSet.of(PAY, RELEASE)),
    /** 因账号欠费按量付费资源释放 */
    UNBALANCED_DELETE(
            word("AccountUnbalanced.Delete", 37),
            runs(ACCOUNT_UNBALANCED, Operation.DELETE, UserWindow.RELEASE),
            EnumSet.of(SCHEDULED),
            EnumSet.of(PAY, RELEASE)),
    /** 磁盘性能降级 */
    DISK_DEGRADED("Degraded", 1),
    /** 磁盘性能严重降级 */
    DISK_SEVERELY_DEGRADED("SeverelyDegraded", 4),
    /** 磁盘性能受到严重影响 */
    DISK_STALLED("Stalled", 7),
    DISK_ERROR_DETECTED("ErrorDetected", 10);

    /** What only some types can. */
    public enum Trait {
        /** The user may move its planned time (guide 3.1 修改预约重启时间; planned maintenance, API facts 2.1). */
        RESCHEDULABLE,
        /** CreateSimulatedSystemEvents makes events of it (API facts 2.1, 3.3). */
        SIMULATABLE
    }

    private record Word(String text, int code) {}

    private record Running(Cause cause, Operation operation, UserWindow window) {}

    private final Word word;
    private final Running running;
    private final Set<EventStatus> beginnings;
    private final Set<Deed> avoidedBy;
    private final Set<Trait> traits;

    /** 块存储只有异常类事件 (guide 4.2): it begins, and it ends by itself. */
    EventType(String diskWord, int code) {
        this(word(diskWord, code), runs(DISK_TROUBLE, Operation.NONE, UserWindow.NONE), EnumSet.of(EXECUTING), none());
    }

    EventType(Word word, Running running, Set<EventStatus> beginnings, Set<Deed> avoidedBy, Trait... traits) {
        this.word = word;
        this.running = running;
        this.beginnings = Collections.unmodifiableSet(beginnings);
        this.avoidedBy = Collections.unmodifiableSet(avoidedBy);
        this.traits = Set.of(traits);
    }

    /** As it stands on the wire, for example {@code SystemMaintenance.Reboot}. */
    public String word() {
        return word.text();
    }

    /** {@code EventType.Code}; 1, 3, 34, 65 and disk 1, 7 are known from samples, the others are ASSUMED. */
    public int code() {
        return word.code();
    }

    public Cause cause() {
        return running.cause();
    }

    public Operation operation() {
        return running.operation();
    }

    public UserWindow window() {
        return running.window();
    }

    /** Whether an event of this type may begin in that state. */
    public boolean beginsIn(EventStatus status) {
        return beginnings.contains(status);
    }

    /** Whether the user avoids an event of this type by that deed, done through the API before it is executed. */
    public boolean isAvoidedBy(Deed deed) {
        return avoidedBy.contains(deed);
    }

    /** 您自行释放了实例 — 已避免 (guide 3.3): only a failed creation is avoided while it is executed. */
    public boolean isAvoidedWhileExecuted(Deed deed) {
        return this == FAILURE_DELETE && isAvoidedBy(deed);
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    public boolean isOfDisk() {
        return cause() == DISK_TROUBLE;
    }

    /** The type with exactly this word; empty for any other. */
    public static Optional<EventType> parse(String word) {
        for (EventType type : values()) {
            if (type.word().equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    private static Word word(String text, int code) {
        return new Word(text, code);
    }

    private static Running runs(Cause cause, Operation operation, UserWindow window) {
        return new Running(cause, operation, window);
    }

    private static Set<Deed> none() {
        return EnumSet.noneOf(Deed.class);
    }
}
