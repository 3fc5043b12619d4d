package io.opsbus.event.kind;

import java.util.Optional;

/** The wire's words for where a system event stands (guide 3.1 事件状态, API facts 3.3). */
public enum EventStatus {
    /** Waits for the user's consent; newer than the guide. */
    INQUIRING("Inquiring", 28),
    /** 待执行 */
    SCHEDULED("Scheduled", 24),
    /** 执行中 */
    EXECUTING("Executing", 20),
    /** 已执行 */
    EXECUTED("Executed", 0),
    /** 已避免 */
    AVOIDED("Avoided", 8),
    /** 已取消 */
    CANCELED("Canceled", 12),
    /** 失败 */
    FAILED("Failed", 4);

    private final String word;
    private final int code;

    EventStatus(String word, int code) {
        this.word = word;
        this.code = code;
    }

    /** As it stands on the wire. */
    public String word() {
        return word;
    }

    /** {@code EventCycleStatus.Code}: 28, 24, 8 and 0 are known from samples, the others are ASSUMED. */
    public int code() {
        return code;
    }

    /** 中间状态, a state that something follows; the others (稳定状态) are final. */
    public boolean isOpen() {
        return switch (this) {
            case INQUIRING, SCHEDULED, EXECUTING -> true;
            case EXECUTED, AVOIDED, CANCELED, FAILED -> false;
        };
    }

    /** The status with exactly this word; empty for any other. */
    public static Optional<EventStatus> parse(String word) {
        for (EventStatus status : values()) {
            if (status.word.equals(word)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
