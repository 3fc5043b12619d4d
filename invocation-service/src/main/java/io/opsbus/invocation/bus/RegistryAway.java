package io.opsbus.invocation.bus;

/** A schema's id is not known yet and the registry is away: nothing was changed. */
public final class RegistryAway extends RuntimeException {
    private static final long serialVersionUID = 1;

    RegistryAway(RuntimeException cause) {
        super("the schema registry does not answer", cause);
    }
}
