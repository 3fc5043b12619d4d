package io.opsbus.event.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.ResourceId;
import io.opsbus.event.bus.AvroRecords;
import io.opsbus.event.bus.ListedLedger;
import io.opsbus.event.bus.NoticeNames;
import io.opsbus.event.bus.SystemEventFacts;
import io.opsbus.event.cycle.CycleRules;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.decide.EventDecisions;
import io.opsbus.event.decide.Sample;
import io.opsbus.event.fleet.InMemoryKnownFleet;
import io.opsbus.event.fleet.KnownDisk;
import io.opsbus.event.fleet.KnownFleet;
import io.opsbus.event.fleet.KnownInstance;
import io.opsbus.event.fleet.Upkeep;
import io.opsbus.event.rpc.Request.Body;
import io.opsbus.event.rpc.ecs.EventDesk;
import io.opsbus.rpc.identity.OperatorToken;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.testkit.SettableClock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators plan and take back. */
class OperatorDoorTest {
    private static final String TOKEN = "an-operators-token-of-a-test";
    private static final Instant NOW = Instant.parse("2019-04-09T04:00:00Z");

    private final SettableClock clock = SettableClock.at(NOW);
    private final InMemoryKnownFleet fleet = new InMemoryKnownFleet();
    private final OperatorDoor door = door(TOKEN, fleet, clock);

    static OperatorDoor door(String token, KnownFleet fleet, InstantSource clock) {
        var ledger = new ListedLedger(
                new SystemEventFacts(new AvroRecords(new InMemorySchemaRegistry()), NoticeNames.ANNOUNCED), clock);
        var decisions = new EventDecisions(CycleRules.GUIDE);
        var desk = new EventDesk(ledger, decisions, ledger.events(), fleet, EventDesk.Rules.USUAL);
        return new OperatorDoor(OperatorToken.orNobodys(token), desk, clock);
    }

    private void known(String id, String type) {
        known(id, type, Map.of(), null);
    }

    private void known(String id, String type, Map<String, String> tags, @Nullable Instant paidUntil) {
        fleet.put(new KnownInstance(
                new ResourceId(id),
                Sample.OWNER,
                1,
                new KnownInstance.Labels("web", tags),
                new KnownInstance.Condition("Running", NOW, NOW, false),
                new KnownInstance.Terms(type, "simulated", paidUntil)));
    }

    private Answer post(String path, String form, String authorization) {
        return door.answer(
                new Request(
                        "POST",
                        path,
                        Map.of(),
                        Map.of("authorization", authorization),
                        new Body.Whole(form.getBytes(UTF_8)),
                        true),
                "request-1");
    }

    private Answer plan(String form) {
        return post("/admin/maintenance", form, "Bearer " + TOKEN);
    }

    private static String text(Answer answer) {
        return new String(answer.body(), UTF_8);
    }

    @Test
    void aMaintenanceInsideTheUserWindowIsPublishedAtOnce() {
        known("i-1", "ecs.g6.large");
        var answer = plan("instance=i-1&type=SystemMaintenance.Reboot&not-before=2019-04-10T04%3A00%3A00Z");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(text(answer))
                .contains("\"instanceId\":\"i-1\"", "\"status\":\"Scheduled\"")
                .contains("\"notBefore\":\"2019-04-10T04:00:00Z\"");
    }

    @Test
    void manyInstancesAreSpreadAtTheRateAndTheFarOnesAreDrafts() {
        known("i-1", "ecs.g6.large");
        known("i-2", "ecs.g6.large");
        var answer = plan("instance=i-1,i-2&rate=1&type=SystemMaintenance.Stop&not-before=2019-04-12T04:00:00Z");
        assertThat(text(answer))
                .contains("\"notBefore\":\"2019-04-12T04:00:00Z\"", "\"notBefore\":\"2019-04-12T05:00:00Z\"")
                .contains("\"status\":\"Draft\"", "\"publishTime\":\"2019-04-10T04:00:00Z\"");
    }

