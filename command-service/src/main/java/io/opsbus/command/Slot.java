package io.opsbus.command;

import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One place on the shelf of an account's commands in a region, with what a decision about it must know of the rest.
 *
 * <pre>
 *               create                 edit                   delete
 *   empty       taken, unless full     refused: not found     refused: not found
 *   taken       (ids never return)     taken                  empty, unless in use
 * </pre>
 *
 * @param others how many other commands are on the shelf
 * @param isUsed whether a periodic invocation needs the command
 * @param command what lies here; null when the place is empty
 */
public record Slot(int others, boolean isUsed, @Nullable Command command) {

    /**
     * Puts a new command here.
     *
     * @param fresh its id was never used before
     * @param most how many commands the account may have in the region
     */
    public Decision<Slot, CommandId, CommandFact> create(Command fresh, int most) {
        if (command != null) {
            throw new IllegalStateException("ids never return: " + fresh.id());
        }
        return others < most
                ? new Decision.Accepted<>(holding(fresh), fresh.id(), List.of(new CommandFact.Saved(fresh)))
                : Decision.refused(new CommandRefusal.QuotaReached(most));
    }

    /** Changes what may be changed of the command here; the same again is no change and tells nobody. */
    public Decision<Slot, Done, CommandFact> edit(CommandId id, Edit edit) {
        if (command == null) {
            return Decision.refused(new CommandRefusal.NotFound(id));
        }
        Command edited = command.edited(edit);
        return Decision.accepted(
                holding(edited), edited.equals(command) ? List.of() : List.of(new CommandFact.Saved(edited)));
    }

    /** Takes the command away (guide 2.3.5); refused while a periodic invocation uses it. */
    public Decision<Slot, Done, CommandFact> delete(CommandId id) {
        if (command == null) {
            return Decision.refused(new CommandRefusal.NotFound(id));
        }
        if (isUsed) {
            return Decision.refused(new CommandRefusal.InUse(id));
        }
        return Decision.accepted(holding(null), List.of(new CommandFact.Deleted(id, command.revision() + 1)));
    }

    private Slot holding(@Nullable Command now) {
        return new Slot(others, isUsed, now);
    }
}
