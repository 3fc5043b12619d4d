package io.opsbus.event.kind;

/** What a user may do about an event of their own accord; which deed helps against which event is {@link EventType}'s. */
public enum Deed {
    REBOOT,
    STOP,
    START,
    REDEPLOY,
    /** Deletes the instance. */
    RELEASE,
    /** Prolongs the subscription. */
    RENEW,
    /** Brings the account's balance back to zero or above. */
    PAY;

    /** Where the user did it. */
    public enum Channel {
        /** Through the API or the console. */
        API,
        /** Inside the guest: 在实例内部重启无法应对系统事件 (guide 3.1 应对建议). */
        GUEST
    }
}
