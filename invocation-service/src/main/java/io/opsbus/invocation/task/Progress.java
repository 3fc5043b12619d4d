package io.opsbus.invocation.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What has happened in a task so far.
 *
 * @param updated when anything last did
 * @param repeats runs that have ended
 * @param given version the agent was given; -1 for none
 * @param heard newest version its agent has told anything of; -1 for none
 * @param last how its last run ended; null when none has
 * @param output of the run that is under way, else of the last one
 * @param revision counts the facts of the task, from 0
 */
public record Progress(
        Instant updated,
        int repeats,
        int given,
        int heard,
        @Nullable Ending last,
        Output output,
        long revision) {
    static Progress none(Instant now) {
        return new Progress(now, 0, -1, -1, null, Output.NONE, 0);
    }

    Progress at(Instant now) {
        return new Progress(now, repeats, given, heard, last, output, revision);
    }

    Progress giving(int version) {
        return new Progress(updated, repeats, version, heard, last, output, revision);
    }

    /** Its agent has told of this version, and so has it. */
    Progress hearing(int version) {
        return version <= heard ? this : new Progress(updated, repeats, given, version, last, output, revision);
    }

    Progress with(Output now) {
        return new Progress(updated, repeats, given, heard, last, now, revision);
    }

    Progress ended(Ending run) {
        return new Progress(updated, repeats + 1, given, heard, run, output, revision);
    }

    Progress told() {
        return new Progress(updated, repeats, given, heard, last, output, revision + 1);
    }
}
