package io.opsbus.schemas;

/** The declared topics could not be created; the message names the topic and the broker's reason. */
public final class TopicsNotCreated extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TopicsNotCreated(String message, Throwable cause) {
        super(message, cause);
    }
}
