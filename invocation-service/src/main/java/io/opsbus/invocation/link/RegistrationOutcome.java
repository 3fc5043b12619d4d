package io.opsbus.invocation.link;

import io.opsbus.invocation.InstanceId;

/** What came of a registration. */
public sealed interface RegistrationOutcome {
    /** It is a managed instance from now on. */
    record Registered(InstanceId instance) implements RegistrationOutcome {}

    /** It is not. */
    record Refused(Reason reason) implements RegistrationOutcome {}

    /** Why not. The endpoint does not tell a stranger which of the first two it was. */
    enum Reason {
        NO_SUCH_ACTIVATION,
        WRONG_CODE,
        EXPIRED,
        DISABLED,
        /** As many instances as it allows are registered with it. */
        FULL,
        ADDRESS_NOT_ALLOWED,
        /** A field is missing or cannot be what it says; the key is no RSA key of 2048 bits or more. */
        MALFORMED
    }
}
