package io.opsbus.notifier.store.seal;

import io.opsbus.notifier.SubscriptionId;

/** What a secret is for and whose it is: it opens under the same label only. */
public record Label(String purpose, String owner) {
    /** The robot of a contact. */
    public static final Label ROBOT = new Label("contact", "robot");

    /** A secret of a subscription's target or fallback. */
    public static Label target(SubscriptionId owner) {
        return new Label("notification target", owner.value());
    }
}
