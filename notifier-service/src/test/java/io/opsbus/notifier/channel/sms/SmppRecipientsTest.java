package io.opsbus.notifier.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.delivery.Progress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jsmpp.SMPPConstant;
import org.junit.jupiter.api.Test;

/** Several numbers, each with an answer of its own. */
class SmppRecipientsTest extends SmppScene {
    @Test
    void aNumberRefusedForGoodKeepsNobodyWaitingAndIsNotAskedAgain() {
        smsc.answer("8613800138001", SMPPConstant.STAT_ESME_RINVDSTADR);
        var outcome = send(link, sms("zh", "+8613800138000", "+8613800138001", "+8613800138002"));
        assertThat(outcome.verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(outcome.label()).isEqualTo("smpp-partly");
        assertThat(outcome.said()).contains("+8613800138001: command status 0xb");
        assertThat(Set.copyOf(smsc.numbers())).containsExactlyInAnyOrder("8613800138000", "8613800138002");
    }

    @Test
    void whoHasItDoesNotGetItAgainWhenAnotherCouldNotBeServed() {
        var three = sms("zh", "+8613800138000", "+8613800138001", "+8613800138002");
        smsc.answer("8613800138001", SMPPConstant.STAT_ESME_RSUBMITFAIL);
        var first = send(link, three);
        assertThat(first.verdict()).isEqualTo(Verdict.RETRY_REFUSED);
        assertThat(first.progress()).isEqualTo(new Progress(Set.of("+8613800138000", "+8613800138002"), Set.of()));
        var served = smsc.numbers().size();
        smsc.answer("8613800138001", 0);
        var second = Sent.to(three).after(first.progress()).on(channel(link));
        assertThat(second.verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(smsc.numbers().subList(served, smsc.numbers().size())).containsOnly("8613800138001");
    }

    @Test
    void aCentreThatTakesNoMoreIsLeftAloneAndTheRestComesLater() {
        smsc.answer("8613800138001", SMPPConstant.STAT_ESME_RTHROTTLED);
        var outcome = send(link, sms("zh", "+8613800138000", "+8613800138001", "+8613800138002"));
        assertThat(outcome.verdict()).isEqualTo(Verdict.RETRY);
        assertThat(outcome.label()).isEqualTo("smpp-throttled");
        assertThat(outcome.progress()).isEqualTo(new Progress(Set.of("+8613800138000"), Set.of()));
        assertThat(smsc.numbers()).containsOnly("8613800138000");
    }

    @Test
    void whatTheThroughputHasNoRoomForIsPutOffAndNobodyGetsItTwice() {
        var ticks = new AtomicLong();
        var slow = new SmppLink(
                centre("pw"),
                dial("127.0.0.0/8,::1"),
                receipts,
                new Throughput(1, ticks::get, at -> ticks.accumulateAndGet(at, Math::max)));
        try (slow) {
            var channel = channel(slow);
            var numbers = IntStream.range(0, 20)
                    .mapToObj(i -> "+86138001380" + (10 + i))
                    .toArray(String[]::new);
            var target = sms("zh", numbers);
            var progress = Progress.NONE;
            var outcome = Sent.to(target).on(channel);
            var attempts = 1;
            for (; outcome instanceof Outcome.Postponed; attempts++) {
                assertThat(outcome.progress().served()).as("some each time").isNotEmpty();
                progress = progress.plus(outcome.progress());
                outcome = Sent.to(target).after(progress).on(channel);
            }
            assertThat(outcome.verdict()).isEqualTo(Verdict.DELIVERED);
            var parts = smsc.numbers().size() / numbers.length;
            assertThat(attempts).isGreaterThanOrEqualTo(numbers.length * parts / 11);
            assertThat(smsc.numbers()).hasSize(numbers.length * parts);
            assertThat(Set.copyOf(smsc.numbers())).hasSize(numbers.length);
            assertThat(Duration.ofNanos(ticks.get())).isEqualTo(Duration.ofSeconds((long) numbers.length * parts - 1));
        }
    }
}
