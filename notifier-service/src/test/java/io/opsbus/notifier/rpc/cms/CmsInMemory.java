package io.opsbus.notifier.rpc.cms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.ledger.World;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Event;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.Rules;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.Subscriptions;
import io.opsbus.notifier.channel.egress.EgressPolicy;
import io.opsbus.notifier.channel.egress.TargetEgress;
import io.opsbus.notifier.condition.EventText;
import io.opsbus.notifier.contact.Code;
import io.opsbus.notifier.contact.Contact;
import io.opsbus.notifier.contact.ContactGroup;
import io.opsbus.notifier.contact.MonitorGroup;
import io.opsbus.notifier.contact.Way;
import io.opsbus.notifier.grant.CloudName;
import io.opsbus.notifier.grant.Lead;
import io.opsbus.notifier.grant.NamedPlaces;
import io.opsbus.notifier.pace.Pacing;
import io.opsbus.notifier.rpc.cms.event.EventDesk;
import io.opsbus.notifier.rpc.cms.event.Thresholds;
import io.opsbus.notifier.rule.EventRule;
import io.opsbus.notifier.silence.Inhibition;
import io.opsbus.notifier.silence.Silence;
import io.opsbus.notifier.store.InMemoryPastEvents;
import io.opsbus.notifier.store.InMemoryShelf;
import io.opsbus.notifier.store.LiveRules;
import io.opsbus.notifier.store.Shelves;
import io.opsbus.notifier.store.contact.InMemoryCodesSent;
import io.opsbus.notifier.store.pace.InMemoryTallies;
import io.opsbus.notifier.store.pace.InMemoryWindows;
import io.opsbus.notifier.store.silence.InMemoryOngoing;
import io.opsbus.notifier.store.silence.LiveMutes;
import io.opsbus.notifier.targets.Function;
import io.opsbus.notifier.targets.LogStore;
import io.opsbus.notifier.targets.Target;
import io.opsbus.notifier.targets.Webhook;
import io.opsbus.notifier.template.OwnTemplate;
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
import io.opsbus.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The service's API over shelves in memory, asked as the gateway asks it, and the rules the router would match by. */
final class CmsInMemory {
    static final String ALICE = "1690700000000030";
    static final String BOB = "1690700000000031";
    static final Instant START = Instant.parse("2019-04-09T04:18:26Z");
    /** How many of a kind an account may have. */
    static final int MOST = 300;

    private static final InternalKey KEY = InternalKey.of(Base64.getEncoder().encodeToString(new byte[32]));
    private static final ObjectMapper JSON = new ObjectMapper();

    final SettableClock clock = SettableClock.at(START);
    final InMemoryShelf<EventRule> rules = new InMemoryShelf<>("event-rule", World.of(clock));
    private final InMemoryShelf<Contact> contacts = new InMemoryShelf<>("contact", World.of(clock));
    private final InMemoryShelf<ContactGroup> contactGroups = new InMemoryShelf<>("contact-group", World.of(clock));
    private final InMemoryShelf<MonitorGroup> monitorGroups = new InMemoryShelf<>("monitor-group", World.of(clock));
    private final InMemoryShelf<OwnTemplate> templates = new InMemoryShelf<>("template", World.of(clock));
    private final InMemoryShelf<Silence> silences = new InMemoryShelf<>("silence", World.of(clock));
    private final InMemoryShelf<Inhibition> inhibitions = new InMemoryShelf<>("inhibition", World.of(clock));
    final InMemoryPastEvents past = new InMemoryPastEvents();
    final Turns searches = new Turns(1, Duration.ofMillis(1));
    final InMemoryTallies tallies = new InMemoryTallies();
    final Thresholds thresholds = new Thresholds(rules, tallies, this::announce);
    final List<String> told = new ArrayList<>();
    final List<Integer> hops = new ArrayList<>();
    final List<Subscription> subscriptions = new ArrayList<>();
    final List<Subscription> routed = new ArrayList<>();
    final TargetsInMemory targets;
    final LiveRules live;
    /** Codes by the addresses they were sent to. */
    final Map<String, Code> codes = new TreeMap<>();

    private byte next;
    private final Confirmation confirmation = new Confirmation(new InMemoryCodesSent(), this::freshCode, this::sent);
    private final ActionTable actions;
    private int seeds;

    CmsInMemory() {
        this(false);
    }

    /** @param areAsked whether people must confirm their addresses */
    CmsInMemory(boolean areAsked) {
        this(areAsked, Optional.empty(), _ -> {});
    }

    /**
     * Likewise.
     *
     * @param origin as whom receivers of webhooks are asked first; empty where they are not
     * @param setting sets what may be told of targets
     */
    CmsInMemory(boolean areAsked, Optional<String> origin, Consumer<TargetsInMemory> setting) {
        this.targets = new TargetsInMemory(origin, clock);
        setting.accept(targets);
        this.live = new LiveRules(
                new Made(subscriptions, routed),
                new Shelves(rules, contacts, contactGroups, monitorGroups, templates, silences, inhibitions, named()),
                targets.holds,
                new Pacing(new InMemoryWindows()),
                new LiveMutes(silences, inhibitions, new InMemoryOngoing(), clock),
                targets.consents);
        this.actions = CmsActions.of(
                new Desk(
                        new Book<>(rules, rules, cap("rules")),
                        new Book<>(contacts, contacts, cap("contacts")),
                        new Book<>(contactGroups, contactGroups, cap("contact-groups")),
                        new Book<>(monitorGroups, monitorGroups, cap("monitor-groups")),
                        named(),
                        new TargetEgress(EgressPolicy.allowing("127.0.0.1")),
                        Optional.of(confirmation).filter(_ -> areAsked),
                        live::refresh),
                new EventDesk(
                        past,
                        this::announce,
                        thresholds,
                        new Made(subscriptions, routed),
                        Duration.ofDays(7),
                        new EventDesk.Lines(searches, new Turns(1, Duration.ofMillis(1)))),
                targets.desk(live),
                targets.deliveries(live, past),
                targets.redriving());
        this.endpoint = new ServiceEndpoint(
                actions,
                KEY,
                new Repetitions(new InMemoryClientTokens(), () -> "seed-" + ++seeds),
                (failure, identity) -> {
                    throw new AssertionError(identity.name().toString(), failure);
                },
                clock);
    }

