package io.opsbus.invocation.fleet;

import io.opsbus.invocation.Scope;
import io.opsbus.invocation.work.Labels;
import java.time.Duration;
import java.time.Instant;

/**
 * Lets machines become managed instances of an account: whoever has its id and code, for some hours.
 *
 * @param codeHash SHA-256 of the code in Base64; the code itself is shown once and kept nowhere
 */
public record Activation(
        ActivationId id, Scope scope, Instant created, String codeHash, Rules rules, boolean isDisabled) {
    /**
     * What it allows.
     *
     * @param instances most machines that may be registered with it, ever
     * @param life how long after its creation, whole hours
     * @param addresses where they may come from; empty for anywhere
     * @param instanceName what they are called, with a number behind it; empty for their host names
     * @param description may be empty
     */
    public record Rules(
            int instances, Duration life, String addresses, String instanceName, String description, Labels labels) {}

    public Instant expires() {
        return created.plus(rules.life());
    }

    Activation coded(String otherHash) {
        return new Activation(id, scope, created, otherHash, rules, isDisabled);
    }

    Activation disabled() {
        return new Activation(id, scope, created, codeHash, rules, true);
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "Activation[" + id + "]";
    }
}
