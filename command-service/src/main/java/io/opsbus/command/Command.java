package io.opsbus.command;

import io.opsbus.command.program.Program;
import java.time.Instant;

/**
 * A Cloud Assistant command: a script and how it is run.
 *
 * @param id unique for ever
 * @param scope whose it is, and where
 * @param labels what people know it by
 * @param program what it does
 * @param origin where it comes from
 * @param revision counts its changes, from 1
 */
public record Command(CommandId id, Scope scope, Labels labels, Program program, Origin origin, long revision) {

    /** A command as it is at first. */
    public static Command fresh(CommandId id, Scope scope, Labels labels, Program program, Origin origin) {
        return new Command(id, scope, labels, program, origin, 1);
    }

    /** A new version of this one: another command that remembers where it came from. */
    public Origin descendant(Instant created) {
        return new Origin(created, origin.version() + 1, id);
    }

    /** This command after an edit; itself when nothing changes. */
    Command edited(Edit edit) {
        Labels newLabels = edit.apply(labels);
        Program newProgram = program.run(edit.apply(program.execution()));
        return newLabels.equals(labels) && newProgram.equals(program)
                ? this
                : new Command(id, scope, newLabels, newProgram, origin, revision + 1);
    }

    /** Without the script: it is not for logs. */
    @Override
    public String toString() {
        return "Command[" + id + ", revision " + revision + "]";
    }
}
