package io.opsbus.event.rpc.ecs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.bus.AvroRecords;
import io.opsbus.event.bus.DueEvents;
import io.opsbus.event.bus.ListedLedger;
import io.opsbus.event.bus.NoticeNames;
import io.opsbus.event.bus.SystemEventFacts;
import io.opsbus.event.cycle.CycleRules;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Subject;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.cycle.Target.DiskRef;
import io.opsbus.event.cycle.Target.Owner;
import io.opsbus.event.decide.EventDecisions;
import io.opsbus.event.decide.EventInput;
import io.opsbus.event.fleet.InMemoryKnownFleet;
import io.opsbus.event.fleet.KnownDisk;
import io.opsbus.event.fleet.KnownInstance;
import io.opsbus.event.kind.EventType;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.ActionTable;
import io.opsbus.rpc.Hops;
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
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.testkit.SettableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The service's API over events and a fleet in memory, asked as the gateway asks it. */
final class EventsInMemory {
    static final String ALICE = "1690700000000030";
    static final String BOB = "1690700000000031";
    static final String REGION = "cn-hangzhou";
    static final Instant START = Instant.parse("2019-04-09T04:18:26Z");
    private static final InternalKey KEY = InternalKey.of(Base64.getEncoder().encodeToString(new byte[32]));
    private static final ObjectMapper JSON = new ObjectMapper();

    final SettableClock clock = SettableClock.at(START);
    final InMemoryKnownFleet fleet = new InMemoryKnownFleet();
    final ListedLedger ledger = new ListedLedger(
            new SystemEventFacts(new AvroRecords(new InMemorySchemaRegistry()), NoticeNames.ANNOUNCED), clock);
    private final EventDecisions decisions = new EventDecisions(CycleRules.GUIDE);
    private final ActionTable actions = EventActions.of(
            new EventDesk(ledger, decisions, ledger.events(), fleet, EventDesk.Rules.USUAL), CycleRules.GUIDE);
    private int keys;
    private int seeds;
    private final ServiceEndpoint endpoint = new ServiceEndpoint(
            actions,
            KEY,
            new Repetitions(new InMemoryClientTokens(), () -> "seed-" + ++seeds),
            (failure, identity) -> {
                throw new AssertionError(identity.name().toString(), failure);
            },
            clock);

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
        Map<String, String> form = new TreeMap<>(Map.of("RegionId", REGION));
        for (int at = 0; at < parameters.length; at += 2) {
            form.put(parameters[at], parameters[at + 1]);
        }
        return ask(account, action, form);
    }

    Told ask(String account, String action, Map<String, String> form) {
        return ask(account, action, form, Hops.NONE);
    }

    /** What notifiers have told so often. */
    Told ask(String account, String action, Map<String, String> form, Hops hops) {
        var identity = new Identity(
                account,
                "key",
                new ActionName(EventParameters.VERSION, action),
                "R",
                "gateway.example",
                Format.JSON,
                "127.0.0.1",
                clock.instant(),
                hops);
        byte[] body = form.entrySet().stream()
                .map(one -> PercentText.encode(one.getKey()) + "=" + PercentText.encode(one.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(UTF_8);
        HttpReply reply = endpoint.answer(new HttpCall(
                "POST", "/rpc", "", Map.of(InternalKey.HEADER, KEY.sign(identity, body)), body, "127.0.0.1"));
        try {
            return new Told(reply.status(), JSON.readTree(reply.bodyText()));
        } catch (JsonProcessingException broken) {
            throw new AssertionError(reply.bodyText(), broken);
        }
    }

    Told done(String account, String action, String... parameters) {
        Told told = ask(account, action, parameters);
        assertThat(told.status()).as("%s: %s", action, told.body()).isEqualTo(200);
        return told;
    }

    /** A running instance of the account. */
    String running(String account, String id) {
        fleet.put(new KnownInstance(
                new ResourceId(id),
                owner(account),
                1,
                KnownInstance.Labels.named("name of " + id),
                new KnownInstance.Condition("Running", START, START, false),
                new KnownInstance.Terms("ecs.g6.large", "simulated", null)));
        return id;
    }

    /** A disk of the account, in use at that instance. */
    String disk(String account, String id, String instance) {
        fleet.put(new KnownDisk(
                new ResourceId(id),
                owner(account),
                1,
                "In_use",
                START,
                new KnownDisk.Place(new ResourceId(instance), "/dev/xvdb")));
        return id;
    }

    /** A disk of the account that was taken off that instance as broken. */
    void takenOff(String account, String id, String instance, Instant since) {
        fleet.put(new KnownDisk(
                new ResourceId(id),
                owner(account),
                1,
                "Available",
                START,
                null,
                new KnownDisk.Medium("data", "local_ssd_pro", 894),
                new KnownDisk.Inactive(new ResourceId(instance), since)));
    }

    /** A real event of an instance begins as the input says. */
    EventId event(String id, String account, String instance, EventType type, Begin begin) {
        return begin(
                new Subject(
                        new EventId(id),
                        type,
                        new Target.OfInstance(owner(account), new ResourceId(instance), null, null),
                        Origin.OPERATOR,
                        "System maintenance is scheduled."),
                begin);
    }

    /** A disk of the instance stalls. */
    EventId stalled(String id, String account, String disk, String instance) {
        var target = new Target.OfDisk(
                owner(account), new DiskRef(new ResourceId(disk), "/dev/xvdb"), new ResourceId(instance), null);
        var subject = new Subject(new EventId(id), EventType.DISK_STALLED, target, Origin.PROVIDER, "It stalls.");
        return begin(subject, one -> new EventInput.Occur(one, clock.instant(), false));
    }

    /** How an event begins. */
    interface Begin {
        EventInput of(Subject subject);
    }

    private EventId begin(Subject subject, Begin begin) {
        change(subject.id(), begin.of(subject));
        assertThat(ledger.events().find(subject.target().owner().account(), subject.id()))
                .isPresent();
        return subject.id();
    }

    void change(EventId id, EventInput input) {
        Instant now = clock.instant();
        ledger.change(id, ChangeKey.once("" + ++keys), event -> decisions.on(event, input, now));
    }

    /** Time passes, and what is due happens. */
    void pass(Duration time) {
        clock.advance(time);
        var timers = ledger.timers(new DueEvents(ledger, decisions, clock), clock);
        try {
            while (timers.step() > 0) {
                // what is behind is due again at once
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Owner owner(String account) {
        return new Owner(new AccountId(account), REGION);
    }
}
