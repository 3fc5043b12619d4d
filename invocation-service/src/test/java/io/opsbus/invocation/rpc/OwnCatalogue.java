package io.opsbus.invocation.rpc;

import io.opsbus.invocation.CommandId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.query.CommandNews;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.invocation.store.memory.InMemoryCommands;
import io.opsbus.invocation.work.Command;
import io.opsbus.invocation.work.Program;
import io.opsbus.rpc.reply.RpcError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The catalogue, where the bus tells at once of what is put in. */
final class OwnCatalogue implements CommandCatalogue {
    /** What RunCommand has put in, and is there yet. */
    final List<CommandId> created = new ArrayList<>();

    Runnable whileCreating = () -> {};
    /** It takes nothing away again. */
    boolean isDeaf;

    private final InMemoryCommands commands;
    private final Map<String, Command> byToken = new HashMap<>();

    OwnCatalogue(InMemoryCommands commands) {
        this.commands = commands;
    }

    @Override
    public Created create(Scope scope, String name, String description, Program program, String token) {
        var id = new CommandId("c-" + token);
        var asked = new Command(id, scope, name, description, program, 1);
        Command first = byToken.putIfAbsent(token, asked);
        if (first == null) {
            commands.take(List.of(new CommandNews.Saved(asked)));
            created.add(id);
            whileCreating.run();
        } else if (!first.equals(asked)) {
            return new Refused(new RpcError(400, "IdempotentParameterMismatch", "other parameters"));
        }
        return new As(id);
    }

    @Override
    public void remove(Scope scope, CommandId id) {
        if (isDeaf) {
            throw new StoreAway(new IOException("gone"));
        }
        commands.take(List.of(new CommandNews.Deleted(id)));
        created.remove(id);
    }
}
