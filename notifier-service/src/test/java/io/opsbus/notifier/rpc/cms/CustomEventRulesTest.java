package io.opsbus.notifier.rpc.cms;

import static io.opsbus.notifier.rpc.cms.CmsInMemory.ALICE;
import static io.opsbus.notifier.rpc.cms.CmsInMemory.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.pace.Tallies;
import io.opsbus.notifier.rpc.cms.event.Thresholds;
import io.opsbus.notifier.shelf.Key;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that tell when an event of the customer's own came often enough. */
class CustomEventRulesTest {
    private final CmsInMemory cms = new CmsInMemory();

    @BeforeEach
    void people() {
        cms.done(ALICE, "PutContact", "ContactName", "c", "Describe", "x", "Channels.Mail", "c@example.com");
        cms.done(ALICE, "PutContactGroup", "ContactGroupName", "g", "ContactNames.1", "c");
    }

    private CmsInMemory.Told put(String... more) {
        Map<String, String> all = new TreeMap<>(Map.of(
                "RuleId", "own-1",
                "RuleName", "down",
                "EventName", "Host Down 宕机",
                "GroupId", "7378",
                "Level", "CRITICAL",
                "Threshold", "3",
                "Period", "300",
                "ContactGroups", "g",
                "Webhook", "https://a.example/alarm"));
        for (var at = 0; at < more.length; at += 2) {
            all.put(more[at], more[at + 1]);
        }
        return cms.ask(ALICE, "PutCustomEventRule", all);
    }

    private void happens(String account, String name, String group, int times) {
        for (var i = 0; i < times; i++) {
            cms.done(
                    account,
                    "PutCustomEvent",
                    "EventInfo.1.EventName",
                    name,
                    "EventInfo.1.Content",
                    "host " + i,
                    "EventInfo.1.GroupId",
                    group);
        }
    }

    private void down(int times) {
        happens(ALICE, "Host Down 宕机", "7378", times);
    }

    private List<String> callbacks() {
        return cms.told.stream().filter(told -> told.startsWith("https")).toList();
    }

    @Test
    void theRuleTellsWhenTheEventCameOftenEnoughWithinThePeriod() {
        assertThat(put().status()).isEqualTo(200);
        down(2);
        happens(ALICE, "Host Down 宕机", "1", 5);
        happens(ALICE, "Host Up", "7378", 5);
        happens(BOB, "Host Down 宕机", "7378", 5);
        assertThat(cms.told).isEmpty();
        down(1);
        assertThat(cms.told).as("a mail and a callback").hasSize(2);
        assertThat(callbacks())
                .singleElement()
                .satisfies(told -> assertThat(told)
                        .contains(
                                "\"product\":\"CUSTOM\"",
                                "\"level\":\"CRITICAL\"",
                                "\"name\":\"Host Down 宕机\"",
                                "\"count\":3",
                                "\"threshold\":3",
                                "\"ruleId\":\"own-1\"",
                                "\"lastContent\":\"host 0\"",
                                "group/7378"));
        down(10);
        assertThat(callbacks()).as("once a period").hasSize(1);
        cms.clock.advance(Duration.ofMinutes(5));
        down(2);
        assertThat(callbacks()).hasSize(1);
        down(1);
        assertThat(callbacks()).hasSize(2);
    }

    @Test
    void everyRuleThatCountsAnEventCountsHoweverManyThereAre() {
        for (var i = 0; i < 130; i++) {
            put("RuleId", "own-" + i, "RuleName", "down-" + i, "Webhook", "https://a.example/" + i, "Threshold", "1");
        }
        down(1);
        assertThat(callbacks()).hasSize(130);
    }

    @Test
    void aNameIsNoPartOfAGroup() {
        put("GroupId", "7378/Host", "EventName", "Down", "Threshold", "1");
        happens(ALICE, "Host/Down", "7378", 1);
        assertThat(cms.told).isEmpty();
        put("GroupId", "7378", "EventName", "Host/Down", "Threshold", "1");
        happens(ALICE, "Host/Down", "7378", 1);
        assertThat(callbacks()).hasSize(1);
    }