    @Test
    void aTagOfAnAccountChoosesItsInstancesAndNobodyElses() {
        known("i-1", "ecs.g6.large", Map.of("host", "h-1"), null);
        known("i-2", "ecs.g6.large", Map.of("host", "h-2"), null);
        known("i-old", "ecs.t1.small", Map.of("host", "h-1"), null);
        String rest = "&type=SystemMaintenance.Reboot&not-before=2019-04-10T04:00:00Z";
        assertThat(text(plan("account=" + Sample.ACCOUNT + "&tag.1=host%3Dh-1" + rest)))
                .contains("\"i-1\"")
                .doesNotContain("\"i-2\"", "\"i-old\"");
        assertThat(text(plan("account=" + Sample.ACCOUNT + "&all=true" + rest))).contains("\"i-1\"", "\"i-2\"");
        assertThat(plan("account=" + Sample.STRANGER + "&tag.1=host%3Dh-1" + rest)
                        .status())
                .isEqualTo(409);
        assertThat(plan("account=" + Sample.ACCOUNT + "&region=cn-nowhere&all=true" + rest)
                        .status())
                .isEqualTo(409);
    }

    @Test
    void everyInstanceOfAHostHasItsMaintenanceAtTheRateWhoeverOwnsIt() {
        onHost("i-1", "ecs.g6.large", Sample.OWNER);
        onHost("i-2", "ecs.g6.large", new Target.Owner(Sample.STRANGER, "cn-beijing"));
        onHost("i-old", "ecs.t1.small", Sample.OWNER);
        known("i-3", "ecs.g6.large");
        String rest = "&rate=2&type=SystemMaintenance.Redeploy&not-before=2019-04-10T04:00:00Z";
        assertThat(text(plan("host=h-7" + rest)))
                .contains("\"i-1\"", "\"i-2\"", "\"notBefore\":\"2019-04-10T04:30:00Z\"")
                .doesNotContain("\"i-old\"", "\"i-3\"");
    }

    @Test
    void hostsAndWhatIsPlannedAreFoundWithoutHavingKeptAnId() {
        onHost("i-1", "ecs.g6.large", Sample.OWNER);
        onHost("i-2", "ecs.g6.large", new Target.Owner(Sample.STRANGER, "cn-beijing"));
        known("i-3", "ecs.g6.large");
        assertThat(get("/hosts", Map.of()))
                .isEqualTo(
                        "{\"hosts\":[{\"host\":\"h-7\",\"count\":2,\"instances\":[\"i-1\",\"i-2\"]}],\"more\":false}");
        assertThat(get("", Map.of())).isEqualTo("{\"events\":[],\"more\":false}");
        plan("request=r&host=h-7&type=SystemMaintenance.Reboot&not-before=2019-04-10T04:00:00Z");
        assertThat(get("", Map.of("limit", "1"))).contains("\"more\":true");
        String of = get("", Map.of("account", Sample.STRANGER.text(), "instance", "i-2"));
        assertThat(of)
                .contains("\"instanceId\":\"i-2\",\"accountId\":\"" + Sample.STRANGER + "\"", "\"Scheduled\"")
                .doesNotContain("i-1");
        String id = of.replaceAll(".*\"eventId\":\"(e-[^\"]*)\".*", "$1");
        post("/admin/maintenance/" + id + "/withdraw", "", "Bearer " + TOKEN);
        assertThat(get("", Map.of("instance", "i-2"))).isEqualTo("{\"events\":[],\"more\":false}");
    }

    @Test
    void aQuestionThatMakesNoSenseIsRefused() {
        assertThat(get("", Map.of("acount", "1"))).contains("InvalidParameter", "account, instance, limit");
        assertThat(get("", Map.of("account", "../1"))).contains("InvalidAccount");
        assertThat(get("/hosts", Map.of("limit", "10001"))).contains("OutOfRange");
        assertThat(post("/admin/maintenance/hosts", "", "Bearer " + TOKEN).status())
                .isEqualTo(405);
        var stranger = new Request("GET", "/admin/maintenance", Map.of(), Map.of(), new Body.TooLarge(), true);
        assertThat(door.answer(stranger, "r").status()).isEqualTo(401);
    }

