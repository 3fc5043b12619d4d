package io.opsbus.notifier.channel.sms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.channel.Blocking;
import io.opsbus.notifier.channel.Read;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.channel.egress.AddressResolver;
import io.opsbus.notifier.channel.egress.EgressDial;
import io.opsbus.notifier.channel.egress.EgressPolicy;
import io.opsbus.notifier.channel.text.Wording;
import io.opsbus.notifier.delivery.Fault;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Trouble;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.delivery.Progress;
import io.opsbus.notifier.targets.Secret;
import io.opsbus.notifier.targets.Target;
import io.opsbus.notifier.targets.Target.Login;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jsmpp.SMPPConstant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmppChannelTest {
    private final SmscSimulator smsc = new SmscSimulator();
    private final Blocking blocking = new Blocking(8, Duration.ZERO, Duration.ofSeconds(20));
    private final SmppLink link = link("pw", "127.0.0.0/8,::1");

    private SmppLink link(String password, String allowed) {
        return new SmppLink(centre(password), dial(allowed));
    }

    private static EgressDial dial(String allowed) {
        return new EgressDial(AddressResolver.SYSTEM, EgressPolicy.allowing(allowed));
    }

    private Smsc centre(String password) {
        return new Smsc(
                "localhost",
                smsc.port(),
                new Login("opsbus", Secret.of(password)),
                "",
                "OpsBus",
                1000,
                Duration.ofSeconds(10),
                Optional.empty());
    }

    @AfterEach
    void stop() throws IOException {
        link.close();
        blocking.close();
        smsc.close();
    }

    private static Target sms(String language, String... to) {
        return Read.target(Map.of("type", "sms", "to", List.of(to), "language", language));
    }

    private Outcome send(SmppLink over, Target target) {
        return Sent.to(target).on(new SmppChannel(over, new Wording(), blocking));
    }

    @Test
    void aChineseTextGoesInNumberedPartsOfUcs2() {
        var long1 = Sent.REBOOT.replace("Instance:SystemMaintenance.Reboot:Scheduled", "维护".repeat(60));
        assertThat(Sent.to(sms("zh", "+8613800138000"), 1, long1).on(new SmppChannel(link, new Wording(), blocking)))
                .isEqualTo(Outcome.Told.delivered("smpp-ok"));
        var parts = smsc.submitted();
        assertThat(parts).hasSizeGreaterThan(1).allSatisfy(part -> {
            assertThat(part.getDestAddress()).isEqualTo("8613800138000");
            assertThat(part.getDataCoding()).isEqualTo((byte) 8);
            assertThat(part.isUdhi()).isTrue();
            assertThat(part.getShortMessage().length).isLessThanOrEqualTo(140);
            assertThat(part.getShortMessage()[4]).isEqualTo((byte) parts.size());
        });
        assertThat(SmscSimulator.text(parts, UTF_16BE)).startsWith("[严重]").contains("资源i-bp1ecr*****5go2go");
    }

    @Test
    void aTextOfTheGsmAlphabetStaysShortAndReachesEveryNumber() {
        var state = Sent.REBOOT.replace("Instance:SystemMaintenance.Reboot:Scheduled", "X");
        var outcome = Sent.to(sms("en", "+8613800138000", "4915112345678"), 1, state.replace("CRITICAL", "x"))
                .on(new SmppChannel(link, new Wording(), blocking));
        assertThat(outcome.verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(smsc.submitted())
                .extracting(part -> part.getDestAddress())
                .containsExactly("8613800138000", "4915112345678");
        assertThat(smsc.submitted().getFirst().isUdhi()).isFalse();
    }

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
        var second = Sent.to(three).after(first.progress()).on(new SmppChannel(link, new Wording(), blocking));
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
                new Throughput(1, ticks::get, at -> ticks.accumulateAndGet(at, Math::max)));
        try (slow) {
            var channel = new SmppChannel(slow, new Wording(), blocking);
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

    @Test
    void receiptsAreCounted() {
        send(link, sms("zh", "+8613800138000"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(link.receipts())
                        .containsEntry("DELIVRD", (long) smsc.submitted().size()));
    }

    @Test
    void aSessionThatBrokeIsBoundAgain() {
        assertThat(send(link, sms("zh", "+8613800138000")).verdict()).isEqualTo(Verdict.DELIVERED);
        smsc.hangUp();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                send(link, sms("zh", "+8613800138000")).verdict())
                        .isEqualTo(Verdict.DELIVERED));
        assertThat(smsc.binds()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        SMPPConstant.STAT_ESME_RTHROTTLED + ", RETRY, smpp-throttled",
        SMPPConstant.STAT_ESME_RMSGQFUL + ", RETRY, smpp-throttled",
        SMPPConstant.STAT_ESME_RSYSERR + ", RETRY, smpp-system",
        SMPPConstant.STAT_ESME_RINVDSTADR + ", RETRY_REFUSED, smpp-refused",
    })
    void aStatusIsTheVerdict(int status, Verdict verdict, String label) {
        smsc.answer(status);
        var outcome = send(link, sms("zh", "+8613800138000"));
        assertThat(outcome.verdict()).isEqualTo(verdict);
        assertThat(outcome.label()).isEqualTo(label);
    }

    @Test
    void aWrongPasswordBindsNothing() {
        try (var wrong = link("no", "127.0.0.0/8,::1")) {
            var outcome = send(wrong, sms("zh", "+8613800138000"));
            assertThat(outcome.verdict()).isEqualTo(Verdict.RETRY);
            assertThat(outcome.label()).isEqualTo("smpp-bind");
        }
        assertThat(smsc.binds()).isZero();
    }

    @Test
    void aForbiddenCentreIsNotDialled() {
        try (var forbidden = link("pw", "")) {
            assertThat(send(forbidden, sms("zh", "+8613800138000"))).isEqualTo(Fault.ofServer(new Outcome.Unanswered(Trouble.BLOCKED)));
        }
        assertThat(smsc.binds()).isZero();
    }

    @Test
    void partsAreCutAtTheStandardsLengthsAndNeverThroughACharacter() {
        assertThat(SmsParts.of("a".repeat(160), 1).parts()).hasSize(1);
        assertThat(SmsParts.of("a".repeat(161), 1).parts()).hasSize(2);
        assertThat(SmsParts.of("文".repeat(70), 1).parts()).hasSize(1);
        assertThat(SmsParts.of("文".repeat(71), 1).parts()).hasSize(2);
        var pairs = SmsParts.of("x" + "😀".repeat(60), 7);
        var text = new StringBuilder();
        for (var part : pairs.parts()) {
            assertThat(part.length).isLessThanOrEqualTo(140);
            assertThat((part.length - 6) % 2).isZero();
            text.append(new String(part, 6, part.length - 6, UTF_16BE));
            assertThat(Character.isLowSurrogate(new String(part, 6, 2, UTF_16BE).charAt(0)))
                    .isFalse();
        }
        assertThat(text).hasToString("x" + "😀".repeat(60));
        assertThat(SmsParts.of("plain", 1).parts().getFirst()).isEqualTo("plain".getBytes(US_ASCII));
    }
}