    private Code freshCode() {
        var bytes = new byte[Code.BYTES];
        bytes[0] = next++;
        return Code.of(bytes);
    }

    private void sent(Contact contact, Way way, Code code, Instant expires) {
        codes.put(way.address(contact.reach()), code);
    }

    private static Book.Cap cap(String name) {
        return new Book.Cap(MOST, "opsbus.notifier.caps." + name);
    }

    /** Over an operator's word on where names lead: Alice's functions of one service, and everybody's logs. */
    private static NamedPlaces named() {
        return new NamedPlaces(List.of(
                new Lead(
                        CloudName.Sort.FUNCTION,
                        ALICE,
                        List.of("cn-hangzhou", "orders", "*"),
                        Map.of("type", "function", "url", "https://fn.example.com/{service}/{function}")),
                new Lead(
                        CloudName.Sort.LOG_STORE,
                        "*",
                        List.of("*", "ops", "*"),
                        Map.of("type", "log-store", "endpoint", "https://logs.example.com/{log-store}"))));
    }

    private final ServiceEndpoint endpoint;

    /** What the bus would do: notes address and JSON of each delivery. */
    private int announce(Event event, byte[] json, int times) {
        hops.add(times);
        return switch (live.rules().match(event)) {
            case Rules.Match.Wanted(var by) -> {
                by.forEach(one -> told.add(address(one) + " " + new String(json, UTF_8)));
                yield by.size();
            }
            case Rules.Match.Filtered _ -> 0;
        };
    }

    /** Subscriptions that can be read, and those events are routed by. */
    private record Made(List<Subscription> all, List<Subscription> routed) implements Subscriptions {
        @Override
        public List<Subscription> of(AccountId account) {
            return all.stream().filter(one -> one.account().equals(account)).toList();
        }

        @Override
        public long count(AccountId account) {
            return of(account).size();
        }

        @Override
        public Optional<Subscription> find(AccountId account, SubscriptionId id) {
            return of(account).stream().filter(one -> one.id().equals(id)).findAny();
        }

        @Override
        public News since(long revision) {
            return new News(revision, List.copyOf(routed), List.of());
        }
    }

    /** What came back. */
    record Told(int status, JsonNode body) {
        String code() {
            return body.path("Code").asText();
        }

        String text(String pointer) {
            return body.at(pointer).asText();
        }
    }

    List<Declaration> declarations() {
        return actions.declarations();
    }

    /** Names and values in turn. */
    Told ask(String account, String action, String... parameters) {
        Map<String, String> form = new TreeMap<>();
        for (int at = 0; at < parameters.length; at += 2) {
            form.put(parameters[at], parameters[at + 1]);
        }
        return ask(account, action, form);
    }

    Told ask(String account, String action, Map<String, String> form) {
        return ask(account, action, form, Hops.NONE);
    }

    /** What notifiers have told so often. */
    Told ask(String account, String action, Map<String, String> form, Hops times) {
        var identity = new Identity(
                account,
                "key",
                new ActionName(Cms.VERSION, action),
                "R",
                "gateway.example",
                Format.JSON,
                "127.0.0.1",
                clock.instant(),
                times);
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
        assertThat(told.text("/Code")).isEqualTo("200");
        return told;
    }

    /** A rule of the guide's kind (4.1): critical and warning events of ECS, to a callback. */
    void rule(String account, String name) {
        done(
                account,
                "PutEventRule",
                "RuleName",
                name,
                "EventPattern.1.Product",
                "ECS",
                "EventPattern.1.LevelList.1",
                "CRITICAL",
                "EventPattern.1.LevelList.2",
                "WARN",
                "EventPattern.1.NameList.1",
                "*");
        done(
                account,
                "PutEventRuleTargets",
                "RuleName",
                name,
                "WebhookParameters.1.Id",
                "1",
                "WebhookParameters.1.Url",
                "https://hooks.example.com/" + name);
    }

    /** Addresses an event would go to. */
    List<String> whoHears(String account, String name, Level level, String resource, String text) {
        var event = new Event(
                new AccountId(account),
                "1",
                name,
                level,
                "ECS",
                "acs:ecs:cn-hangzhou:x:instance/" + resource,
                START,
                Optional.empty(),
                new EventText(() -> text));
        return switch (live.rules().match(event)) {
            case Rules.Match.Wanted(var by) ->
                by.stream().map(CmsInMemory::address).sorted().toList();
            case Rules.Match.Filtered _ -> List.of();
        };
    }

    private static String address(Subscription subscription) {
        return switch (subscription.target()) {
            case Webhook webhook -> webhook.url().toString();
            case Function function -> function.url().toString();
            case LogStore store -> store.endpoint().toString();
            case Target other -> other.kind().word();
        };
    }
}
