package io.opsbus.invocation.rpc.run;

import io.opsbus.invocation.CommandId;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.invocation.rpc.CommandCatalogue;
import io.opsbus.invocation.rpc.Desk;
import io.opsbus.invocation.work.Command;
import io.opsbus.invocation.work.InvocationPlace;
import io.opsbus.invocation.work.Program;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.rpc.Fresh;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command that a RunCommand puts into the catalogue. It is created before its invocation can be stored, so the process may die
 * in between, or the catalogue's answer get lost: that creation begins is noted first, and whichever repetition of the request is
 * refused takes the command away.
 */
record Keeping(Desk desk) {
    private static final Logger LOGGER = LoggerFactory.getLogger(Keeping.class);

    /**
     * A command to be kept.
     *
     * @param place of the invocation it is for
     * @param name the same for every repetition of the request, as all of it: the catalogue is asked for the same command
     * @param fresh of the request
     */
    record Wanted(InvocationPlace place, String name, String description, Program program, Fresh fresh) {
        /** The command, with the id it has. */
        Command as(CommandId id) {
            return new Command(id, place.scope(), name, description, program, 1);
        }

        private ChangeKey begun() {
            return ChangeKey.ofRequest(fresh.changeKey("create"));
        }
    }

    /** Creates it, or finds it created. */
    CommandCatalogue.Created create(Wanted wanted) {
        desk.invocations().note(wanted.place, wanted.begun());
        return ask(wanted);
    }

    private CommandCatalogue.Created ask(Wanted wanted) {
        return desk.catalogue()
                .create(
                        wanted.place.scope(),
                        wanted.name,
                        wanted.description,
                        wanted.program,
                        wanted.fresh.factId("create"));
    }

    /** The request is refused: had its creation begun, it goes, whether its id was ever heard or not. */
    void takeAway(Wanted wanted) {
        if (!desk.invocations().isNoted(wanted.place, wanted.begun())) {
            return;
        }
        try {
            if (ask(wanted) instanceof CommandCatalogue.As(var id)) {
                desk.catalogue().remove(wanted.place.scope(), id);
            }
        } catch (StoreAway away) {
            LOGGER.atWarn()
                    .addKeyValue("commandName", wanted.name)
                    .addKeyValue("reason", String.valueOf(away.getMessage()))
                    .log("a command that was created for an invocation which is refused may stay in the catalogue");
        }
    }
}
