package io.opsbus.notifier.rpc.cms;

import static io.opsbus.notifier.rpc.cms.CmsInMemory.ALICE;
import static io.opsbus.notifier.rpc.cms.CmsInMemory.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.journal.Entry;
import io.opsbus.notifier.journal.Filter;
import io.opsbus.notifier.redrive.Order;
import io.opsbus.notifier.redrive.Redrive;
import io.opsbus.rpc.declare.Access;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Generated from the declarations: every Action × every parameter that names a resource × a thing of another account, and × texts that
 * could mean "everything".
 */
class IsolationTest {
    private static final List<String> GREEDY = List.of("", "*", "%", "null", "[]", "_", "all", "a*");

    private static final Redrive.Id REDRIVE = new Redrive.Id("rdr-of-alice");

    private final CmsInMemory cms = new CmsInMemory();
    private final String group;
    private final String target;
    private final Entry attempt;

    IsolationTest() {
        cms.rule(ALICE, "alices");
        cms.rule(BOB, "bobs");
        contact(ALICE, "alice");
        contact(BOB, "bob");
        group = cms.done(ALICE, "CreateMonitorGroup", "GroupName", "alices").text("/GroupId");
        target = OwnTargets.of(cms, ALICE, "alices");
        attempt = OwnTargets.attempt(ALICE, "alices", target, 1);
        cms.targets.journal.keep(List.of(attempt), CmsInMemory.START);
        cms.targets.redrives.keep(List.of(OwnTargets.dead(cms, target, 1, DeadReason.GONE)), CmsInMemory.START);
        var all = new Order.Wanted(Filter.all(new AccountId(ALICE)), Optional.empty(), false);
        cms.targets.redrives.begin(REDRIVE, new Order(all, 1), CmsInMemory.START);
    }

    private void contact(String account, String name) {
        cms.done(account, "PutContact", "ContactName", name, "Describe", "x", "Channels.Mail", name + "@example.com");
        cms.done(account, "PutContactGroup", "ContactGroupName", "of-" + name, "ContactNames.1", name);
    }

    private record Place(Declaration declaration, Field.Placed placed) {
        String wireName() {
            return placed.pattern().replace(".N", ".1");
        }

        @Override
        public String toString() {
            return declaration.name().action() + "." + placed.pattern();
        }
    }

    private Stream<Place> places() {
        return cms.declarations().stream()
                .flatMap(declaration -> declaration
                        .placed()
                        .filter(placed -> placed.field().namesResource())
                        .map(placed -> new Place(declaration, placed)));
    }

    @Test
    void thereIsSomethingToTest() {
        assertThat(places().count()).isGreaterThanOrEqualTo(17);
    }

    @TestFactory
    Stream<DynamicTest> anotherAccountsThingIsNotFoundAndNothingChanges() {
        return places().map(place -> DynamicTest.dynamicTest(
                place.toString(),
                () -> assertReachesNothing(
                        place,
                        switch (place.placed().field().resource()) {
                            case "rule" -> "alices";
                            case "contact" -> "alice";
                            case "contact-group" -> "of-alice";
                            case "monitor-group" -> group;
                            case "event-target" -> target;
                            case "event-redrive" -> REDRIVE.value();
                            case "event-delivery" -> attempt.place().delivery().toString();
                            case String other -> throw new AssertionError("a kind this test does not know: " + other);
                        })));
    }

    @TestFactory
    Stream<DynamicTest> textsThatCouldMeanEverythingMeanNothing() {
        return places().map(place -> DynamicTest.dynamicTest(place.toString(), () -> {
            for (String greedy : GREEDY) {
                assertReachesNothing(place, greedy);
            }
        }));
    }

    private void assertReachesNothing(Place place, String value) {
        Map<String, String> request = new TreeMap<>();
        for (Field.Placed field : place.declaration().placed().toList()) {
            if (field.field().isRequired() && belongsTo(place, field)) {
                request.put(field.pattern().replace(".N", ".1"), sample(field));
            }
        }
        request.put(place.wireName(), value);
        String before = alicesThings();
        var told = cms.ask(BOB, place.declaration().name().action(), request);
        if (told.status() == 200) {
            assertThat(place.declaration().access())
                    .as("%s %s", request, told.body())
                    .isEqualTo(Access.READ);
            assertThat(told.body().path("Total").asInt())
                    .as("%s %s", request, told.body())
                    .isZero();
            assertThat(told.body().toString()).doesNotContain("alice");
        } else {
            assertThat(told.status()).as("%s %s", request, told.body()).isIn(400, 404);
        }
        assertThat(alicesThings()).isEqualTo(before);
    }

    /** Of a list of structs only the one under test is filled in. */
    private static boolean belongsTo(Place place, Field.Placed field) {
        var dot = field.pattern().indexOf(".N.");
        return dot < 0
                || place.placed().pattern().startsWith(field.pattern().substring(0, dot))
                || field.pattern().startsWith("EventPattern")
                || field.pattern().startsWith("Instances");
    }

    private String alicesThings() {
        var told = new StringBuilder();
        for (String action : List.of(
                "DescribeEventRuleList",
                "DescribeContactList",
                "DescribeContactGroupList",
                "DescribeMonitorGroups",
                "DescribeEventTargets",
                "DescribeEventDeliveries",
                "DescribeEventRedrives")) {
            told.append(cms.ask(ALICE, action).body());
        }
        told.append(cms.ask(ALICE, "DescribeEventRuleTargetList", "RuleName", "alices")
                .body());
        told.append(cms.ask(ALICE, "DescribeMonitorGroupInstances", "GroupId", group)
                .body());
        return told.toString();
    }

    private static String sample(Field.Placed placed) {
        return switch (placed.pattern()) {
            case "RuleName", "RuleNames.N" -> "bobs";
            case "ContactName", "ContactNames.N" -> "bob";
            case "EventPattern.N.Product" -> "ECS";
            default -> "1";
        };
    }

    @Test
    void anEventGoesToItsOwnAccountsRulesAlone() {
        assertThat(cms.whoHears(BOB, "Disk:Stalled:Executing", Level.CRITICAL, "d-1", ""))
                .containsExactly("https://hooks.example.com/bobs");
        assertThat(cms.whoHears("1690700000000099", "Disk:Stalled:Executing", Level.CRITICAL, "d-1", ""))
                .isEmpty();
    }

    @Test
    void twoAccountsMayUseOneName() {
        cms.rule(BOB, "alices");
        cms.done(BOB, "DeleteEventRules", "RuleNames.1", "alices");
        assertThat(cms.ask(ALICE, "DescribeEventRuleAttribute", "RuleName", "alices")
                        .status())
                .isEqualTo(200);
        assertThat(cms.ask(BOB, "DescribeEventRuleAttribute", "RuleName", "alices")
                        .code())
                .isEqualTo("ResourceNotFound");
    }
}
