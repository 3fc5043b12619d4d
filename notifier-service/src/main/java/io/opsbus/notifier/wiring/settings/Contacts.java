package io.opsbus.notifier.wiring.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * People.
 *
 * @param confirmation whether an address gets nothing before somebody has confirmed it
 */
public record Contacts(@DefaultValue("off") Confirmation confirmation) {
    /** Whether people are asked. */
    public enum Confirmation {
        /** Nobody is. */
        OFF,
        /** A code is sent to each new mail address and number. */
        REQUIRED
    }

    /** Whether people are asked. */
    public boolean areAsked() {
        return confirmation == Confirmation.REQUIRED;
    }
}
