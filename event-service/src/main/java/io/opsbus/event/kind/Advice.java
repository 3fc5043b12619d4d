package io.opsbus.event.kind;

/**
 * What people are told about a type (guide 3.1 应对建议): its name, what it does to the instance, what to do about it.
 *
 * @param name for example 因系统维护实例重启
 * @param impact 对实例影响
 * @param measure 建议措施, one paragraph
 */
public record Advice(String name, String impact, String measure) {

    /** The languages texts exist in. */
    public enum Language {
        /** The guide's own words where it has them. */
        CHINESE,
        ENGLISH
    }

    /** What is told about this type. */
    public static Advice of(EventType type, Language language) {
        return switch (language) {
            case CHINESE -> ChineseAdvice.of(type);
            case ENGLISH -> EnglishAdvice.of(type);
        };
    }
}
