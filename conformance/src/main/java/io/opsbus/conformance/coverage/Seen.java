package io.opsbus.conformance.coverage;

/**
 * One kind of answer, seen at least once.
 *
 * @param action what was called
 * @param dialect label of how
 * @param outcome {@code OK} or the code of the refusal
 * @param test class and method
 * @param source what the test's demand was read from
 */
public record Seen(String action, String dialect, String outcome, String test, String source) {}
