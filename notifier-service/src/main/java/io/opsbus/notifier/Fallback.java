package io.opsbus.notifier;

import io.opsbus.notifier.targets.Target;

/**
 * Where a subscription's deliveries go that its own target will not get.
 *
 * @param target one hop and no further: what fails here too is a dead letter
 * @param whenDisabled whether what is new goes here at once while the own target is disabled for failing; otherwise it waits for it
 */
public record Fallback(Target target, boolean whenDisabled) {}
