package io.opsbus.event;

/** A part this service needs right now (database, schema registry) is away. Nothing was written; trying again is safe. */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Names the missing part.
     *
     * @param message one sentence for the caller, free of addresses and secrets
     * @param cause what the attempt failed with
     */
    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
