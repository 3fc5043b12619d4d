package io.opsbus.notifier.meta;

import static io.opsbus.notifier.Level.CRITICAL;
import static io.opsbus.notifier.Level.INFO;
import static io.opsbus.notifier.Level.WARN;

import io.opsbus.notifier.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every event there is (API facts 3.6; guide 4.2), row by row. Where the guide's samples and the appendix differ the guide counts: an
 * interrupted preemptible instance is told of with INFO.
 */
public final class EventCatalogue {
    private static final Map<String, Level> BILLING = Map.of(
            "Scheduled",
            CRITICAL,
            "Executing",
            CRITICAL,
            "Executed",
            CRITICAL,
            "Avoided",
            INFO,
            "Canceled",
            WARN,
            "Failed",
            WARN);
    private static final List<String> STATES =
            List.of("Inquiring", "Scheduled", "Executing", "Executed", "Avoided", "Canceled", "Failed");
    private static final Map<String, String> CHINESE_STATES = Map.of(
            "Inquiring",
            "问询中",
            "Scheduled",
            "计划执行",
            "Executing",
            "执行中",
            "Executed",
            "已执行",
            "Avoided",
            "已避免",
            "Canceled",
            "已取消",
            "Failed",
            "失败");

    /** All of them, in the order of the tables. */
    public static final List<EventMeta> ALL =
            rows().flatMap(EventCatalogue::metas).toList();

