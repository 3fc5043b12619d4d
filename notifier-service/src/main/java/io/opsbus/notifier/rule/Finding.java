package io.opsbus.notifier.rule;

/**
 * Something about a rule or a subscription its owner should know.
 *
 * @param pattern which of its patterns, from 1; 0 for the whole
 * @param entry of the pattern's lists, when the finding is about one; else empty
 */
public record Finding(Subject about, int pattern, Trap trap, String entry) {
    /**
     * What a finding is about; one of the two is empty.
     *
     * @param rule a rule's name
     * @param subscription the id of a subscription nobody made a rule for
     */
    public record Subject(String rule, String subscription) {
        static Subject rule(String name) {
            return new Subject(name, "");
        }

        static Subject subscription(String id) {
            return new Subject("", id);
        }
    }

    /** The traps there are: the guide's own (4.1, 4.2), and rules that cannot do what they are for. */
    public enum Trap {
        PREEMPTION_IS_INFO(
                "PreemptionIsInfo",
                "An interrupted preemptible instance has five minutes to live, and the event is of level INFO: this rule does not hear of it.",
                "抢占式实例中断事件的等级是 INFO，而实例五分钟后即被释放：此规则收不到该事件。"),
        NAME_IS_NOT_STATUS(
                "NameIsNotStatus",
                "The name does not tell the status: an avoided or finished event may still be named …:Scheduled or …:Executing, and is told"
                        + " again. Ask for a StatusList.",
                "事件名称不代表状态：已避免或已结束的事件，名称仍可能以 Scheduled 或 Executing 结尾，会再次通知。请设置 StatusList。"),
        FAILURES_ARE_WARN(
                "FailuresAreWarn",
                "A failed disk or snapshot operation, or task, is of level WARN, not INFO: this rule hears of successes only.",
                "云盘或快照操作、云助手任务失败时事件等级为 WARN 而非 INFO：此规则只会收到成功的通知。"),
        INFO_FLOOD(
                "InfoFlood",
                "All events of level INFO go to people; the guide advises against it (4.1).",
                "INFO 级别事件推送频率较高，不建议对其设置报警通知（4.1）。"),
        NEVER_MATCHES(
                "NeverMatches",
                "No event there is has this product, name, level, type and status together: this pattern can never match.",
                "不存在同时具有该产品、名称、等级、类型和状态的事件：此条件永远不会匹配。"),
        DEAD_ENTRY(
                "DeadEntry",
                "Others in its list can match, this entry never does: no event there is has it together with the rest of the pattern.",
                "列表中的其他条目可以匹配，但此条目永远不会匹配：不存在同时满足该条目和此条件其余部分的事件。"),
        NO_RESOURCES(
                "NoResources",
                "The monitor group has no resources: this rule can never match.",
                "应用分组中没有资源：此规则永远不会匹配。"),
        NOBODY_IS_TOLD(
                "NobodyIsTold", "The rule has no target that can be reached: nobody is told.", "此规则没有可达的投递目标：不会通知任何人。"),
        LEADS_NOWHERE(
                "LeadsNowhere",
                "A target of the rule is a name the operator no longer says where it leads: its deliveries wait, and expire.",
                "此规则有投递目标的名称已不再由运维人员配置去向：其投递会等待，直至过期。"),
        IS_DISABLED("IsDisabled", "The rule is disabled.", "此规则已禁用。"),
        SUBSCRIPTION_IS_DISABLED("IsDisabled", "The subscription is disabled.", "此订阅已禁用。");

        private final String code;
        private final String english;
        private final String chinese;

        Trap(String code, String english, String chinese) {
            this.code = code;
            this.english = english;
            this.chinese = chinese;
        }

        /** For programs. */
        public String code() {
            return code;
        }

        /** For people. */
        public String english() {
            return english;
        }

        /** The same in Chinese. */
        public String chinese() {
            return chinese;
        }
    }
}
