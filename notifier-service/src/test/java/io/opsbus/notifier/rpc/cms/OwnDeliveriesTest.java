package io.opsbus.notifier.rpc.cms;

import static io.opsbus.notifier.rpc.cms.CmsInMemory.ALICE;
import static io.opsbus.notifier.rpc.cms.CmsInMemory.BOB;
import static io.opsbus.notifier.rpc.cms.CmsInMemory.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Event;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.history.PastEvent;
import io.opsbus.notifier.journal.Entry;
import io.opsbus.notifier.journal.Place;
import io.opsbus.notifier.journal.Status;
import io.opsbus.notifier.rpc.cms.CmsInMemory.Told;
import io.opsbus.notifier.rpc.target.AnswerHeads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an account sees of its deliveries. */
class OwnDeliveriesTest {
    private CmsInMemory cms = new CmsInMemory();
    private String target = "";

    @BeforeEach
    void start() {
        cms.rule(ALICE, "r");
        target = OwnTargets.of(cms, ALICE, "r");
    }

    private void keep(Entry... entries) {
        cms.targets.journal.keep(List.of(entries), START);
    }

    private Entry attempt(int number, Status status) {
        return OwnTargets.attempt(ALICE, "r", target, number, status);
    }

    private List<String> events(String... parameters) {
        return OwnTargets.each(find(parameters), "/Attempts/Attempt", "EventId");
    }

    private Told find(String... parameters) {
        return cms.done(ALICE, "DescribeEventDeliveries", parameters);
    }

    @Test
    void anAttemptIsToldAsAnOperatorHearsOfIt() {
        keep(attempt(1, Status.FAILED));
        assertThat(find().body().at("/Attempts/Attempt/0").toString())
                .isEqualTo(
                        "{\"DeliveryId\":\"00000000-0000-0007-0000-000000000001\",\"Attempt\":1,\"Time\":"
                                + START.plusSeconds(1).toEpochMilli()
                                + ",\"Status\":\"failed\",\"Outcome\":\"5xx\",\"HttpStatus\":503,\"Millis\":12.345,\"Answer\":\"no room\","
                                + "\"RuleName\":\"r\",\"SubscriptionId\":\"" + target.replace("tgt-", "sub-")
                                + "\",\"TargetId\":\"" + target
                                + "\",\"EventId\":\"id-1\",\"EventName\":\"Disk:Stalled:Executing\",\"Version\":3,\"MadeWith\":3,\"Changed\":true}");
    }

    @Test
    void everyFilterCountsAndOfItsOwnAccount() {
        keep(
                attempt(1, Status.FAILED),
                attempt(2, Status.DEAD),
                attempt(3, Status.DELIVERED),
                OwnTargets.attempt(ALICE, "other", "tgt-other", 4),
                OwnTargets.attempt(BOB, "r", target, 5));
        assertThat(events()).containsExactly("id-4", "id-3", "id-2", "id-1");
        assertThat(events("RuleName", "r")).containsExactly("id-3", "id-2", "id-1");
        assertThat(events("TargetId", "tgt-other")).containsExactly("id-4");
        assertThat(events("Event", "id-2")).containsExactly("id-2");
        assertThat(events("Event", "Disk:Stalled:Executing", "Status", "dead")).containsExactly("id-2");
        assertThat(events(
                        "StartTime",
                        "" + START.plusSeconds(2).toEpochMilli(),
                        "EndTime",
                        "" + START.plusSeconds(4).getEpochSecond()))
                .containsExactly("id-3", "id-2");
        assertThat(events("Event", "id-5")).as("another account's").isEmpty();
        assertThat(cms.ask(ALICE, "DescribeEventDeliveries", "StartTime", "2", "EndTime", "2")
                        .code())
                .isEqualTo("InvalidParameter");
        assertThat(cms.ask(ALICE, "DescribeEventDeliveries", "Status", "lost").code())
                .isEqualTo("InvalidParameter");
    }

    @Test
    void theDeliveriesOfAResourceAreThoseOfItsEvents() {
        keep(attempt(1, Status.FAILED), attempt(2, Status.FAILED), attempt(3, Status.FAILED));
        happened(ALICE, 1, "i-1");
        happened(ALICE, 2, "i-2");
        happened(BOB, 3, "i-1");
        assertThat(events("ResourceId", "i-1")).containsExactly("id-1");
        assertThat(events("ResourceId", "i-3")).as("none, and not all").isEmpty();
    }