    private static final Map<String, EventMeta> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(EventMeta::name, Function.identity()));
    private static final Map<String, Optional<EventKind>> KINDS =
            rows().collect(Collectors.toUnmodifiableMap(Row::stem, Row::kind));

    private EventCatalogue() {}

    /** What is known of a name. */
    public static Optional<EventMeta> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The kind of an event; a status the tables do not list for its type does not matter. */
    public static Optional<EventKind> kind(String name) {
        var known = KINDS.get(name);
        if (known != null) {
            return known;
        }
        var colon = name.lastIndexOf(':');
        return colon < 0 ? Optional.empty() : KINDS.getOrDefault(name.substring(0, colon), Optional.empty());
    }

    /** One line of the appendix: a name without its status, and the level in each state it has. */
    private record Row(
            String stem, Optional<EventKind> kind, Map<String, Level> levels, String chinese, String english) {}

    private static Row plain(String stem, Level level, String chinese, String english) {
        return new Row(stem, Optional.of(EventKind.STATUS_NOTIFICATION), Map.of("", level), chinese, english);
    }

    private static Row failure(String stem, Level level, String chinese, String english, String... states) {
        return new Row(stem, Optional.of(EventKind.EXCEPTION), same(level, states), chinese, english);
    }

    /** Of this system's own: what it tells unasked. */
    private static Row alert(String stem, String chinese, String english) {
        return new Row(stem, Optional.of(EventKind.EXCEPTION), Map.of("", WARN), chinese, english);
    }

    private static Row planned(String stem, Level level, String chinese, String english, String... states) {
        return new Row(stem, Optional.of(EventKind.MAINTENANCE), same(level, states), chinese, english);
    }

    private static Row billing(String stem, String chinese, String english) {
        return new Row(stem, Optional.empty(), BILLING, chinese, english);
    }

    private static Map<String, Level> same(Level level, String... states) {
        return Stream.of(states).collect(Collectors.toUnmodifiableMap(Function.identity(), _ -> level));
    }

    private static Stream<EventMeta> metas(Row row) {
        var plain = row.levels.get("");
        if (plain != null) {
            return Stream.of(new EventMeta(row.stem, row.kind, plain, "", row.chinese, row.english));
        }
        return STATES.stream()
                .flatMap(state -> Stream.ofNullable(row.levels.get(state))
                        .map(level -> new EventMeta(
                                row.stem + ":" + state,
                                row.kind,
                                level,
                                state,
                                row.chinese + CHINESE_STATES.get(state),
                                row.english + ": " + state)));
    }

    private static Stream<Row> rows() {
        return Stream.of(notices(), failures(), plans(), bills(), alerts()).flatMap(Function.identity());
    }

    private static Stream<Row> notices() {
        return Stream.of(
                plain("Instance:StateChange", INFO, "实例状态改变通知", "The state of an instance changed"),
                plain(
                        "Instance:PreemptibleInstanceInterruption",
                        INFO,
                        "抢占式实例中断通知",
                        "A preemptible instance is interrupted"),
                plain(
                        "Instance:LiveMigrationAcrossDDH",
                        INFO,
                        "实例在专有宿主机间热迁移",
                        "An instance migrates between dedicated hosts"),
                plain(
                        "Instance:PerformanceModeChange",
                        INFO,
                        "突发性能实例性能模式变更",
                        "The performance mode of a burstable instance changed"),
                plain(
                        "Instance:BurstablePerformanceRestricted",
                        WARN,
                        "突发性能实例性能受限",
                        "The performance of a burstable instance is restricted"),
                plain(
                        "Disk:DiskOperationCompleted",
                        INFO,
                        "云盘完成操作通知",
                        "A disk was attached or detached, or could not be"),
                plain(
                        "Disk:ConvertToPostpaidCompleted",
                        INFO,
                        "云盘转换为按量付费完成通知",
                        "A disk was converted to pay-as-you-go"),
                plain(
                        "Disk:OverduePaymentRelease",
                        CRITICAL,
                        "云盘因欠费被释放",
                        "A disk was released because a payment is overdue"),
                plain("Disk:StateChange", INFO, "云盘状态改变通知", "The state of a disk changed"),
                plain("Snapshot:CreateSnapshotCompleted", INFO, "快照创建完成通知", "A snapshot was made, or could not be"),
                plain("Image:StateChange", INFO, "镜像状态改变通知", "The state of an image changed"),
                plain("NetworkInterface:StateChange", INFO, "弹性网卡状态改变通知", "The state of a network interface changed"),
                // newer than the tables of the guide
                plain(
                        "CloudAssistant:TaskCompleted",
                        INFO,
                        "云助手任务完成通知",
                        "A Cloud Assistant task ended, or one of its runs"));
    }

    private static Stream<Row> failures() {
        return Stream.of(
                failure(
                        "Instance:SystemFailure.Reboot",
                        CRITICAL,
                        "因系统错误实例重启",
                        "Instance reboot by a system failure",
                        "Executing",
                        "Executed",
                        "Failed"),
                failure(
                        "Instance:SystemFailure.Redeploy",
                        CRITICAL,
                        "因系统错误实例重新部署",
                        "Instance redeployment by a system failure",
                        "Scheduled",
                        "Executing",
                        "Executed",
                        "Avoided",
                        "Canceled"),
                failure(
                        "Instance:SystemFailure.Stop",
                        CRITICAL,
                        "因系统错误实例停止",
                        "Instance stop by a system failure",
                        "Executing",
                        "Executed"),
                failure(
                        "Instance:SystemFailure.Delete",
                        CRITICAL,
                        "因实例创建失败实例释放",
                        "Instance release by a failed creation",
                        "Executing",
                        "Executed",
                        "Avoided"),
                failure(
                        "Instance:InstanceFailure.Reboot",
                        CRITICAL,
                        "因实例错误实例重启",
                        "Instance reboot by a failure of the instance",
                        "Executing",
                        "Executed"),
                failure(
                        "Instance:Security.TpmAlert",
                        WARN,
                        "实例可信启动告警",
                        "Trusted boot of an instance raised an alert",
                        "Executing",
                        "Executed"),
                failure("Disk:Degraded", WARN, "磁盘性能降级", "Performance of a disk is degraded", "Executing", "Executed"),
                failure(
                        "Disk:SeverelyDegraded",
                        CRITICAL,
                        "磁盘性能严重降级",
                        "Performance of a disk is severely degraded",
                        "Executing",
                        "Executed"),
                failure("Disk:Stalled", CRITICAL, "磁盘性能受到严重影响", "A disk has stalled", "Executing", "Executed"),
                failure(
                        "Disk:ErrorDetected",
                        CRITICAL,
                        "本地盘出现损坏告警",
                        "A local disk is damaged",
                        "Executing",
                        "Executed"));
    }

    private static Stream<Row> plans() {
        return Stream.of(
                planned(
                        "Instance:SystemMaintenance.Reboot",
                        CRITICAL,
                        "因系统维护实例重启",
                        "Instance reboot by maintenance",
                        "Inquiring",
                        "Scheduled",
                        "Executing",
                        "Executed",
                        "Avoided",
                        "Canceled",
                        "Failed"),
                planned(
                        "Instance:SystemMaintenance.Redeploy",
                        CRITICAL,
                        "因系统维护实例重新部署",
                        "Instance redeployment by maintenance",
                        "Inquiring",
                        "Scheduled",
                        "Executing",
                        "Executed",
                        "Avoided",
                        "Canceled"),
                planned(
                        "Instance:SystemMaintenance.Stop",
                        CRITICAL,
                        "因系统维护实例停止",
                        "Instance stop by maintenance",
                        "Scheduled",
                        "Executing",
                        "Executed",
                        "Avoided",
                        "Canceled",
                        "Failed"),
                planned(
                        "Instance:SystemMaintenance.PerformanceImpact",
                        WARN,
                        "因系统维护实例性能受影响",
                        "Instance performance affected by maintenance",
                        "Executing",
                        "Executed"),
                planned(
                        "Instance:SystemMaintenance.IsolateErrorDisk",
                        CRITICAL,
                        "因系统维护坏盘隔离",
                        "Isolation of a damaged disk",
                        "Inquiring",
                        "Executing",
                        "Executed",
                        "Avoided",
                        "Canceled",
                        "Failed"),
                planned(
                        "Instance:SystemMaintenance.ReInitErrorDisk",
                        CRITICAL,
                        "因系统维护坏盘恢复",
                        "Restoring of a damaged disk",
                        "Inquiring",
                        "Executing",
                        "Executed",
                        "Avoided",
                        "Canceled",
                        "Failed"),
                planned(
                        "Instance:SystemMaintenance.RebootAndIsolateErrorDisk",
                        CRITICAL,
                        "因系统维护实例重启并隔离坏盘",
                        "Instance reboot and isolation of a damaged disk",
                        "Inquiring",
                        "Executing",
                        "Executed",
                        "Avoided",
                        "Canceled"),
                planned(
                        "Instance:SystemMaintenance.RebootAndReInitErrorDisk",
                        CRITICAL,
                        "因系统维护实例重启并恢复坏盘",
                        "Instance reboot and restoring of a damaged disk",
                        "Inquiring",
                        "Executing",
                        "Executed",
                        "Avoided",
                        "Canceled"),
                // newer than the appendix: its states and its level are ASSUMED
                planned(
                        "Instance:SystemMaintenance.CleanInactiveDisks",
                        WARN,
                        "因系统维护清理未激活磁盘",
                        "Removal of inactive disks by maintenance",
                        "Inquiring",
                        "Scheduled",
                        "Executing",
                        "Executed",
                        "Avoided",
                        "Canceled",
                        "Failed"));
    }

    private static Stream<Row> bills() {
        return Stream.of(
                billing(
                        "Instance:InstanceExpiration.Stop",
                        "因包年包月期限到期实例停止",
                        "Instance stop by the end of its subscription"),
                billing(
                        "Instance:InstanceExpiration.Delete",
                        "因包年包月期限到期实例释放",
                        "Instance release by the end of its subscription"),
                billing("Instance:AccountUnbalanced.Stop", "因账号欠费按量付费实例停止", "Instance stop by an overdue payment"),
                billing("Instance:AccountUnbalanced.Delete", "因账号欠费按量付费实例释放", "Instance release by an overdue payment"),
                billing(
                        "Instance:AccountUnbalanced.PerformanceAffect",
                        "因账号欠费实例性能受影响",
                        "Instance performance affected by an overdue payment"));
    }

    /** The contract's lists do not have them. */
    private static Stream<Row> alerts() {
        return Stream.of(
                alert(
                        "Instance:ManagedInstance:DeregistrationWithdrawn",
                        "托管实例注销已撤回：Agent 仍在线，注销请求可能并非其发出",
                        "The deregistration of a managed instance was taken back: its agent is still there"),
                alert(
                        "Instance:ManagedInstance:ActivationUsedFromNewNetwork",
                        "激活码从新的网络注册了实例",
                        "An activation was used from a network none of its machines came from"),
                alert(
                        "Instance:ManagedInstance:AwaitsApproval",
                        "新注册的托管实例等待运维人员批准",
                        "A registered machine awaits an operator's approval"));
    }
}
