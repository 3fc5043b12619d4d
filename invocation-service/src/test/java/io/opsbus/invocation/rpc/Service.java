package io.opsbus.invocation.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.invocation.AccountId;
import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.control.AgentDesk;
import io.opsbus.invocation.control.Alarms;
import io.opsbus.invocation.control.FleetDesk;
import io.opsbus.invocation.control.InvocationDesk;
import io.opsbus.invocation.control.Kicks;
import io.opsbus.invocation.control.Ledgers;
import io.opsbus.invocation.control.ManagedDesk;
import io.opsbus.invocation.control.Reads;
import io.opsbus.invocation.control.Settling;
import io.opsbus.invocation.control.TaskDesk;
import io.opsbus.invocation.delivery.Buckets;
import io.opsbus.invocation.fleet.FleetAlert;
import io.opsbus.invocation.fleet.FleetNews;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.fleet.ManagedInstance;
import io.opsbus.invocation.link.AgentNews;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.query.CommandNews;
import io.opsbus.invocation.store.memory.InMemoryCommands;
import io.opsbus.invocation.store.memory.InMemoryFleet;
import io.opsbus.invocation.store.memory.InMemoryGuestEvents;
import io.opsbus.invocation.store.memory.InMemoryInvocations;
import io.opsbus.invocation.store.memory.InMemorySpentRequests;
import io.opsbus.invocation.task.TaskLimits;
import io.opsbus.invocation.work.InvocationFact;
import io.opsbus.invocation.work.InvocationLimits;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.World;
import io.opsbus.ledger.memory.InMemoryTables;
import io.opsbus.ledger.memory.InMemoryTimers;
import io.opsbus.ledger.timer.TimerLoop;
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
import io.opsbus.testkit.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The actions behind their endpoint, and the agents' port, over the fake stores; answers as a client gets them. */
public final class Service {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final InternalKey KEY = InternalKey.of(Base64.getEncoder().encodeToString(new byte[32]));

    public final SettableClock clock = SettableClock.at(Given.NOON);
    final InMemoryCommands commands = new InMemoryCommands();
    final LosingTokens tokens = new LosingTokens();
    final OwnCatalogue catalogue = new OwnCatalogue(commands);
    /** Happens when instances have been looked at, and before anything is done with them. */
    Runnable whileLooking = () -> {};

    final InMemoryFleet fleet;
    public final InMemoryInvocations invocations;
    final List<InvocationFact> facts = new ArrayList<>();
    public final List<FleetAlert> alerts = new ArrayList<>();
    final List<Kick> kicks = new ArrayList<>();
    public final AgentDesk agents;
    final InvocationDesk desk;
    final ManagedDesk managed;
    final FleetDesk fleetDesk;
    final ActionTable actions;
    private final List<TimerLoop> timers;
    private final ServiceEndpoint endpoint;
    private final AtomicInteger seeds = new AtomicInteger();
    private final AtomicInteger texts = new AtomicInteger();
    private final PutOff putOff = new PutOff(clock);
    /** Of the requests from now on; every one has its own, but where answers are compared. */
    String requestId = "REQUEST";

    public Service() {
        this(InvocationLimits.DEFAULT);
    }

    Service(InvocationLimits limits) {
        this(limits, ManagedInstance.Rules.DEFAULT, TaskLimits.DEFAULT, Buckets.NONE);
    }

    Service(ManagedInstance.Rules rules) {
        this(InvocationLimits.DEFAULT, rules, TaskLimits.DEFAULT, Buckets.NONE);
    }

    public Service(TaskLimits limits) {
        this(InvocationLimits.DEFAULT, ManagedInstance.Rules.DEFAULT, limits, Buckets.NONE);
    }

    /** With an object store that has these buckets. */
    public Service(Buckets buckets) {
        this(InvocationLimits.DEFAULT, ManagedInstance.Rules.DEFAULT, TaskLimits.DEFAULT, buckets);
    }

    private Service(InvocationLimits limits, ManagedInstance.Rules rules, TaskLimits taskLimits, Buckets buckets) {
        var tables = new InMemoryTables();
        var world = World.of(clock);
        fleet = new InMemoryFleet(
                tables,
                alert -> {
                    alerts.add(alert);
                    return OutboxRecord.tombstone("topic", "key", Map.of(), "alert");
                },
                world);
        invocations = new InMemoryInvocations(
                tables,
                fact -> {
                    facts.add(fact);
                    return OutboxRecord.tombstone("topic", "key", Map.of(), "fact");
                },
                fact -> OutboxRecord.tombstone("topic", "key", Map.of(), "fact"),
                world);
        var ledgers = new Ledgers(
                invocations.invocationLedger(),
                invocations.taskLedger(),
                invocations.taskLedger(),
                fleet.activationLedger(),
                fleet.managedLedger());
        var reads = new Reads(
                invocations,
                fleet,
                this::current,
                fleet,
                fleet,
                commands,
                new InMemorySpentRequests(),
                new InMemoryGuestEvents(),
                invocations.outputs());
        var listeners = new Kicks(putOff);
        var settling = new Settling(ledgers, limits.kept(), clock, this::fresh, Runnable::run);
        var tasks = new TaskDesk(ledgers, reads, settling, listeners, this::fresh, taskLimits, clock.instant());
        managed = new ManagedDesk(ledgers, reads, tasks, listeners, this::fresh, rules);
        agents = new AgentDesk(managed, tasks, reads, listeners, taskLimits.silence(), clock);
        var ignored = agents.onKick(kicks::add);
        fleetDesk = new FleetDesk(reads, tasks);
        var alarms = new Alarms(ledgers, reads, tasks, listeners, settling, clock);
        timers = List.of(
                new TimerLoop(
                        new InMemoryTimers(Ledgers.INVOCATIONS, tables),
                        alarms::fire,
                        world,
                        TimerLoop.Settings.DEFAULT),
                new TimerLoop(
                        new InMemoryTimers(Ledgers.TASKS, tables), alarms::fire, world, TimerLoop.Settings.DEFAULT),
                new TimerLoop(
                        new InMemoryTimers(Ledgers.MANAGED, tables),
                        due -> managed.expire(due, clock.instant()),
                        world,
                        TimerLoop.Settings.DEFAULT));
        desk = new InvocationDesk(ledgers, reads, listeners, settling, limits, taskLimits);
        actions = InvocationActions.table(new Desk(
                desk, managed, reads, catalogue, limits, taskLimits, Set.of(Given.HANGZHOU, Given.BEIJING), buckets));
        endpoint = new ServiceEndpoint(
                actions,
                KEY,
                new Repetitions(tokens, () -> "seed " + seeds.incrementAndGet()),
                (failure, _) -> {
                    throw failure;
                },
                clock);
        furnish();
    }