    private void happened(String account, int number, String resource) {
        var event = new Event(
                new AccountId(account),
                "id-" + number,
                "Disk:Stalled:Executing",
                Level.CRITICAL,
                "ECS",
                "acs:ecs:cn-hangzhou:x:instance/" + resource,
                START,
                Optional.empty());
        cms.past.keep(List.of(PastEvent.of(new UUID(1, number), false, event, "cn-hangzhou", "{}")), START);
    }

    @Test
    void pagesHoldEveryAttemptOnceWhateverComesInBetween() {
        for (var i = 1; i <= 10; i++) {
            keep(attempt(i, Status.FAILED));
        }
        var read = new ArrayList<String>();
        var token = "";
        do {
            var page = token.isEmpty() ? find("MaxResults", "3") : find("MaxResults", "3", "NextToken", token);
            read.addAll(OwnTargets.each(page, "/Attempts/Attempt", "EventId"));
            keep(attempt(100 + read.size(), Status.FAILED));
            token = page.text("/NextToken");
        } while (!token.isEmpty());
        assertThat(read)
                .containsExactly("id-10", "id-9", "id-8", "id-7", "id-6", "id-5", "id-4", "id-3", "id-2", "id-1");
        assertThat(cms.ask(ALICE, "DescribeEventDeliveries", "MaxResults", "101")
                        .status())
                .isEqualTo(400);
        assertThat(cms.ask(ALICE, "DescribeEventDeliveries", "NextToken", "eA").code())
                .isEqualTo("InvalidParameter");
    }

    @Test
    void oneDeliveryIsToldWithAllItsAttempts() {
        var first = attempt(1, Status.FAILED);
        var again = new Place(START.plusSeconds(9), first.place().delivery(), 2);
        keep(first, attempt(2, Status.DELIVERED), new Entry(again, first.subject(), first.result()));
        var id = first.place().delivery().toString();
        var told = cms.done(ALICE, "DescribeEventDelivery", "DeliveryId", id);
        assertThat(OwnTargets.each(told, "/Attempts/Attempt", "Attempt")).containsExactly("1", "2");
        assertThat(told.text("/Status")).isEqualTo("failed");
        assertThat(told.text("/Waits")).isEqualTo("false");
        var owner = cms.live.known(new TargetId(target)).orElseThrow();
        var sample = Given.delivery(owner, 1, START);
        var parked =
                new Delivery(first.place().delivery(), sample.to(), sample.about(), sample.routedAt(), sample.body());
        cms.targets.parking.park(List.of(new Parking.Row(parked, new DeliveryState.Parked(START, 2, START), 1)));
        assertThat(cms.done(ALICE, "DescribeEventDelivery", "DeliveryId", id).text("/Waits"))
                .isEqualTo("true");
        assertThat(cms.ask(BOB, "DescribeEventDelivery", "DeliveryId", id))
                .isEqualTo(cms.ask(BOB, "DescribeEventDelivery", "DeliveryId", new UUID(9, 9).toString()))
                .satisfies(none -> assertThat(none.code()).isEqualTo("ResourceNotFound"));
        assertThat(cms.ask(ALICE, "DescribeEventDelivery", "DeliveryId", "1-1-1-1-1")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void whatAReceiverSaidIsToldOfItsOwnTargetsOnlyAndWhereNothingIsOpened() {
        var operators = OwnTargets.ofOperator(cms, ALICE).id().target().value();
        keep(
                OwnTargets.attempt(ALICE, "", operators, 1),
                OwnTargets.attempt(ALICE, "gone", "tgt-gone", 2),
                attempt(3, Status.FAILED));
        assertThat(OwnTargets.each(find(), "/Attempts/Attempt", "Answer")).containsExactly("no room", "", "");
        cms = new CmsInMemory(false, Optional.empty(), targets -> targets.opened = "192.168.0.0/16");
        start();
        keep(attempt(1, Status.FAILED));
        assertThat(find().body().toString()).doesNotContain("no room");
        cms = new CmsInMemory(false, Optional.empty(), targets -> targets.told = AnswerHeads.Told.NONE);
        start();
        keep(attempt(1, Status.FAILED));
        assertThat(find().body().toString()).doesNotContain("no room").contains("503");
        cms.clock.advance(Duration.ofDays(1));
    }
}
