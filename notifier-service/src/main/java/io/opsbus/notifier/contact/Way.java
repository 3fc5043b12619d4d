package io.opsbus.notifier.contact;

/** A way to a person that is an address of theirs, which they can be asked to confirm. */
public enum Way {
    /** Electronic mail. */
    MAIL,
    /** Short messages. */
    SMS;

    /** The address of this way; empty: not this way. */
    public String address(Contact.Reach reach) {
        return switch (this) {
            case MAIL -> reach.mail();
            case SMS -> reach.number();
        };
    }
}