    private List<KnownInstance> current(Scope scope, Collection<InstanceId> ids) {
        List<KnownInstance> found = fleet.find(scope, ids);
        Runnable meanwhile = whileLooking;
        whileLooking = () -> {};
        meanwhile.run();
        return found;
    }

    /** Alice's instances, of which two have an agent that is heard, and her command. */
    private void furnish() {
        for (InstanceId id : List.of(Given.LINUX, Given.WINDOWS, Given.STOPPED)) {
            fleet.take(List.of(new FleetNews.Seen(Given.instance(id), Map.of(), false, 1)));
        }
        beat();
        commands.take(List.of(new CommandNews.Saved(Given.command("echo {{who}}"))));
    }

    /** Agents are heard. */
    void beat() {
        fleet.connected(Given.LINUX, new AgentNews("2.2.3.578", "linux", "c-1"), clock.instant());
        fleet.connected(Given.WINDOWS, new AgentNews("2.1.3.578", "windows", "c-2"), clock.instant());
    }

    private String fresh() {
        // ids of managed instances are its beginning
        return "%018d".formatted(texts.incrementAndGet()) + "0".repeat(14);
    }

    void add(KnownInstance instance) {
        add(instance, Map.of());
    }

    void add(KnownInstance instance, Map<String, String> tags) {
        fleet.take(List.of(new FleetNews.Seen(instance, tags, false, 1)));
        fleet.connected(instance.id(), new AgentNews("1", instance.osType(), "c"), clock.instant());
    }

    /** Time passes, and what is due happens. */
    public void pass(Duration time) {
        clock.advance(time);
        putOff.happens();
        try {
            for (int round = 0; round < 10; round++) {
                int fired = 0;
                for (TimerLoop loop : timers) {
                    fired += loop.step();
                }
                if (fired == 0) {
                    return;
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** An answer: its status and its body. */
    public record Told(int status, JsonNode body) {
        /** The error's code; {@code 200} when it worked. */
        public String code() {
            return status == 200 ? "200" : body.get("Code").asText();
        }

        public String text(String field) {
            return body.get(field).asText();
        }
    }

    /** A call of Alice in Hangzhou; parameters as name, value, name, value. */
    public Told call(String action, String... parameters) {
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
        byte[] body = parameters.entrySet().stream()
                .map(one -> PercentText.encode(one.getKey()) + "=" + PercentText.encode(one.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(UTF_8);
        var identity = new Identity(
                account.text(),
                "key",
                new ActionName("2014-05-26", action),
                requestId,
                "host",
                Format.JSON,
                "127.0.0.1",
                clock.instant());
        HttpReply reply = endpoint.answer(new HttpCall(
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
                requestId));
        try {
            return new Told(reply.status(), JSON.readTree(reply.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs Alice's command on her Linux instance, more parameters beside. */
    public String invoke(String... more) {
        Told told = tryInvoke(more);
        if (told.status() != 200) {
            throw new AssertionError(told.body().toString());
        }
        return told.text("InvokeId");
    }

    public Told tryInvoke(String... more) {
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "RegionId", "cn-hangzhou",
                "CommandId", Given.command("").id().text(),
                "InstanceId.1", Given.LINUX.text()));
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return call(Given.ALICE, "InvokeCommand", all);
    }

    /** The one result of an invocation. */
    public JsonNode result(String invocation, String... more) {
        String[] parameters = new String[2 + more.length];
        parameters[0] = "InvokeId";
        parameters[1] = invocation;
        System.arraycopy(more, 0, parameters, 2, more.length);
        JsonNode list = call("DescribeInvocationResults", parameters)
                .body()
                .get("Invocation")
                .get("InvocationResults")
                .get("InvocationResult");
        if (list.size() != 1) {
            throw new AssertionError(list.toString());
        }
        return list.get(0);
    }

    /** The invocation with this id, as Alice sees it. */
    JsonNode describe(String invocation) {
        JsonNode list = call("DescribeInvocations", "InvokeId", invocation, "IncludeOutput", "true")
                .body()
                .get("Invocations")
                .get("Invocation");
        if (list.size() != 1) {
            throw new AssertionError(list.toString());
        }
        return list.get(0);
    }
}
