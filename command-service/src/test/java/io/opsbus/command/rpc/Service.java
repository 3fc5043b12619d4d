package io.opsbus.command.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.command.AccountId;
import io.opsbus.command.CommandId;
import io.opsbus.command.CommandLimits;
import io.opsbus.command.CommandPlace;
import io.opsbus.command.Given;
import io.opsbus.command.store.InMemoryCommands;
import io.opsbus.command.use.PeriodicUses;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.World;
import io.opsbus.ledger.memory.InMemoryTables;
import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.ActionTable;
import io.opsbus.rpc.Repetitions;
import io.opsbus.rpc.ServiceEndpoint;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.parameter.PercentText;
import io.opsbus.rpc.reply.Format;
import io.opsbus.rpc.token.InMemoryClientTokens;
import io.opsbus.testkit.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The actions behind their endpoint, over the fake store; answers as a client gets them. */
final class Service {
    static final String SHELL_ECHO = "ZWNobyAxMjM=";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final InternalKey KEY = InternalKey.of(Base64.getEncoder().encodeToString(new byte[32]));

    final SettableClock clock = SettableClock.at(Given.NOON);
    final InMemoryCommands store = new InMemoryCommands(
            new InMemoryTables(),
            fact -> OutboxRecord.tombstone("topic", fact.id().text(), Map.of(), fact.id() + "." + fact.revision()),
            World.of(clock));
    final ActionTable actions;
    /** Who runs them has told nobody yet. */
    final Set<CommandId> untold = new HashSet<>();

    boolean isInvokerAway;
    private final ServiceEndpoint endpoint;
    private final AtomicInteger seeds = new AtomicInteger();

    Service() {
        this(CommandLimits.DEFAULT);
    }

    Service(CommandLimits limits) {
        actions =
                CommandActions.table(limits, Set.of(Given.HANGZHOU, Given.BEIJING), store, store, store, this::isUsed);
        endpoint = new ServiceEndpoint(
                actions,
                KEY,
                new Repetitions(new InMemoryClientTokens(), () -> "seed " + seeds.incrementAndGet()),
                (failure, _) -> {
                    throw failure;
                },
                clock);
    }

    private boolean isUsed(CommandPlace place) {
        if (isInvokerAway) {
            throw new PeriodicUses.Away(new IOException("gone"));
        }
        return untold.contains(place.id());
    }

    /** An answer: its status and its body. */
    record Told(int status, JsonNode body) {
        /** The error's code; {@code 200} when it worked. */
        String code() {
            return status == 200 ? "200" : body.get("Code").asText();
        }

        String text(String field) {
            return body.get(field).asText();
        }
    }

    /** A call of Alice in Hangzhou; parameters as name, value, name, value. */
    Told call(String action, String... parameters) {
        return call(Given.ALICE, action, parameters);
    }

    Told call(AccountId account, String action, String... parameters) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("RegionId", "cn-hangzhou"));
        for (int i = 0; i < parameters.length; i += 2) {
            all.put(parameters[i], parameters[i + 1]);
        }
        return call(account, action, all);
    }

    /** A call with exactly these parameters. */
    Told call(AccountId account, String action, Map<String, String> parameters) {
        try {
            HttpReply reply = reply(account, action, parameters, Format.JSON);
            return new Told(reply.status(), JSON.readTree(reply.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpReply reply(AccountId account, String action, Map<String, String> parameters, Format format) {
        byte[] body = parameters.entrySet().stream()
                .map(one -> PercentText.encode(one.getKey()) + "=" + PercentText.encode(one.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(UTF_8);
        var identity = new Identity(
                account.text(),
                "key",
                new ActionName("2014-05-26", action),
                "REQUEST",
                "host",
                format,
                "127.0.0.1",
                clock.instant());
        return endpoint.answer(new HttpCall(
                "POST",
                "/rpc",
                "",
                Map.of(
                        InternalKey.HEADER,
                        KEY.sign(identity, body),
                        "content-type",
                        "application/x-www-form-urlencoded"),
                body,
                "127.0.0.1",
                "REQUEST"));
    }

    /** A new command of Alice; more parameters may replace the usual ones. */
    String create(String name, String... more) {
        String[] parameters = new String[6 + more.length];
        System.arraycopy(
                new String[] {"Name", name, "Type", "RunShellScript", "CommandContent", SHELL_ECHO},
                0,
                parameters,
                0,
                6);
        System.arraycopy(more, 0, parameters, 6, more.length);
        Told told = call("CreateCommand", parameters);
        if (told.status() != 200) {
            throw new AssertionError(told.body().toString());
        }
        return told.text("CommandId");
    }

    /** The one command with this id, as Alice sees it. */
    JsonNode describe(String id, String... more) {
        String[] parameters = new String[2 + more.length];
        parameters[0] = "CommandId";
        parameters[1] = id;
        System.arraycopy(more, 0, parameters, 2, more.length);
        JsonNode list =
                call("DescribeCommands", parameters).body().get("Commands").get("Command");
        if (list.size() != 1) {
            throw new AssertionError(list.toString());
        }
        return list.get(0);
    }
}
