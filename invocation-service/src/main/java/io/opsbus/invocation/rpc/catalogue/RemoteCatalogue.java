package io.opsbus.invocation.rpc.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.opsbus.rpc.reply.RpcError;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The catalogue: what the bus has told, and for what it has not told yet the one who keeps it. A command created a moment ago
 * is therefore found, whether its record has arrived or not (ADR 0010).
 */
public final class RemoteCatalogue implements Commands, CommandCatalogue {
    private final KnownCommands known;
    private final PeerService service;

    public RemoteCatalogue(KnownCommands known, PeerService service) {
        this.known = known;
        this.service = service;
    }

    @Override
    public Optional<Command> find(Scope scope, CommandId id) {
        Optional<Command> here = known.find(scope, id);
        return here.isPresent() ? here : ask(scope, id);
    }

    private Optional<Command> ask(Scope scope, CommandId id) {
        var told = service.call(scope, "DescribeCommands", Map.of("CommandId", id.text(), "ContentEncoding", "Base64"));
        JsonNode list = told.body().path("Commands").path("Command");
        return told.status() == 200 && list.size() == 1 ? command(scope, list.get(0)) : Optional.empty();
    }

    private static Optional<Command> command(Scope scope, JsonNode told) {
        Optional<CommandType> type = CommandType.of(told.path("Type").asText());
        Optional<Content> script = Content.ofBase64(told.path("CommandContent").asText());
        if (type.isEmpty() || script.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Command(
                new CommandId(told.path("CommandId").asText()),
                scope,
                told.path("Name").asText(),
                told.path("Description").asText(),
                new Program(
                        type.get(),
                        script.get(),
                        told.path("EnableParameter").asBoolean(),
                        told.path("WorkingDir").asText(),
                        told.path("Launcher").asText(),
                        Duration.ofSeconds(told.path("Timeout").asLong()),
                        new Passing(false, told.path("ParameterRules").asText(""))),
                1));
    }

    @Override
    public Created create(Scope scope, String name, String description, Program program, String token) {
        var told = service.call(
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
        return told.status() == 200
                ? new As(new CommandId(told.body().path("CommandId").asText()))
                : new Refused(new RpcError(
                        told.status(),
                        told.body().path("Code").asText(),
                        told.body().path("Message").asText()));
    }

    @Override
    public void remove(Scope scope, CommandId id) {
        var told = service.call(scope, "DeleteCommand", Map.of("CommandId", id.text()));
        if (told.status() != 200) {
            throw new StoreAway(new IOException(
                    "the catalogue answers " + told.body().path("Code").asText()));
        }
    }
}
