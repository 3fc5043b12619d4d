package io.opsbus.standalone.backbone.process;

/** A program could not be started. The message is one or two sentences fit to be shown to a user as they are. */
public final class StartFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public StartFailure(String message) {
        super(message);
    }

    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
