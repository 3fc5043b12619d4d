package io.opsbus.notifier.rpc.cms;

import static io.opsbus.notifier.rpc.cms.CmsInMemory.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.pace.Pace;
import io.opsbus.notifier.pace.QuietHours;
import io.opsbus.notifier.shelf.Key;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When people are told: the parameters of {@code PutEventRule} the contract does not have, or has for other rules. */
class PaceOfRulesTest {
    private final CmsInMemory cms = new CmsInMemory();

    private CmsInMemory.Told put(String... more) {
        Map<String, String> all = new TreeMap<>(Map.of(
                "RuleName", "r",
                "EventPattern.1.Product", "ECS",
                "EventPattern.1.NameList.1", "*"));
        for (var at = 0; at < more.length; at += 2) {
            all.put(more[at], more[at + 1]);
        }
        return cms.ask(ALICE, "PutEventRule", all);
    }

    private Pace kept() {
        return cms.rules
                .find(new Key(new AccountId(ALICE), "r"))
                .orElseThrow()
                .terms()
                .pace();
    }

    @ParameterizedTest
    @CsvSource({
        "NoEffectiveInterval, 22:00-06:59, 22:00, 07:00",
        "EffectiveInterval, 07:00-21:59, 22:00, 07:00",
        "NoEffectiveInterval, 00:00-05:30, 00:00, 05:31",
        "EffectiveInterval, 05:31-23:59, 00:00, 05:31"
    })
    void anIntervalHasItsLastMinuteInIt(String parameter, String interval, String from, String to) {
        assertThat(put(parameter, interval).status()).isEqualTo(200);
        assertThat(QuietHours.text(kept().quiet().from())).isEqualTo(from);
        assertThat(QuietHours.text(kept().quiet().to())).isEqualTo(to);
        assertThat(kept().quiet().zone()).isEqualTo("Asia/Shanghai");
    }

    @Test
    void whatWasPutIsTold() {
        put(
                "NoEffectiveInterval",
                "22:00-06:59",
                "EffectiveInterval",
                "07:00-21:59",
                "EffectiveTimeZone",
                "Europe/Berlin",
                "NoEffectiveExceptLevelList.1",
                "CRITICAL",
                "NoEffectivePrograms",
                "true",
                "MergeInterval",
                "300");
        assertThat(kept())
                .isEqualTo(new Pace(
                        Duration.ZERO,
                        Duration.ofMinutes(5),
                        new QuietHours(22 * 60, 7 * 60, "Europe/Berlin", List.of(Level.CRITICAL), true)));
        var told = cms.done(ALICE, "DescribeEventRuleAttribute", "RuleName", "r");
        assertThat(told.text("/Result/NoEffectiveInterval")).isEqualTo("22:00-06:59");
        assertThat(told.text("/Result/EffectiveInterval")).isEqualTo("07:00-21:59");
        assertThat(told.text("/Result/EffectiveTimeZone")).isEqualTo("Europe/Berlin");
        assertThat(told.text("/Result/MergeInterval")).isEqualTo("300");
        put();
        assertThat(kept()).as("what is left out asks nothing").isEqualTo(Pace.AT_ONCE);
        assertThat(cms.done(ALICE, "DescribeEventRuleList").text("/EventRules/EventRule/0/EffectiveInterval"))
                .isEmpty();
    }

    @Test
    void allDayIsNoQuiet() {
        put("EffectiveInterval", "00:00-23:59");
        assertThat(kept().quiet()).isEqualTo(QuietHours.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "NoEffectiveInterval, 00:00-23:59",
        "NoEffectiveInterval, 22:00",
        "NoEffectiveInterval, 22:00-24:00",
        "EffectiveInterval, -",
        "EffectiveTimeZone, Middle/Earth",
        "NoEffectiveExceptLevelList.1, LOUD",
        "MergeInterval, 3601",
        "MergeInterval, -1"
    })
    void whatCannotBeMeantIsRefused(String parameter, String value) {
        assertThat(put(parameter, value).status()).isEqualTo(400);
    }

    @Test
    void intervalsThatDoNotMakeUpADayAreRefused() {
        assertThat(put("EffectiveInterval", "08:00-21:59", "NoEffectiveInterval", "22:00-06:59")
                        .code())
                .isEqualTo("InvalidParameter");
    }
}
