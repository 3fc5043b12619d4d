package io.opsbus.notifier.meta;

import io.opsbus.notifier.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Events this system tells of itself; the contract's lists do not have them. */
public final class OwnEvents {
    /** The product of these events. */
    public static final String PRODUCT = "OpsBus";

    /** A target has been disabled because it failed for days. */
    public static final EventMeta TARGET_DISABLED = new EventMeta(
            "Target:Delivery:Disabled",
            Optional.of(EventKind.EXCEPTION),
            Level.WARN,
            "Disabled",
            "通知目标连续多日投递失败，已自动停用，待投递的通知已保留",
            "Notification target disabled after failing for days; what is for it waits");

    /** The day's budget of short messages did not suffice. */
    public static final EventMeta SMS_BUDGET_SPENT = new EventMeta(
            "Account:SmsBudget:Spent",
            Optional.of(EventKind.EXCEPTION),
            Level.WARN,
            "Spent",
            "当日短信额度已用完，其余短信通知将在次日发送",
            "Budget of short messages spent; the others wait until the next day");

    /** Nothing: somebody tries a target. It goes to that target alone, whatever rules there are. */
    public static final EventMeta TARGET_TEST = new EventMeta(
            "Target:Delivery:Test",
            Optional.of(EventKind.STATUS_NOTIFICATION),
            Level.INFO,
            "Test",
            "测试通知：只为检查能否送达，没有发生任何事件",
            "Test of a notification target: nothing has happened");

    /** Nothing: somebody is asked whether an address is theirs. It goes to that address alone, in these words alone. */
    public static final EventMeta ADDRESS_CONFIRMATION = new EventMeta(
            "Contact:Address:Confirmation",
            Optional.of(EventKind.STATUS_NOTIFICATION),
            Level.INFO,
            "Pending",
            "请用以下代码确认此地址接收通知；若非本人操作，请忽略",
            "Code to confirm that this address is to get notifications; ignore it if you know nothing of it");

    /** All that rules and subscriptions can hear of. */
    public static final List<EventMeta> ALL = List.of(TARGET_DISABLED, SMS_BUDGET_SPENT);

    private static final Map<String, EventMeta> BY_NAME = Stream.concat(
                    ALL.stream(), Stream.of(TARGET_TEST, ADDRESS_CONFIRMATION))
            .collect(Collectors.toUnmodifiableMap(EventMeta::name, Function.identity()));

    private OwnEvents() {}

    /** What is known of a name. */
    public static Optional<EventMeta> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
