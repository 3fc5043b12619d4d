package io.opsbus.invocation.work;

import io.opsbus.invocation.CommandId;
import io.opsbus.invocation.Scope;

/**
 * A command as command-service has it.
 *
 * @param revision counts its changes; a lower one than is known is late
 */
public record Command(CommandId id, Scope scope, String name, String description, Program program, long revision) {
    /** The same, run otherwise. */
    public Command with(Program other) {
        return new Command(id, scope, name, description, other, revision);
    }

    /** Without the script: it is not for logs. */
    @Override
    public String toString() {
        return "Command[" + id + ", revision " + revision + "]";
    }
}
