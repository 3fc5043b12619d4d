package io.opsbus.notifier.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.budget.Spending;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.channel.text.Wording;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.delivery.Progress;
import io.opsbus.notifier.store.budget.InMemorySpending;
import io.opsbus.notifier.targets.Target;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import org.jsmpp.SMPPConstant;
import org.junit.jupiter.api.Test;

/** What an account may spend in a day, number by number. */
class SmppBudgetTest extends SmppScene {
    private static final Spending.Day TODAY = new Spending.Day(Given.ACCOUNT, LocalDate.of(2026, 11, 23));
    private static final Target THREE = sms("zh", "+8613800138000", "+8613800138001", "+8613800138002");

    private final InMemorySpending spending = new InMemorySpending();

    private SmppChannel of(int most) {
        return new SmppChannel(link, new Wording(), blocking, new SmsBudget(spending, most, () -> Given.NOON));
    }

    /** Parts of one message. */
    private int parts() {
        assertThat(Sent.to(sms("zh", "+8613800138009")).on(channel(link)).verdict())
                .isEqualTo(Verdict.DELIVERED);
        return smsc.numbers().size();
    }

    @Test
    void whoGotItHasItAndTheOthersRestUntilTheNextDay() {
        var parts = parts();
        var first = Sent.to(THREE).on(of(2 * parts));
        assertThat(first)
                .isEqualTo(new Outcome.Postponed(
                        Duration.ofHours(12),
                        new Progress(Set.of("+8613800138000", "+8613800138001"), Set.of()),
                        true));
        assertThat(smsc.numbers()).hasSize(3 * parts);
        var second = Sent.to(THREE).after(first.progress()).on(of(3 * parts));
        assertThat(second.verdict()).as("with a greater one").isEqualTo(Verdict.DELIVERED);
        assertThat(smsc.numbers()).hasSize(4 * parts);
    }

    @Test
    void whatTheCentreRefusesOrNobodyHearsCostsNothing() {
        var parts = parts();
        smsc.answer("8613800138000", SMPPConstant.STAT_ESME_RTHROTTLED);
        for (var time = 0; time < 5; time++) {
            assertThat(Sent.to(THREE).on(of(parts)).label()).isEqualTo("smpp-throttled");
        }
        assertThat(spending.take(TODAY, parts, parts, Given.NOON)).isTrue();
        spending.giveBack(TODAY, parts);
        try (var nobody = new SmppLink(centre("pw"), dial("10.0.0.0/8"), receipts)) {
            var channel =
                    new SmppChannel(nobody, new Wording(), blocking, new SmsBudget(spending, parts, () -> Given.NOON));
            assertThat(Sent.to(THREE).on(channel).verdict()).isEqualTo(Verdict.RETRY);
        }
        assertThat(spending.take(TODAY, parts, parts, Given.NOON)).isTrue();
    }

    @Test
    void withoutABoundNothingIsCounted() {
        assertThat(Sent.to(THREE).on(of(0)).verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(spending.take(TODAY, 1, 1, Given.NOON)).isTrue();
    }
}
