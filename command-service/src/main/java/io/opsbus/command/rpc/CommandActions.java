package io.opsbus.command.rpc;

import io.opsbus.command.CommandFact;
import io.opsbus.command.CommandLimits;
import io.opsbus.command.CommandPlace;
import io.opsbus.command.RegionId;
import io.opsbus.command.Slot;
import io.opsbus.command.query.Commands;
import io.opsbus.command.use.InvokeTimes;
import io.opsbus.command.use.PeriodicUses;
import io.opsbus.ledger.Ledger;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.ActionTable;
import java.util.List;
import java.util.Set;

/** Everything this service answers. */
public final class CommandActions {
    /** Stands for ECS. */
    static final String VERSION = "2014-05-26";

    private CommandActions() {}

    /**
     * The actions.
     *
     * @param regions where commands may lie
     */
    public static ActionTable table(
            CommandLimits limits,
            Set<RegionId> regions,
            Ledger<CommandPlace, Slot, CommandFact> ledger,
            Commands commands,
            InvokeTimes times,
            PeriodicUses uses) {
        var shared = new CommandParameters(limits, regions);
        var deletion = new Deletion(ledger, commands, uses);
        return new ActionTable(List.<Action>of(
                new CreateCommand(shared, ledger),
                new CloneCommand(shared, ledger, commands),
                new ModifyCommand(shared, ledger),
                new DescribeCommands(shared, commands, times),
                new DeleteCommand(shared, deletion),
                new DeleteCommands(shared, deletion, commands)));
    }
}