    private String get(String rest, Map<String, String> query) {
        return text(door.answer(
                new Request(
                        "GET",
                        "/admin/maintenance" + rest,
                        query,
                        Map.of("authorization", "Bearer " + TOKEN),
                        new Body.Whole(new byte[0]),
                        true),
                "request-1"));
    }

    private void onHost(String id, String type, Target.Owner owner) {
        fleet.put(new KnownInstance(
                new ResourceId(id),
                owner,
                1,
                KnownInstance.Labels.named("web"),
                new KnownInstance.Condition("Running", NOW, NOW, false, "h-7"),
                new KnownInstance.Terms(type, "simulated", null)));
    }

    @Test
    void maintenanceWaitsForTheOwnersWindowAndDoesWhatTheOwnerWishes() {
        known("i-1", "ecs.g6.large");
        fleet.keep(Map.of(
                new ResourceId("i-1"), new Upkeep(Upkeep.OnMaintenance.STOP, false, List.of(new Upkeep.Window(2, 4)))));
        var planned = text(plan("instance=i-1&type=SystemMaintenance.Reboot&not-before=2019-04-10T04%3A00%3A00Z"));
        assertThat(planned).contains("SystemMaintenance.Stop", "\"notBefore\":\"2019-04-10T18:00:00Z\"");
        assertThat(text(plan("request=r-2&instance=i-1&type=SystemMaintenance.Reboot")))
                .contains("SystemMaintenance.Reboot", "Inquiring");
    }

    @Test
    void anIsolationNamesADiskOfItsInstance() {
        known("i-1", "ecs.g6.large");
        fleet.put(new KnownDisk(
                new ResourceId("d-1"),
                Sample.OWNER,
                1,
                "In_use",
                NOW,
                new KnownDisk.Place(new ResourceId("i-1"), "/dev/xvdb")));
        String form = "instance=i-1&type=SystemMaintenance.IsolateErrorDisk";
        assertThat(text(plan(form + "&disk=d-1"))).contains("\"status\":\"Inquiring\"");
        assertThat(plan(form + "&disk=d-2").status()).isEqualTo(409);
        assertThat(text(plan(form + "&disk=d-2"))).contains("not on instance i-1");
    }

    @Test
    void anOverdueAccountHasWhatItPaysAsItIsUsedStoppedAndReleasedUntilItPays() {
        known("i-1", "ecs.g6.large");
        known("i-2", "ecs.g6.large", Map.of(), NOW.plusSeconds(900_000));
        String balance = "/admin/balances/" + Sample.ACCOUNT;
        String bearer = "Bearer " + TOKEN;
        var overdue = post(balance + "/overdue", "grace=PT45M", bearer);
        assertThat(overdue.status()).isEqualTo(201);
        assertThat(text(overdue))
                .contains("AccountUnbalanced.Stop", "\"notBefore\":\"2019-04-09T04:45:00Z\"")
                .contains("AccountUnbalanced.Delete", "\"notBefore\":\"2019-04-24T04:45:00Z\"", "\"Draft\"")
                .doesNotContain("\"i-2\"");
        // told again, nothing more
        assertThat(text(post(balance + "/overdue", "since=2019-04-09T04:00:00Z&grace=PT45M", bearer)))
                .isEqualTo(text(overdue));

        assertThat(text(post(balance + "/paid", "", bearer))).contains("\"Avoided\"");
        // the draft nobody heard of is gone, and a second payment finds nothing
        assertThat(text(post(balance + "/paid", "", bearer))).isEqualTo("{\"events\":[]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/1/overdue|grace=PT61M|400",
                "/1/overdue|grace=soon|400",
                "/1/overdue|since=yesterday|400",
                "/a%2fb/overdue||404",
                "//overdue||404",
                "/1||404",
            })
    void aBalanceThatMakesNoSenseIsRefused(String path, @Nullable String form, int status) {
        assertThat(post("/admin/balances" + path, form == null ? "" : form, "Bearer " + TOKEN)
                        .status())
                .isEqualTo(status);
    }

