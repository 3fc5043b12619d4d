package io.opsbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsbus.standalone.FrontDoor.Ran;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator's verbs say and do about notifications, against a system that runs. */
class NotificationVerbsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int OFFSET = FrontDoor.freeOffset();

    @TempDir
    static Path data;

    private final String account = "verbs" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void start() throws Exception {
        FrontDoor.shareStartUpCaches(data);
        said("up");
    }

    @AfterAll
    static void stop() throws Exception {
        said("down");
    }

    private static Ran run(String words) throws Exception {
        return new FrontDoor(Map.of(Settings.ENV_DATA, data.toString(), Settings.ENV_OFFSET, Integer.toString(OFFSET)))
                .run("./opsbus " + words);
    }

    /** What a verb that must work prints. */
    private static String said(String words) throws Exception {
        Ran ran = run(words);
        assertThat(ran.exit()).as(words + "\n" + ran.output()).isZero();
        return ran.output();
    }

    private static Operator operator(String service) throws Exception {
        return Operator.at(new Settings(FrontDoor.HOME, data, new Ports(OFFSET), null, null, null), service);
    }

    /** Subscribes the account to what warns; returns the target's id. */
    private String subscribe(ObjectNode target) throws Exception {
        ObjectNode body = JSON.createObjectNode().put("product", "ECS");
        for (String list : List.of("levels", "names", "resources")) {
            body.putArray(list).add(list.equals("levels") ? "WARN" : "*");
        }
        body.set("target", target);
        String id = operator("notifier-service")
                .post("/accounts/" + account + "/subscriptions", body)
                .path("id")
                .asText();
        assertThat(id).startsWith("sub-");
        return id.replaceFirst("sub-", "tgt-");
    }

    private String subscribe(Hooks hooks) throws Exception {
        return subscribe(JSON.createObjectNode().put("type", "webhook").put("url", hooks.url()));
    }

    /** News of a disk that nothing else follows from. */
    private JsonNode publish() throws Exception {
        String id = UUID.randomUUID().toString();
        JsonNode event = JSON.readTree("""
                {"ver":"1.0","id":"%s","product":"ECS","resourceId":"acs:ecs:cn-hangzhou:%s:disk/d-bp1verbs00000000001",
                 "level":"WARN","name":"Disk:DiskOperationCompleted","userId":"%s",
                 "eventTime":"20190409T121826.922+0800","regionId":"cn-hangzhou",
                 "content":{"diskId":"d-bp1verbs00000000001","operation":"AttachDisk","result":"failed"}}""".formatted(id, account, account));
        operator("event-service").post("/events", event);
        return event;
    }

    /** Attempts, as the verb tells them to scripts. */
    private List<JsonNode> attempts(String options) throws Exception {
        return said("deliveries list --account " + account + " --json " + options)
                .lines()
                .map(NotificationVerbsIT::json)
                .toList();
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (java.io.IOException e) {
            throw new AssertionError(line, e);
        }
    }

    /** The way to MNS elsewhere, where elsewhere is a gateway: signed with a key of an account there. */
    @Test
    void anEventGoesToAQueueBehindAGatewayAndIsListed() throws Exception {
        JsonNode status = JSON.readTree(said("status --json"));
        String gateway = status.at("/gateway/http").asText();
        String keyId = status.at("/account/accessKeyId").asText();
        String secret = status.at("/account/accessKeySecret").asText();
        QueueDoor queues = new QueueDoor(URI.create(gateway), keyId, secret);
        assertThat(queues.create(account)).isEqualTo(201);
        String target = subscribe(JSON.createObjectNode()
                .put("type", "queue")
                .put("queue", account)
                .put("endpoint", gateway)
                .put("accessKeyId", keyId)
                .put("accessKeySecret", secret));

        JsonNode event = publish();

        assertThat(JSON.readTree(queues.receive(account))).isEqualTo(event);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(attempts("--status delivered"))
                        .singleElement()
                        .satisfies(attempt -> {
                            assertThat(attempt.path("target").asText()).isEqualTo(target);
                            assertThat(attempt.path("httpStatus").asInt()).isEqualTo(201);
                            assertThat(attempt.path("eventId").asText())
                                    .isEqualTo(event.path("id").asText());
                        }));
        assertThat(said("deliveries list --account " + account + " -n 1"))
                .containsSubsequence("started", "delivered", "delivered", target, "Disk:DiskOperationCompleted");
        assertThat(said("deliveries list --account " + account)).doesNotContain(secret);
    }

    @Test
    void aTargetIsPausedListedAndResumed() throws Exception {
        try (Hooks hooks = new Hooks()) {
            String target = subscribe(hooks);
            said("targets pause --account " + account + " " + target);
            publish();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(said("targets list --account " + account))
                            .containsPattern("target +held +by +since +waiting")
                            .containsPattern(target + " +paused +operator \\S+Z +1\n"));
            assertThat(hooks.got()).isEmpty();

            said("targets resume --account " + account + " " + target);

            await().atMost(SOON).untilAsserted(() -> assertThat(hooks.got()).hasSize(1));
            assertThat(said("targets list --account " + account))
                    .isEqualTo("No target is held; --all lists every one there is.\n");
            Ran again = run("targets resume --account " + account + " tgt-nobody");
            assertThat(again.exit()).isEqualTo(1);
            assertThat(again.output()).isEqualTo("opsbus: There is no such thing here.\n");
            Ran strangers = run("targets pause --account 1 " + target);
            assertThat(strangers.exit()).isEqualTo(1);
        }
    }

    /** Before anything was delivered: then a test is wanted most. */
    @Test
    void aSubscriptionIsMadeItsTargetTestedShownEditedAndRemoved() throws Exception {
        try (Hooks hooks = new Hooks()) {
            String of = " --account " + account + " ";
            String create = "subscriptions create" + of + "--level WARN --token once --webhook " + hooks.url();
            String made = said(create);
            assertThat(said(create)).as("asked for again").isEqualTo(made);
            assertThat(made).matches("sub-\\S+ +tgt-\\S+ +webhook +on +WARN +\\* +" + hooks.url() + "\n");
            String id = made.split(" +", -1)[0];
            String target = made.split(" +", -1)[1];
            assertThat(said("targets list --all" + of)).containsPattern(target + " +webhook +idle +" + id + " +0");

            assertThat(said("targets test" + of + target)).contains("delivered");

            assertThat(hooks.got()).hasSize(1);
            JsonNode shown = JSON.readTree(said("subscriptions show" + of + id));
            assertThat(shown.path("targetId").asText()).isEqualTo(target);
            Path file = data.resolve("edited.json");
            Files.writeString(file, shown.toString().replace("\"WARN\"", "\"INFO\""));
            assertThat(said("subscriptions put" + of + id + " " + file)).contains(" INFO ");
            assertThat(said("subscriptions disable" + of + id)).contains(" off ");
            assertThat(said("subscriptions enable" + of + id)).contains(" on ");
            JsonNode event = publish();
            Files.writeString(file, event.toString());
            assertThat(said("subscriptions preview" + of + id + " " + file))
                    .startsWith("--- json\n")
                    .contains(event.path("id").asText());
            assertThat(said("subscriptions list" + of)).contains("subscription ", id);
            assertThat(said("subscriptions remove" + of + id)).contains(id + " is removed");
            assertThat(said("subscriptions list" + of)).isEqualTo("There is no subscription.\n");
        }
    }

    /** Nobody has kept an id: the host is found by its instance, the event by the host's. */
    @Test
    void aHostIsFoundItsMaintenancePlannedListedAndTakenBack() throws Exception {
        Settings settings = new Settings(FrontDoor.HOME, data, new Ports(OFFSET), null, null, null);
        BuiltInAccount own = Operator.account(settings);
        assertThat(said("account id")).isEqualTo(own.accountId() + "\n");
        String instance = new Api(settings, own)
                .call(
                        "RunInstances",
                        Map.of(
                                "ImageId",
                                "aliyun_2_1903_x64_20G_alibase_20200324.vhd",
                                "InstanceType",
                                "ecs.g6.large",
                                "ZoneId",
                                "cn-hangzhou-g"))
                .at("/InstanceIdSets/InstanceIdSet/0")
                .asText();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(said("maintenance hosts")).containsPattern("h-\\S+ +1 +" + instance));
        String host = said("maintenance hosts")
                .lines()
                .filter(line -> line.contains(instance))
                .map(line -> line.split(" +", -1)[0])
                .findFirst()
                .orElseThrow();
        said("maintenance schedule --type SystemMaintenance.Reboot --not-before "
                + Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS) + " --host " + host);

        String listed = said("maintenance list --instance " + instance);

        assertThat(listed).contains(instance, own.accountId(), "SystemMaintenance.Reboot", "Scheduled");
        String event = listed.lines().skip(1).findFirst().orElseThrow().split(" +", -1)[0];
        said("maintenance withdraw " + event);
        assertThat(said("maintenance list --instance " + instance)).isEqualTo("Nothing is planned.\n");
    }

    @Test
    void deadDeliveriesAreCountedBroughtBackAndTheJobIsListed() throws Exception {
        try (Hooks hooks = new Hooks()) {
            hooks.answers(410);
            String target = subscribe(hooks);
            publish();
            publish();
            String which = "--account " + account + " --target " + target + " --status gone";
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(said("deliveries redrive --dry-run " + which))
                            .isEqualTo("2 would be delivered again.\n"));
            assertThat(attempts("--status dead")).hasSize(2);
            List<String> ids = hooks.got().stream().map(Hooks.Got::id).toList();
            hooks.answers(204);

            String job = said("deliveries redrive --rate 100/s " + which);

            assertThat(job).matches("(?s)rdr-\\S+ +(running|done) .* of 2 .*100/s .*");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(hooks.got())
                            .filteredOn(got -> got.answered() == 204)
                            .extracting(Hooks.Got::id)
                            .containsExactlyInAnyOrderElementsOf(ids));
            String id = job.substring(0, job.indexOf(' '));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(said("deliveries redrives list --account " + account))
                            .containsPattern(id + " +done +2 of 2 "));
            assertThat(said("deliveries redrives stop --account " + account + " " + id))
                    .containsPattern(id + " +done +2 of 2 ");
            assertThat(run("deliveries redrives stop --account " + account + " rdr-nobody")
                            .exit())
                    .isEqualTo(1);
            assertThat(run("deliveries redrive --account " + account).output()).startsWith("opsbus: ");
        }
    }

    @Test
    void whatASilenceKeepsBackIsFoundAndBroughtBack() throws Exception {
        try (Hooks hooks = new Hooks()) {
            subscribe(hooks);
            String create = "silences create --account " + account + " --resource d-bp1verbs00000000001 --level WARN"
                    + " --for 2h --author ops --comment patching --token once";
            String made = said(create);
            String id = made.substring(0, made.indexOf(' '));
            assertThat(made).matches("(?s)sil-\\S+ +active .* ops: patching\\n.*resources d-bp1verbs00000000001.*");
            assertThat(said(create)).as("asked for again").isEqualTo(made);
            JsonNode event = publish();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(attempts("--silence " + id))
                            .singleElement()
                            .satisfies(attempt -> {
                                assertThat(attempt.path("status").asText()).isEqualTo("silenced");
                                assertThat(attempt.path("eventId").asText())
                                        .isEqualTo(event.path("id").asText());
                            }));
            assertThat(hooks.got()).isEmpty();
            assertThat(said("silences expire --account " + account + " " + id)).contains(id + " ", " ended ");
            assertThat(said("silences list --account " + account + " --state active"))
                    .isEqualTo("No silence is active.\n");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    said("deliveries redrive --dry-run --account " + account + " --silence " + id))
                            .isEqualTo("1 would be delivered again.\n"));
            said("deliveries redrive --account " + account + " --silence " + id);
            await().atMost(SOON).untilAsserted(() -> assertThat(hooks.got()).hasSize(1));
            Ran endless =
                    run("silences create --account " + account + " --resource d-1 --author ops --comment patching");
            assertThat(endless.exit()).isEqualTo(1);
            assertThat(endless.output()).isEqualTo("opsbus: Say when it ends: --until TIME or --for SPAN.\n");
        }
    }
}
