package io.opsbus.event;

/**
 * One reason why an event is not taken in.
 *
 * @param field path of the field in the guide's JSON, for example {@code content.notBefore}; empty for the whole text
 * @param code machine-readable reason, for example {@code InvalidTime}
 * @param message one English sentence for people
 */
public record Violation(String field, String code, String message) {}