    @Test
    void theEventsOfOneCallAreEachCounted() {
        put("Threshold", "3");
        var all = new TreeMap<String, String>();
        for (var at = 1; at <= 3; at++) {
            all.put("EventInfo." + at + ".EventName", "Host Down 宕机");
            all.put("EventInfo." + at + ".Content", "host " + at);
            all.put("EventInfo." + at + ".GroupId", "7378");
        }
        assertThat(cms.ask(ALICE, "PutCustomEvent", all).status()).isEqualTo(200);
        assertThat(callbacks()).hasSize(1);
    }

    @Test
    void itIsARuleLikeTheOthers() {
        put("EffectiveInterval", "07:00-21:59");
        var told = cms.done(ALICE, "DescribeEventRuleList");
        assertThat(told.text("/EventRules/EventRule/0/Name")).isEqualTo("down");
        assertThat(told.text("/EventRules/EventRule/0/RuleId")).isEqualTo("own-1");
        assertThat(told.text("/EventRules/EventRule/0/Threshold")).isEqualTo("3");
        assertThat(told.text("/EventRules/EventRule/0/EffectiveInterval")).isEqualTo("07:00-21:59");
        cms.done(ALICE, "DisableEventRules", "RuleNames.1", "down");
        down(5);
        assertThat(cms.told).isEmpty();
        put("Threshold", "2");
        down(5);
        assertThat(cms.told).as("still switched off").isEmpty();
        cms.done(ALICE, "EnableEventRules", "RuleNames.1", "down");
        down(2);
        assertThat(callbacks()).hasSize(1);
        assertThat(cms.done(ALICE, "DryRunEventRule", "RuleName", "down").text("/Matched"))
                .as("it came often enough once within five minutes")
                .isEqualTo("1");
        cms.done(ALICE, "DeleteEventRules", "RuleNames.1", "down");
        cms.clock.advance(Duration.ofHours(1));
        down(5);
        assertThat(callbacks()).hasSize(1);
    }

    @Test
    void anIdIsOneRules() {
        put();
        assertThat(put("RuleName", "other").code()).isEqualTo("ResourceConflict");
        assertThat(put("RuleId", "own-2").code()).isEqualTo("ResourceConflict");
        cms.rule(ALICE, "system");
        assertThat(put("RuleName", "system", "RuleId", "own-3").code()).isEqualTo("ResourceConflict");
        assertThat(put("Threshold", "5", "Webhook", "https://b.example/alarm").status())
                .isEqualTo(200);
        down(5);
        assertThat(callbacks())
                .singleElement()
                .satisfies(told -> assertThat(told).startsWith("https://b.example/alarm"));
    }

    @ParameterizedTest
    @CsvSource({
        "Threshold, 0, 400",
        "Threshold, 100001, 400",
        "Period, 86401, 400",
        "Level, LOUD, 400",
        "ContactGroups, nobody, 404",
        "ContactGroups, 'a,b,c,d,e,f', 400",
        "Webhook, ftp://a.example, 400",
        "EffectiveInterval, always, 400"
    })
    void whatCannotBeMeantIsRefused(String parameter, String value, int status) {
        assertThat(put(parameter, value).status()).isEqualTo(status);
        assertThat(cms.rules.find(new Key(new AccountId(ALICE), "down"))).isEmpty();
    }

    @Test
    void whatAProcessReachedAndDidNotTellIsToldUnderTheSameId() {
        put();
        var rule = cms.rules.find(new Key(new AccountId(ALICE), "down")).orElseThrow();
        var counter = new Tallies.Counter(rule.id(), rule.key().account(), "down");
        var killed = new Thresholds(cms.rules, cms.tallies, (_, _, _) -> {
            throw new AssertionError("nothing is told before its time");
        });
        for (var i = 0; i < 3; i++) {
            var mark = new Tallies.Mark(new UUID(0, i), "host");
            cms.tallies.count(counter, mark, 3, Duration.ofMinutes(5), cms.clock.instant());
        }
        killed.tellLeft(cms.clock.instant());
        cms.clock.advance(Duration.ofSeconds(61));
        cms.thresholds.tellLeft(cms.clock.instant());
        cms.thresholds.tellLeft(cms.clock.instant());
        assertThat(callbacks())
                .singleElement()
                .satisfies(told -> assertThat(told)
                        .contains("\"id\":\"alarm-" + rule.id() + "-" + CmsInMemory.START.toEpochMilli() + "\""));
        down(5);
        assertThat(callbacks()).as("the period is not over").hasSize(1);
    }
}
