package io.opsbus.invocation.rpc.catalogue;

import io.opsbus.invocation.CommandId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.passing.Passing;
import io.opsbus.invocation.query.Commands;
import io.opsbus.invocation.query.KnownCommands;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.invocation.rpc.CommandCatalogue;
import io.opsbus.invocation.work.Command;
import io.opsbus.invocation.work.CommandType;
import io.opsbus.invocation.work.Content;
import io.opsbus.invocation.work.Program;
import io.opsbus.rpc.peer.Part;
import io.opsbus.rpc.reply.RpcError;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The catalogue: what the bus has told, and for what it has not told yet the one who keeps it. A command created a moment ago
 * is therefore found, whether its record has arrived or not (ADR 0010).
 */
public final class RemoteCatalogue implements Commands, CommandCatalogue {
    private static final String GONE = "InvalidCmdId.NotFound";

    private final KnownCommands known;
    private final Keeper keeper;

    RemoteCatalogue(KnownCommands known, Keeper keeper) {
        this.known = known;
        this.keeper = keeper;
    }

    @Override
    public Optional<Command> find(Scope scope, CommandId id) {
        Optional<Command> here = known.find(scope, id);
        return here.isPresent() ? here : ask(scope, id);
    }

    private Optional<Command> ask(Scope scope, CommandId id) {
        var told = keeper.call(scope, "DescribeCommands", Map.of("CommandId", id.text(), "ContentEncoding", "Base64"));
        List<Part> list = told.body().list("Commands", "Command");
        return told.isDone() && list.size() == 1 ? command(scope, list.getFirst()) : Optional.empty();
    }

    private static Optional<Command> command(Scope scope, Part told) {
        Optional<CommandType> type = CommandType.of(told.text("Type"));
        Optional<Content> script = Content.ofBase64(told.text("CommandContent"));
        if (type.isEmpty() || script.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Command(
                new CommandId(told.text("CommandId")),
                scope,
                told.text("Name"),
                told.text("Description"),
                new Program(
                        type.get(),
                        script.get(),
                        told.flag("EnableParameter"),
                        told.text("WorkingDir"),
                        told.text("Launcher"),
                        Duration.ofSeconds(told.number("Timeout")),
                        new Passing(false, told.text("ParameterRules"))),
                1));
    }

    @Override
    public Created create(Scope scope, String name, String description, Program program, String token) {
        var told = keeper.call(
                scope,
                "CreateCommand",
                Map.ofEntries(
                        Map.entry("Name", name),
                        Map.entry("Description", description),
                        Map.entry("Type", program.type().word()),
                        Map.entry("CommandContent", program.script().base64()),
                        Map.entry("ContentEncoding", "Base64"),
                        Map.entry("EnableParameter", Boolean.toString(program.parametersOn())),
                        Map.entry("ParameterRules", program.passing().rules()),
                        Map.entry("WorkingDir", program.workingDirectory()),
                        Map.entry("Launcher", program.launcher()),
                        Map.entry("Timeout", Long.toString(program.timeout().toSeconds())),
                        Map.entry("ClientToken", token)));
        return told.isDone()
                ? new As(new CommandId(told.body().text("CommandId")))
                : new Refused(new RpcError(told.status(), told.code(), told.message()));
    }

    @Override
    public void remove(Scope scope, CommandId id) {
        var told = keeper.call(scope, "DeleteCommand", Map.of("CommandId", id.text()));
        if (!told.isDone() && !told.code().equals(GONE)) {
            throw new StoreAway(new IOException("the catalogue answers " + told.code()));
        }
    }
}
