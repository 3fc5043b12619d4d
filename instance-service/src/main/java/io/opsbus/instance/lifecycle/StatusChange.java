package io.opsbus.instance.lifecycle;

import io.opsbus.instance.fleet.InstanceStatus;

/** What a request came to: {@code PreviousStatus} and {@code CurrentStatus} on the wire. */
public record StatusChange(InstanceStatus previous, InstanceStatus current) {
    /** One line, for the ledger. */
    public String text() {
        return previous.name() + ">" + current.name();
    }

    /** Reads {@link #text}. */
    public static StatusChange read(String text) {
        int arrow = text.indexOf('>');
        return new StatusChange(
                InstanceStatus.valueOf(text.substring(0, arrow)), InstanceStatus.valueOf(text.substring(arrow + 1)));
    }
}
