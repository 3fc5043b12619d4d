package io.opsbus.notifier.rpc.cms;

import static io.opsbus.notifier.rpc.cms.CmsInMemory.ALICE;
import static io.opsbus.notifier.rpc.cms.CmsInMemory.BOB;
import static io.opsbus.notifier.rpc.cms.CmsInMemory.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.journal.Filter;
import io.opsbus.notifier.redrive.Order;
import io.opsbus.notifier.redrive.Redrive;
import io.opsbus.notifier.rpc.cms.CmsInMemory.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an account brings back of what was given up. */
class OwnRedrivesTest {
    private static final String BEGIN = "RedriveEventDeliveries";

    private final CmsInMemory cms = new CmsInMemory();
    private String target = "";

    @BeforeEach
    void someHaveDied() {
        cms.rule(ALICE, "r");
        target = OwnTargets.of(cms, ALICE, "r");
        var operators = OwnTargets.ofOperator(cms, ALICE).id().target().value();
        cms.targets.redrives.keep(
                List.of(
                        OwnTargets.dead(cms, target, 1, DeadReason.GONE),
                        OwnTargets.dead(cms, target, 2, DeadReason.EXPIRED),
                        OwnTargets.dead(cms, target, 3, DeadReason.EXPIRED),
                        OwnTargets.dead(cms, target, 4, DeadReason.SILENCED),
                        OwnTargets.dead(cms, operators, 5, DeadReason.EXPIRED)),
                START);
    }

    private Told begin(String... parameters) {
        return cms.ask(ALICE, BEGIN, parameters);
    }

    private Told dry(String account, String... parameters) {
        var all = new String[parameters.length + 2];
        System.arraycopy(parameters, 0, all, 2, parameters.length);
        all[0] = "DryRun";
        all[1] = "true";
        return cms.ask(account, BEGIN, all);
    }

    private Redrive ofOperator() {
        var all = new Order.Wanted(Filter.all(new AccountId(ALICE)), Optional.empty());
        return cms.targets.redrives.begin(new Redrive.Id("rdr-operators"), new Order(all, 1), START);
    }

    @Test
    void aDryRunCountsWhatWasForTheAccountsRulesAndMovesNothing() {
        assertThat(dry(ALICE, "All", "true").text("/Total"))
                .as("neither silenced nor the operator's")
                .isEqualTo("3");
        assertThat(dry(ALICE, "Reason", "Gone").text("/Total")).isEqualTo("1");
        assertThat(dry(ALICE, "TargetId", target).text("/Total")).isEqualTo("3");
        assertThat(dry(ALICE, "StartTime", "" + START.plusSeconds(2).toEpochMilli())
                        .text("/Total"))
                .isEqualTo("2");
        assertThat(dry(BOB, "All", "true").text("/Total")).isEqualTo("0");
        assertThat(dry(BOB, "TargetId", target).body())
                .isEqualTo(dry(BOB, "TargetId", "tgt-nobody").body());
        assertThat(cms.done(ALICE, "DescribeEventRedrives").body().at("/Redrives/Redrive"))
                .isEmpty();
    }

    @Test
    void everythingMustBeSaidAndNothingBeginsNothing() {
        assertThat(begin().code()).isEqualTo("InvalidParameter");
        assertThat(begin("All", "true", "RuleName", "r").code()).isEqualTo("InvalidParameter");
        assertThat(begin("Reason", "Silenced").code()).isEqualTo("InvalidParameter");
        assertThat(begin("All", "true", "Rate", "101").body().path("Message").asText())
                .contains("opsbus.notifier.accounts.redrive-rate");
        assertThat(begin("RuleName", "nobody").code()).isEqualTo("ResourceNotFound");
        assertThat(cms.ask(BOB, BEGIN, "TargetId", target))
                .isEqualTo(cms.ask(BOB, BEGIN, "TargetId", "tgt-nobody"))
                .satisfies(none -> assertThat(none.code()).isEqualTo("ResourceNotFound"));
    }