    @Test
    void theSameRequestAgainPlansNothingMore() {
        known("i-1", "ecs.g6.large");
        String form = "request=r&instance=i-1&type=SystemMaintenance.Reboot&not-before=2019-04-10T04:00:00Z";
        assertThat(text(plan(form))).isEqualTo(text(plan(form)));
    }

    @Test
    void withoutATimeTheUserIsAsked() {
        known("i-1", "ecs.g6.large");
        assertThat(text(plan("instance=i-1&type=SystemMaintenance.Redeploy"))).contains("\"status\":\"Inquiring\"");
    }

    @Test
    void whatIsPlannedCanBeTakenBackOnce() {
        known("i-1", "ecs.g6.large");
        String planned = text(plan("instance=i-1&type=SystemMaintenance.Reboot&not-before=2019-04-10T04:00:00Z"));
        String id = planned.replaceAll(".*\"eventId\":\"(e-[^\"]*)\".*", "$1");
        String path = "/admin/maintenance/" + id + "/withdraw";
        assertThat(post(path, "", "Bearer " + TOKEN).status()).isEqualTo(200);

        assertThat(post(path.replace("e-", "e-0"), "", "Bearer " + TOKEN).status())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "instance=i-1&type=SystemMaintenance.Reboot&not-before=2019-04-09T03:59:59Z|409|has passed",
                "instance=i-9&type=SystemMaintenance.Reboot&not-before=2019-04-10T04:00:00Z|409|no instance i-9",
                "instance=i-old&type=SystemMaintenance.Reboot&not-before=2019-04-10T04:00:00Z|409|no system events",
                "instance=i-1&type=SystemFailure.Reboot&not-before=2019-04-10T04:00:00Z|409|cannot begin",
                "instance=&type=SystemMaintenance.Reboot|400|at least one",
                "account=1&type=SystemMaintenance.Reboot|400|all=true",
                "account=1&tag.1=host&type=SystemMaintenance.Reboot|400|key=value",
                "account=1&instance=i-1&all=true&type=SystemMaintenance.Reboot|400|not both",
                "account=../1&all=true&type=SystemMaintenance.Reboot|400|account",
                "host=h-8&type=SystemMaintenance.Reboot|409|on host h-8",
                "host=h%25&type=SystemMaintenance.Reboot|400|host",
                "host=&type=SystemMaintenance.Reboot|400|at least one",
                "host=h-7&instance=i-1&type=SystemMaintenance.Reboot|400|host",
                "host=h-7&account=1&all=true&type=SystemMaintenance.Reboot|400|host",
                "instance=i-1&type=SystemMaintenance.IsolateErrorDisk|400|disk",
                "instance=i-1&disk=d-1&type=SystemMaintenance.Reboot|400|disk",
                "instance=i-1,i-2&disk=d-1&type=SystemMaintenance.IsolateErrorDisk|400|disk",
                "instance=i-1&type=Stalled|400|type",
                "instance=i-1&type=SystemMaintenance.Reboot&not-before=tomorrow|400|not-before",
                "instance=i-1&type=SystemMaintenance.Reboot&rate=0|400|rate",
            })
    void whatCannotBeIsRefusedInASentence(String form, int status, String said) {
        known("i-1", "ecs.g6.large");
        known("i-old", "ecs.t1.small");
        var answer = plan(form);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(text(answer)).contains(said);
    }

    @Test
    void whoDoesNotShowTheTokenIsNotHeard() {
        known("i-1", "ecs.g6.large");
        String form = "instance=i-1&type=SystemMaintenance.Redeploy";
        assertThat(post("/admin/maintenance", form, "").status()).isEqualTo(401);
        assertThat(post("/admin/maintenance", form, "Bearer x" + TOKEN).status())
                .isEqualTo(401);
        // without a token set nobody is an operator
        var closed = door("", fleet, clock);
        var empty = new Request(
                "POST", "/admin/maintenance", Map.of(), Map.of("authorization", "Bearer "), new Body.TooLarge(), true);
        assertThat(closed.answer(empty, "r").status()).isEqualTo(401);
    }
}
