package io.opsbus.ledger;

/**
 * Turns a domain fact into the record that will be published.
 *
 * <p>Called inside the change's transaction, so it must be quick. If it throws, the change is rolled back and nothing is
 * saved: a fact that cannot be written never separates from its state.
 *
 * @param <F> the service's domain facts
 */
@FunctionalInterface
public interface FactEncoder<F> {
    OutboxRecord encode(F fact);
}
