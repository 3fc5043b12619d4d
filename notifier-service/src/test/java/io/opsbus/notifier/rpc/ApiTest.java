package io.opsbus.notifier.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.ledger.World;
import io.opsbus.ledger.memory.InMemoryLedger;
import io.opsbus.ledger.memory.InMemoryTables;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.FieldProblem;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.LogLines;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.Subscriptions;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.channel.text.Preview;
import io.opsbus.notifier.channel.text.Wording;
import io.opsbus.notifier.contact.Contact;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.grant.KafkaGrant;
import io.opsbus.notifier.grant.KafkaGrants;
import io.opsbus.notifier.rpc.audit.AuditLog;
import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.rpc.contact.ContactRoutes;
import io.opsbus.notifier.rpc.sending.SendingRoutes;
import io.opsbus.notifier.rpc.subscription.SubscriptionRoutes;
import io.opsbus.notifier.store.InMemoryParking;
import io.opsbus.notifier.store.InMemoryShelf;
import io.opsbus.notifier.store.hold.InMemoryStops;
import io.opsbus.notifier.store.journal.InMemoryJournal;
import io.opsbus.notifier.store.redrive.InMemoryRedrives;
import io.opsbus.testkit.SettableClock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTest {
    private static final String PATH = "/accounts/169070*****30/subscriptions";
    private static final String SOUND = """
        {"levels":["CRITICAL","WARN"],"names":["Instance:StateChange","Disk:*"],"product":"ECS","resources":["*"],
         "target":{"type":"webhook","url":"http://hooks.example/x","headers":{"X-Key":"s3cret"}}}\
        """;

    private final Set<SubscriptionId> made = new HashSet<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger commits = new AtomicInteger();
    private final InMemoryLedger<SubscriptionId, Subscription, Api.SubscriptionFact> ledger = new InMemoryLedger<>(
            "subscription",
            new InMemoryTables(),
            fact -> {
                throw new AssertionError(fact);
            },
            World.of(SettableClock.at(Given.NOON)),
            () -> {});

    private static DeliveryRoutes routes() {
        var redrives = new InMemoryRedrives(new InMemoryParking());
        return new DeliveryRoutes(
                new InMemoryJournal(),
                _ -> Optional.empty(),
                new RedriveRoutes(redrives, redrives, 10, () -> "1", () -> Given.NOON));
    }

    private static List<FieldProblem> forbidden(Subscription subscription) {
        var grants = new KafkaGrants(List.of(new KafkaGrant("169070*****30", "k:9092", "own.")), Set.of("ecs.x"));
        return grants.complaints(subscription);
    }

    private final InMemoryShelf<Contact> contacts =
            new InMemoryShelf<>("contact", World.of(SettableClock.at(Given.NOON)));
    private final Api api = api(Integer.MAX_VALUE);

    private Api api(int most) {
        return new Api(
                new SubscriptionRoutes(
                        ledger,
                        new Committed(),
                        new SubscriptionRoutes.Allowed(ApiTest::forbidden, most),
                        commits::incrementAndGet,
                        () -> {
                            var id = "n" + next.incrementAndGet();
                            made.add(new SubscriptionId("sub-" + id));
                            return id;
                        },
                        new Preview(new Wording())),
                new Api.Deliveries(
                        new Counts(),
                        () -> 7,
                        new Api.Routes(
                                routes(),
                                TargetRoutesTest.none(),
                                TemplateRoutesTest.none(),
                                SilenceRoutesTest.none(),
                                InhibitionRoutesTest.none(),
                                new SendingRoutes(
                                        new InMemoryStops(new InMemoryParking(), List::of), () -> {}, () -> Given.NOON),
                                new ContactRoutes(
                                        new Book<>(contacts, contacts), () -> {}, () -> "id", () -> Given.NOON))));
    }

    /** Reads what the ledger has committed. */
    private final class Committed implements Subscriptions {
        @Override
        public List<Subscription> of(AccountId account) {
            return made.stream().flatMap(id -> find(account, id).stream()).toList();
        }

        @Override
        public Optional<Subscription> find(AccountId account, SubscriptionId id) {
            return ledger.state(id).filter(s -> s.account().equals(account));
        }

        @Override
        public News since(long revision) {
            return new News(revision, List.of(), List.of());
        }
    }

    private ApiAnswer ask(String method, String path, String body, Map<String, String> headers) {
        return api.answer(
                new ApiRequest(method, path, "", headers, Optional.of(new ApiRequest.Content(body.getBytes(UTF_8)))));
    }

    private ApiAnswer post(String body) {
        return ask("POST", PATH, body, Map.of());
    }

    private static String text(ApiAnswer answer) {
        return new String(answer.body(), UTF_8);
    }

    private static String paced(String pace) {
        return SOUND.strip().replaceFirst("}$", "," + pace + "}");
    }

    @Test
    void whenPeopleAreToldIsTold() {
        var answer = post(paced("\"mergeSeconds\":60,\"quiet\":{\"from\":\"22:00\",\"to\":\"07:00\","
                + "\"zone\":\"Europe/Berlin\",\"except\":[\"CRITICAL\"]}"));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(text(answer))
                .contains(
                        "\"mergeSeconds\":60",
                        "\"quiet\":{\"from\":\"22:00\",\"to\":\"07:00\",\"zone\":\"Europe/Berlin\","
                                + "\"except\":[\"CRITICAL\"],\"programs\":false}");
        assertThat(text(post(SOUND))).doesNotContain("quiet", "mergeSeconds");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"mergeSeconds\":3601",
                "\"mergeSeconds\":\"60\"",
                "\"quiet\":\"always\"",
                "\"quiet\":{}",
                "\"quiet\":{\"from\":\"22:00\",\"to\":\"22:00\",\"zone\":\"UTC\"}",
                "\"quiet\":{\"from\":\"22:00\",\"to\":\"7\",\"zone\":\"UTC\"}",
                "\"quiet\":{\"from\":\"22:00\",\"to\":\"07:00\",\"zone\":\"Middle/Earth\"}",
                "\"quiet\":{\"from\":\"22:00\",\"to\":\"07:00\",\"zone\":\"UTC\",\"except\":[\"LOUD\"]}",
                "\"quiet\":{\"from\":\"22:00\",\"to\":\"07:00\",\"zone\":\"UTC\",\"programs\":\"no\"}",
                "\"quiet\":{\"from\":\"22:00\",\"to\":\"07:00\",\"zone\":\"UTC\",\"why\":1}"
            })
    void aPaceThatCannotBeMeantIsRefused(String pace) {
        assertThat(post(paced(pace)).status()).as(pace).isEqualTo(400);
    }

    @Test
    void aSoundSubscriptionIsMadeListedShownSwitchedAndDeleted() {
        var answer = post(SOUND);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(commits).as("rules are told before the answer").hasValue(1);
        assertThat(text(answer)).contains("\"id\":\"sub-n1\"", "x-key").doesNotContain("s3cret");
        assertThat(text(ask("GET", PATH, "", Map.of()))).contains("sub-n1");
        assertThat(ask("GET", PATH + "/sub-n1", "", Map.of()).status()).isEqualTo(200);
        assertThat(text(ask("POST", PATH + "/sub-n1:disable", "", Map.of()))).contains("\"enabled\":false");
        assertThat(text(ask("POST", PATH + "/sub-n1:enable", "", Map.of()))).contains("\"version\":3");
        assertThat(ask("DELETE", PATH + "/sub-n1", "", Map.of()).status()).isEqualTo(204);
        assertThat(ask("GET", PATH + "/sub-n1", "", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void whatAnOperatorChangesIsALineOfTheLogThatTellsNoSecret() {
        try (var lines = new LogLines(AuditLog.class.getName())) {
            post(SOUND);
            post("{}");
            ask("GET", PATH, "", Map.of());
            ask("PUT", PATH + "/sub-n1", SOUND, Map.of());
            ask("POST", PATH + "/sub-n1:preview", Sent.REBOOT, Map.of());
            ask("POST", PATH + "/sub-n1:disable", "", Map.of());
            ask("POST", PATH.replace("subscriptions", "sending:stop"), "why=s3cret", Map.of());
            ask("POST", "/sending:stop", "", Map.of());
            ask("POST", PATH.replace("subscriptions", "deliveries/redrives"), "all=true&dryRun=true", Map.of());
            ask("DELETE", PATH + "/sub-n1", "", Map.of());
            assertThat(lines.all())
                    .allSatisfy(line -> assertThat(line).contains("from=").doesNotContain("s3cret", "hooks.example"))
                    .satisfiesExactly(
                            line -> assertThat(line).contains("did=POST subscriptions about=sub-n1 status=201"),
                            line -> assertThat(line).contains("did=PUT subscriptions/sub-n1 about=sub-n1 status=200"),
                            line -> assertThat(line).contains("did=POST subscriptions/sub-n1:disable"),
                            line -> assertThat(line).contains("accountId=169070*****30 did=POST sending:stop"),
                            line -> assertThat(line).contains("accountId=* did=POST /sending:stop"),
                            line -> assertThat(line).contains("did=DELETE subscriptions/sub-n1 about= status=204"));
        }
    }

    @Test
    void aRequestRepeatedWithItsTokenMakesNoSecondSubscription() {
        for (var name : List.of("clienttoken", "idempotency-key")) {
            var first = ask("POST", PATH, SOUND, Map.of(name, "t-" + name));
            var second = ask("POST", PATH, SOUND, Map.of(name, "t-" + name));
            assertThat(second.status()).isEqualTo(201);
            assertThat(text(second)).isEqualTo(text(first));
        }
        assertThat(ask("POST", PATH, SOUND, Map.of("clienttoken", "x".repeat(65)))
                        .status())
                .isEqualTo(400);
        assertThat(ask("POST", PATH, SOUND, Map.of("clienttoken", "")).status()).isEqualTo(400);
    }

    @Test
    void anotherAccountSeesNothingAndChangesNothing() {
        post(SOUND);
        var foreign = "/accounts/other/subscriptions";
        assertThat(text(ask("GET", foreign, "", Map.of()))).isEqualTo("{\"subscriptions\":[]}");
        for (var method : List.of("GET", "DELETE")) {
            assertThat(ask(method, foreign + "/sub-n1", "", Map.of()).status()).isEqualTo(404);
        }
        assertThat(ask("POST", foreign + "/sub-n1:disable", "", Map.of()).status())
                .isEqualTo(404);
        assertThat(ask("GET", PATH + "/sub-n1", "", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void everyWrongFieldIsNamed() {
        var answer = post("""
            {"levels":"CRITICAL","names":[1],"product":"ECS","resources":["*"],"extra":1,"enabled":"yes",
             "target":{"type":"webhook","url":5,"headers":{"a":1},"more":2}}\
            """);
        assertThat(answer.status()).isEqualTo(400);
        for (var field :
                List.of("levels", "names[0]", "extra", "enabled", "target.url", "target.headers", "target.more")) {
            assertThat(text(answer)).contains("\"field\":\"" + field + "\"");
        }
    }

    @Test
    void aFallbackIsATargetLikeTheFirstAndTellsNoSecret() {
        var second =
                "\"fallback\":{\"type\":\"robot\",\"family\":\"feishu\",\"url\":\"https://open.feishu.cn/hook/t0ken\","
                        + "\"secret\":\"s3cond\"},";
        var made = text(post(SOUND.replaceFirst("\\{", "{" + second)));
        assertThat(made)
                .contains("\"fallback\":{\"type\":\"robot\"", "\"secret\":\"******\"", "\"fallbackWhenDisabled\":true")
                .doesNotContain("s3cond", "t0ken");
        var waits = text(post(SOUND.replaceFirst("\\{", "{\"fallbackWhenDisabled\":false," + second)));
        assertThat(waits).contains("\"fallbackWhenDisabled\":false");
        var wrong = text(
                post(SOUND.replaceFirst("\\{", "{\"fallback\":{\"type\":\"mail\",\"to\":[\"x\"],\"fallback\":{}},")));
        assertThat(wrong).contains("\"field\":\"fallback.to[0]\"", "\"field\":\"fallback.fallback\"");
        var none = text(post(SOUND.replaceFirst("\\{", "{\"fallbackWhenDisabled\":true,")));
        assertThat(none).contains("\"field\":\"fallbackWhenDisabled\"");
        assertThat(text(post(SOUND.replaceFirst("\\{", "{\"fallback\":\"mail\","))))
                .contains("\"field\":\"fallback\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BLOCK", "SKIP", "SUPERSEDE"})
    void anOrderIsToldBack(String order) {
        assertThat(text(post(SOUND))).doesNotContain("resourceOrder");
        var made = post(SOUND.replaceFirst("\\{", "{\"resourceOrder\":\"" + order + "\","));
        assertThat(made.status()).isEqualTo(201);
        assertThat(text(made)).contains("\"resourceOrder\":\"" + order + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"block\"", "\"NONE\"", "\"\"", "\"FIFO\""})
    void anOrderNobodyKnowsIsRefusedWithThoseThereAre(String order) {
        var refused = post(SOUND.replaceFirst("\\{", "{\"resourceOrder\":" + order + ","));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(text(refused))
                .contains("{\"field\":\"resourceOrder\",\"code\":\"Unknown\"", "BLOCK, SKIP or SUPERSEDE");
    }

    @Test
    void anOrderIsAWordAndForPrograms() {
        assertThat(text(post(SOUND.replaceFirst("\\{", "{\"resourceOrder\":true,"))))
                .contains("{\"field\":\"resourceOrder\",\"code\":\"Invalid\"");
        var mail = SOUND.replaceAll(
                "\"target\":.*", "\"resourceOrder\":\"SKIP\",\"target\":{\"type\":\"mail\",\"to\":[\"a@b.example\"]}}");
        assertThat(text(post(mail))).contains("{\"field\":\"resourceOrder\",\"code\":\"Invalid\"", "for programs");
    }

    @Test
    void aPreviewSaysWhatATargetWouldBeToldAndTellsNobody() {
        post(SOUND);
        var raw = ask("POST", PATH + "/sub-n1:preview", Sent.REBOOT, Map.of());
        assertThat(text(raw)).contains("\\\"name\\\":\\\"Instance:SystemMaintenance.Reboot:Scheduled\\\"");
        post(SOUND.replaceAll("\"target\":.*", "\"target\":{\"type\":\"mail\",\"to\":[\"a@b.example\"]}}"));
        var mail = ask("POST", PATH + "/sub-n2:preview", Sent.REBOOT, Map.of());
        assertThat(text(mail)).startsWith("{\"subject\":\"[严重] ").contains("\"html\":\"<!DOCTYPE html>");
        assertThat(ask("POST", PATH + "/sub-n2:preview", "{}", Map.of()).status())
                .isEqualTo(400);
        assertThat(ask("POST", "/accounts/other/subscriptions/sub-n2:preview", Sent.REBOOT, Map.of())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aKindOfTargetThatIsNotThereIsRefusedByName() {
        var unknown = post(SOUND.replace("\"webhook\"", "\"pigeon\""));
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(text(unknown)).contains("{\"field\":\"target.type\",\"code\":\"Unknown\"");
    }

    @Test
    void aTopicNobodyGrantedIsRefusedByName() {
        var own = SOUND.replaceFirst(
                "\\{\"type\":\"webhook\".*",
                "{\"type\":\"kafka-topic\",\"bootstrap\":\"k:9092\",\"topic\":\"own.x\"}}");
        assertThat(post(own).status()).isEqualTo(201);
        assertThat(text(post(own.replace("own.x", "ecs.x"))))
                .contains("\"field\":\"target.topic\",\"code\":\"Forbidden\"");
        assertThat(text(post(own.replace("k:9092", "other:9092"))))
                .contains("\"field\":\"target.bootstrap\",\"code\":\"Forbidden\"");
        var second = own.replace("\"target\":", "\"target\":{\"url\":\"https://h.example/\"},\"fallback\":")
                .replace("own.x", "x");
        assertThat(text(post(second))).contains("\"field\":\"fallback.topic\",\"code\":\"Forbidden\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{}{}", "{\"levels\":[],\"levels\":[]}", "\u0000", "{\"a\":01}"})
    void whatIsNoJsonObjectIsMalformed(String body) {
        assertThat(post(body).status()).isEqualTo(400);
        assertThat(text(post(body))).contains("\"code\":\"MalformedJson\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/accounts",
                "/accounts//subscriptions",
                "/accounts/a%00/subscriptions",
                "/accounts/%zz/subscriptions",
                "/accounts/a/subscriptions/x/y",
                "/accounts/a/b",
                "/deliveries",
            })
    void unknownPathsAreNotFound(String path) {
        assertThat(ask("GET", path, "", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        var answer = api.answer(new ApiRequest("POST", PATH, "", Map.of(), Optional.empty()));
        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void statsTellWhatIsParked() {
        assertThat(text(ask("GET", "/deliveries/stats", "", Map.of())))
                .contains("\"parkedNow\":7", "\"templatesFailed\":0");
    }

    @Test
    void tenThousandMutationsNeverBreakIt() {
        var seed = 20_261_123L;
        var random = new Random(seed);
        for (var i = 0; i < 10_000; i++) {
            var bytes = SOUND.getBytes(UTF_8);
            for (var flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            var answer =
                    api.answer(new ApiRequest("POST", PATH, "", Map.of(), Optional.of(new ApiRequest.Content(bytes))));
            assertThat(answer.status()).as("seed %d, mutation %d", seed, i).isIn(201, 400);
        }
    }

    @Test
    void anAccountHasAsManySubscriptionsAsTheSettingSays() {
        var capped = api(2);
        var keyed = Map.of("clienttoken", "t-1");
        assertThat(made(capped, keyed).status()).isEqualTo(201);
        assertThat(made(capped, Map.of()).status()).isEqualTo(201);
        var refused = made(capped, Map.of());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(text(refused)).contains("TooManySubscriptions", "opsbus.notifier.caps.subscriptions");
        assertThat(made(capped, keyed).status())
                .as("a repeated request makes none")
                .isEqualTo(201);
    }

    private static ApiAnswer made(Api by, Map<String, String> headers) {
        return by.answer(
                new ApiRequest("POST", PATH, "", headers, Optional.of(new ApiRequest.Content(SOUND.getBytes(UTF_8)))));
    }
}
