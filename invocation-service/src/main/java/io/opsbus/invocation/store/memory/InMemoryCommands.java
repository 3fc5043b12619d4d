package io.opsbus.invocation.store.memory;

import io.opsbus.invocation.CommandId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.query.CommandNews;
import io.opsbus.invocation.query.KnownCommands;
import io.opsbus.invocation.work.Command;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The fake: commands in memory. */
public final class InMemoryCommands implements KnownCommands {
    private final Map<CommandId, Command> commands = new ConcurrentHashMap<>();

    @Override
    public Optional<Command> find(Scope scope, CommandId id) {
        return Optional.ofNullable(commands.get(id))
                .filter(command -> command.scope().equals(scope));
    }

    @Override
    public void take(List<CommandNews> news) {
        for (CommandNews one : news) {
            switch (one) {
                case CommandNews.Deleted(CommandId id) -> commands.remove(id);
                case CommandNews.Saved(Command command) ->
                    commands.merge(command.id(), command, (old, now) -> old.revision() <= now.revision() ? now : old);
            }
        }
    }
}
