package io.opsbus.notifier;

/**
 * One reason a request cannot be accepted.
 *
 * @param field the path of the field, e.g. {@code target.url} or {@code names[2]}
 * @param code a word for programs: Missing, Invalid, TooLong, TooMany, Forbidden or Unknown
 * @param message a sentence for people
 */
public record FieldProblem(String field, String code, String message) {}
