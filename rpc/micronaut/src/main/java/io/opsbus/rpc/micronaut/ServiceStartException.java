package io.opsbus.rpc.micronaut;

/** A service cannot start: its port is taken, a setting is wrong, something it needs is broken. */
public final class ServiceStartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The message names the service and the innermost cause in one line. */
    public ServiceStartException(String service, Throwable cause) {
        super(service + " cannot start: " + innermost(cause), cause);
    }

    private static String innermost(Throwable failure) {
        Throwable at = failure;
        for (int depth = 0; at.getCause() != null && depth < 50; depth++) {
            at = at.getCause();
        }
        // the outer message of a failed bind names the address, the inner one says why
        String outer = failure.getMessage();
        String inner = firstLine(at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage());
        if (outer == null) {
            return inner;
        }
        return firstLine(outer).contains(inner) ? firstLine(outer) : firstLine(outer) + " (" + inner + ")";
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text);
    }
}
