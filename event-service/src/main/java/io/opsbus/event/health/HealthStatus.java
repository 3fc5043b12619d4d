package io.opsbus.event.health;

import java.util.Locale;
import java.util.Optional;

/** The states of guide 5.2 健康状态. */
public enum HealthStatus {
    /** 无异常: 已通过健康状况检查 */
    OK("Ok", 0),
    /** 服务受损: 实例性能受损 */
    IMPAIRED("Impaired", 128),
    /** 健康预警: 实例性能可能因维护或技术问题而降低 */
    WARNING("Warning", 64),
    /** 系统维护: 实例处于维护中; never of a disk */
    MAINTAINING("Maintaining", 0),
    /** 初始化中: 正在初始化实例 */
    INITIALIZING("Initializing", 32),
    /** 数据不足: 由于数据不足，无法确定健康状况 */
    INSUFFICIENT_DATA("InsufficientData", 16),
    /** 无状态: 实例健康状况不适用 */
    NOT_APPLICABLE("NotApplicable", 8);

    private final String word;
    private final int code;

    HealthStatus(String word, int code) {
        this.word = word;
        this.code = code;
    }

    /** As replies spell it; the guide writes {@code OK}. */
    public String word() {
        return word;
    }

    /** {@code HealthStatus.Code}: 0, 64 and 128 are known from samples, the others are ASSUMED. */
    public int code() {
        return code;
    }

    /** The status with this word in any case (API facts 2.1: {@code OK} and {@code Ok}); empty for any other. */
    public static Optional<HealthStatus> parse(String text) {
        for (HealthStatus status : values()) {
            if (status.word.toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT))) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
