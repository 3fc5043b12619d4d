package io.opsbus.conformance.suite;

import io.opsbus.conformance.Answer;
import io.opsbus.conformance.Body;
import io.opsbus.conformance.Dialect;
import io.opsbus.conformance.Operator;
import io.opsbus.conformance.Sdk;
import io.opsbus.conformance.Target;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.Assumptions;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a test's calls, in one dialect.
 *
 * @param mine of the account that owns what the suite makes
 * @param strangers of another account
 * @param operator who runs the system; null where the suite was pointed at one
 */
public record Caller(
        Sdk mine, Sdk strangers, Target target, @Nullable Operator operator) {
    /** Who runs the system; the test is left out where nobody does. */
    public Operator theOperator() {
        Assumptions.assumeThat(operator).as("the suite runs the system").isNotNull();
        return Objects.requireNonNull(operator);
    }

    /** Calls as the owner. */
    public Answer call(String action, Map<String, ?> parameters) {
        return mine.call(action, parameters);
    }

    /** The answer's body of a call that must work. */
    public Body ask(String action, Map<String, ?> parameters) {
        return call(action, parameters).body();
    }

    /** The code of a call that must be refused. */
    public String refusal(String action, Map<String, ?> parameters) {
        return call(action, parameters).refusal().code();
    }

    /** The code a stranger hears, who must be refused. */
    public String refusalOfStranger(String action, Map<String, ?> parameters) {
        return strangers.call(action, parameters).refusal().code();
    }

    public Dialect dialect() {
        return mine.dialect();
    }

    @Override
    public String toString() {
        return dialect().label();
    }
}