    @Test
    void aRedriveTellsHowFarItIsAndIsStopped() {
        var begun = begin("RuleName", "r", "Rate", "1");
        assertThat(begun.text("/Redrive/State")).as(begun.body().toString()).isEqualTo("running");
        assertThat(begun.text("/Total")).isEqualTo("3");
        var id = begun.text("/Redrive/RedriveId");
        cms.targets.redrives.step(START.plusSeconds(1));
        var told = cms.done(ALICE, "DescribeEventRedrives", "RedriveId", id);
        assertThat(told.text("/Redrives/Redrive/0/Moved")).isEqualTo("1");
        assertThat(told.text("/Redrives/Redrive/0/By")).isEqualTo("account");
        assertThat(cms.targets.parking.count()).isEqualTo(1);
        assertThat(cms.done(ALICE, "StopEventRedrive", "RedriveId", id).text("/Redrive/State"))
                .isEqualTo("stopped");
        assertThat(cms.done(ALICE, "StopEventRedrive", "RedriveId", id).text("/Redrive/Moved"))
                .as("again")
                .isEqualTo("1");
        for (var action : List.of("DescribeEventRedrives", "StopEventRedrive")) {
            assertThat(cms.ask(BOB, action, "RedriveId", id))
                    .isEqualTo(cms.ask(BOB, action, "RedriveId", "rdr-nobodys"))
                    .satisfies(none -> assertThat(none.code()).isEqualTo("ResourceNotFound"));
        }
    }

    @Test
    void theSameTokenIsTheSameRedriveAndOnlySoManyAreUnderWay() {
        var begun = begin("All", "true", "Rate", "1", "ClientToken", "t-1");
        assertThat(begin("All", "true", "Rate", "1", "ClientToken", "t-1").body())
                .isEqualTo(begun.body());
        assertThat(begin("RuleName", "r").code()).as("a moment later").isEqualTo("Throttling.User");
        cms.clock.advance(Duration.ofSeconds(10));
        assertThat(begin("RuleName", "r").code()).isEqualTo("ResourceOverLimit");
        cms.done(ALICE, "StopEventRedrive", "RedriveId", begun.text("/Redrive/RedriveId"));
        assertThat(begin("RuleName", "r").status()).isEqualTo(200);
    }

    @Test
    void theyAreListedInPagesTheNewestFirst() {
        for (var i = 0; i < 5; i++) {
            var all = new Order.Wanted(Filter.all(new AccountId(ALICE)), Optional.empty());
            cms.targets.redrives.begin(new Redrive.Id("rdr-" + i), new Order(all, 1), START.plusSeconds(i));
        }
        var read = new ArrayList<String>();
        var told = cms.done(ALICE, "DescribeEventRedrives", "MaxResults", "2");
        while (true) {
            told.body()
                    .at("/Redrives/Redrive")
                    .forEach(one -> read.add(one.path("RedriveId").asText()));
            var next = told.text("/NextToken");
            if (next.isEmpty()) {
                break;
            }
            assertThat(cms.done(BOB, "DescribeEventRedrives", "NextToken", next)
                            .body()
                            .at("/Redrives/Redrive"))
                    .as("a place is nobody's key")
                    .isEmpty();
            told = cms.done(ALICE, "DescribeEventRedrives", "MaxResults", "2", "NextToken", next);
        }
        assertThat(read).containsExactly("rdr-4", "rdr-3", "rdr-2", "rdr-1", "rdr-0");
        assertThat(cms.ask(ALICE, "DescribeEventRedrives", "NextToken", "made up")
                        .code())
                .isEqualTo("InvalidParameter");
    }

    @Test
    void whatTheOperatorBeganIsSeenAndStoppedByHimAlone() {
        var id = ofOperator().id().value();
        assertThat(cms.done(ALICE, "DescribeEventRedrives").text("/Redrives/Redrive/0/By"))
                .isEqualTo("operator");
        assertThat(cms.ask(ALICE, "StopEventRedrive", "RedriveId", id).code()).isEqualTo("Forbidden.OperatorsRedrive");
        assertThat(cms.done(ALICE, "DescribeEventRedrives", "RedriveId", id).text("/Redrives/Redrive/0/State"))
                .isEqualTo("running");
    }
}
