package io.opsbus.instance.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.instance.control.FleetInMemory;
import io.opsbus.instance.provider.simulated.SimulatedProvider;
import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.ActionTable;
import io.opsbus.rpc.Repetitions;
import io.opsbus.rpc.ServiceEndpoint;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.parameter.PercentText;
import io.opsbus.rpc.reply.Format;
import io.opsbus.rpc.token.InMemoryClientTokens;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The service's API over a fleet in memory, asked as the gateway asks it. */
final class EcsInMemory {
    static final String ALICE = "1690700000000030";
    static final String BOB = "1690700000000031";
    static final String REGION = "cn-hangzhou";
    private static final InternalKey KEY = InternalKey.of(Base64.getEncoder().encodeToString(new byte[32]));
    private static final Set<String> OF_ANY_CALL = Set.of(
            "MissingParameter",
            "InvalidParameter",
            "InvalidAction.NotFound",
            "IdempotentParameterMismatch",
            "LastTokenProcessing");
    private static final ObjectMapper JSON = new ObjectMapper();

    final FleetInMemory fleet = new FleetInMemory();
    private final ActionTable actions = EcsActions.of(fleet.fleet, SimulatedProvider.ID, EcsActions.Quotas.DEFAULT);
    private int seeds;
    private final ServiceEndpoint endpoint = new ServiceEndpoint(
            actions,
            KEY,
            new Repetitions(new InMemoryClientTokens(), () -> "seed-" + ++seeds),
            (failure, identity) -> {
                throw new AssertionError(identity.name().toString(), failure);
            },
            fleet.clock);

    /** What came back. */
    record Told(int status, JsonNode body) {
        String code() {
            return body.path("Code").asText();
        }

        String text(String pointer) {
            return body.at(pointer).asText();
        }

        int total() {
            return body.path("TotalCount").asInt();
        }
    }

    List<Declaration> declarations() {
        return actions.declarations();
    }

    /** Names and values in turn; {@code RegionId} is put in front. */
    Told ask(String account, String action, String... parameters) {
        Map<String, String> form = new java.util.TreeMap<>(Map.of("RegionId", REGION));
        for (int at = 0; at < parameters.length; at += 2) {
            form.put(parameters[at], parameters[at + 1]);
        }
        return ask(account, action, form);
    }

    Told ask(String account, String action, Map<String, String> form) {
        var identity = new Identity(
                account,
                "key",
                new ActionName(Ecs.VERSION, action),
                "R",
                "gateway.example",
                Format.JSON,
                "127.0.0.1",
                fleet.clock.instant());
        byte[] body = form.entrySet().stream()
                .map(one -> PercentText.encode(one.getKey()) + "=" + PercentText.encode(one.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(UTF_8);
        HttpReply reply = endpoint.answer(new HttpCall(
                "POST", "/rpc", "", Map.of(InternalKey.HEADER, KEY.sign(identity, body)), body, "127.0.0.1"));
        try {
            Told told = new Told(reply.status(), JSON.readTree(reply.bodyText()));
            assertDeclared(action, told);
            return told;
        } catch (JsonProcessingException broken) {
            throw new AssertionError(reply.bodyText(), broken);
        }
    }

    /** The reference page leaves nothing out: what a caller hears the Action declares, unless every Action says it. */
    private void assertDeclared(String action, Told told) {
        if (told.status() >= 400 && !OF_ANY_CALL.contains(told.code())) {
            assertThat(declarations().stream()
                            .filter(one -> one.name().action().equals(action))
                            .flatMap(one -> one.errors().stream())
                            .map(error -> error.status() + " " + error.code()))
                    .as("errors %s declares", action)
                    .contains(told.status() + " " + told.code());
        }
    }

    Told done(String account, String action, String... parameters) {
        Told told = ask(account, action, parameters);
        assertThat(told.status()).as("%s: %s", action, told.body()).isEqualTo(200);
        return told;
    }

    /** A running instance of the account. */
    String running(String account) {
        String id = done(
                        account,
                        "RunInstances",
                        "InstanceType",
                        "ecs.g6.large",
                        "ImageId",
                        "aliyun_2_1903_x64_20G_alibase_20200324.vhd")
                .text("/InstanceIdSets/InstanceIdSet/0");
        fleet.settle();
        return id;
    }

    /** A free disk of the account. */
    String disk(String account) {
        String id = done(account, "CreateDisk", "Size", "20").text("/DiskId");
        fleet.settle();
        return id;
    }

    /** A free disk the instance had before. */
    String usedDisk(String account, String instance) {
        String id = disk(account);
        done(account, "AttachDisk", "InstanceId", instance, "DiskId", id);
        fleet.settle();
        done(account, "DetachDisk", "InstanceId", instance, "DiskId", id);
        fleet.settle();
        return id;
    }

    /** An accomplished snapshot of the account. */
    String snapshot(String account, String disk) {
        String id = done(account, "CreateSnapshot", "DiskId", disk).text("/SnapshotId");
        fleet.settle();
        return id;
    }
}
