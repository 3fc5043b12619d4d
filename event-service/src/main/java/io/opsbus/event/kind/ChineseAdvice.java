package io.opsbus.event.kind;

/** The guide's table 应对建议 (3.1) for the seven types it lists; for the others our words in its manner. */
final class ChineseAdvice {
    private static final String RESTARTED = "当您收到事件通知时，实例正在或已完成重新启动，建议您：";
    private static final String VERIFY = "验证实例和应用是否恢复正常。";
    private static final String SNAPSHOT = "并视情况为实例挂载的磁盘创建快照（CreateSnapshot）备份数据。";
    private static final String LOCAL_DISK = "重新部署后本地盘数据会被清除，请提前备份。";

    private ChineseAdvice() {}

    static Advice of(EventType type) {
        return switch (type) {
            case MAINTENANCE_REBOOT ->
                new Advice(
                        "因系统维护实例重启",
                        "实例将在计划维护时间重新启动",
                        "在用户操作窗口期某个合适的时间点选择以下任一种方法：ECS控制台重启实例或者修改预约重启时间；"
                                + "调用API RebootInstance。说明：在实例内部重启无法应对系统事件。"
                                + "在应用层面，切换流量。或从负载均衡实例中移除有计划维护的ECS实例，避免影响您的业务。"
                                + SNAPSHOT);
            case FAILURE_REBOOT ->
                new Advice(
                        "因系统错误实例重启",
                        "发生非预期的宿主主机故障时，实例重启后会重新响应",
                        RESTARTED + VERIFY + "订阅事件通知到您的消息服务MNS队列或主题，联动切换流量或实现负载均衡，实现故障转移。");
            case INSTANCE_REBOOT ->
                new Advice(
                        "因实例错误实例重启",
                        "因操作系统崩溃实例重新启动",
                        RESTARTED + "查看实例系统日志和屏幕截图排查故障，检查操作系统发生崩溃的原因，避免再次引发系统崩溃问题。" + VERIFY);
            case EXPIRATION_STOP -> new Advice("因预付费实例到期停止", "预付费资源即将被停止", "建议您根据需要续费资源，或等待实例过期。");
            case UNBALANCED_STOP -> new Advice("因账号欠费后按量付费资源停止", "按量付费资源即将被停止", "建议您及时为账号充值，避免因支付方式余额不足而停止实例。");
            case EXPIRATION_DELETE -> new Advice("因预付费实例到期释放", "预付费资源即将被释放", "建议您根据需要续费资源，或等待实例释放。");
            case UNBALANCED_DELETE -> new Advice("因账户欠费后按量付费资源释放", "按量付费资源即将被释放", "建议您及时为账号充值，避免因账号支付方式不足而释放实例。");
            case FAILURE_DELETE -> new Advice("实例创建失败", "实例无法创建，大约五分钟内会被系统释放", "等待系统释放，或自行释放实例。"); // guide 3.3
            case MAINTENANCE_REDEPLOY ->
                new Advice("因系统维护实例重新部署", "实例将在计划维护时间被重新部署到其他宿主机", "在用户操作窗口期重新部署实例。" + LOCAL_DISK);
            case MAINTENANCE_STOP -> new Advice("因系统维护实例停止", "实例将在计划维护时间停止", "在用户操作窗口期停止或重新部署实例。" + SNAPSHOT);
            case MAINTENANCE_ISOLATE_DISK ->
                new Advice("因系统维护隔离坏盘", "坏盘将在线隔离，其数据不再可用", "停止对坏盘的读写后授权系统隔离，或重新部署实例。" + LOCAL_DISK);
            case MAINTENANCE_REINIT_DISK ->
                new Advice("因系统维护重新初始化坏盘", "换上的新盘将在线初始化", "授权系统初始化磁盘，或重新部署实例。" + LOCAL_DISK);
            case MAINTENANCE_REBOOT_AND_ISOLATE_DISK ->
                new Advice("因系统维护实例重启并隔离坏盘", "实例重启，坏盘的数据不再可用", "停止对坏盘的读写后授权系统重启，或重新部署实例。" + LOCAL_DISK);
            case MAINTENANCE_REBOOT_AND_REINIT_DISK ->
                new Advice("因系统维护实例重启并重新初始化坏盘", "实例重启，换上的新盘被初始化", "授权系统重启，或重新部署实例。" + LOCAL_DISK);
            case MAINTENANCE_CLEAN_DISKS -> new Advice("因系统维护清理未活跃本地盘", "已从实例隔离的坏盘将被清理", "在清理之前备份仍可读取的数据。");
            case MAINTENANCE_PERFORMANCE_IMPACT -> new Advice("因系统维护性能受损", "维护期间实例性能可能降低", "在应用层面，切换流量，等待维护结束。");
            case FAILURE_REDEPLOY -> new Advice("因系统错误实例重新部署", "实例将被重新部署到健康的宿主机", "重新部署实例，" + VERIFY + LOCAL_DISK);
            case FAILURE_STOP -> new Advice("因系统错误实例停止", "宿主机故障，实例被停止", "启动实例，" + VERIFY);
            case DISK_DEGRADED -> new Advice("磁盘性能降级", "磁盘性能降低", "切换流量，等待磁盘恢复。");
            case DISK_SEVERELY_DEGRADED -> new Advice("磁盘性能严重降级", "磁盘性能严重降低", "切换流量，等待磁盘恢复。");
            case DISK_STALLED -> new Advice("磁盘性能受到严重影响", "磁盘读写停滞", "在应用层面隔离磁盘的读写，等待磁盘恢复。");
            case DISK_ERROR_DETECTED -> new Advice("发现坏盘", "磁盘读写出错", "停止对坏盘的读写，备份数据并更换磁盘。");
        };
    }
}
