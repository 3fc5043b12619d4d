package io.opsbus.notifier.channel.sms;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.LogLines;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.channel.egress.EgressDial;
import io.opsbus.notifier.delivery.Fault;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Trouble;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jsmpp.SMPPConstant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmppChannelTest extends SmppScene {
    @Test
    void aChineseTextGoesInNumberedPartsOfUcs2() {
        var long1 = Sent.REBOOT.replace("Instance:SystemMaintenance.Reboot:Scheduled", "维护".repeat(60));
        assertThat(Sent.to(sms("zh", "+8613800138000"), 1, long1).on(channel(link)))
                .extracting(Outcome::verdict, Outcome::label)
                .containsExactly(Verdict.DELIVERED, "smpp-ok");
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
                .on(channel(link));
        assertThat(outcome.verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(smsc.submitted())
                .extracting(part -> part.getDestAddress())
                .containsExactly("8613800138000", "4915112345678");
        assertThat(smsc.submitted().getFirst().isUdhi()).isFalse();
    }

    @Test
    void theBuiltInEnglishTextIsOfTheGsmAlphabetItsBracketsByTheExtensionTable() {
        assertThat(send(link, sms("en", "+8613800138000")).verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(smsc.submitted()).singleElement().satisfies(part -> {
            assertThat(part.getDataCoding()).isZero();
            assertThat(part.isUdhi()).isFalse();
            assertThat(part.getShortMessage())
                    .startsWith(0x1B, 0x3C, 'C', 'r', 'i', 't', 'i', 'c', 'a', 'l', 0x1B, 0x3E, ' ');
            assertThat(new String(part.getShortMessage(), 13, part.getShortMessage().length - 13, US_ASCII))
                    .contains(", i-bp1ecr*****5go2go, 2019-04-09 12:18:26 UTC+8");
        });
    }

    @Test
    void whatTheExtensionTableAloneHasCountsTwoAndIsNotTornApart() {
        assertThat(SmsParts.of("^{}\\[~]|€", 1).parts()).singleElement().isEqualTo(new byte[] {
            0x1B, 0x14, 0x1B, 0x28, 0x1B, 0x29, 0x1B, 0x2F, 0x1B, 0x3C, 0x1B, 0x3D, 0x1B, 0x3E, 0x1B, 0x40, 0x1B, 0x65
        });
        assertThat(SmsParts.of("@£$_à?", 1).parts()).singleElement().isEqualTo(new byte[] {0, 1, 2, 0x11, 0x7F, 0x3F});
        assertThat(SmsParts.of("[".repeat(80), 1).parts()).hasSize(1);
        assertThat(SmsParts.of("[".repeat(81), 1).parts())
                .hasSize(2)
                .allSatisfy(part -> assertThat((part.length - 6) % 2).isZero());
        assertThat(SmsParts.of("`", 1).ucs2()).as("not of the alphabet").isTrue();
        assertThat(SmsParts.of("\u001B", 1).ucs2()).as("an escape of one's own").isTrue();
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
    void aForbiddenCentreIsNotDialledAndItIsToldWhoseTargetAskedForIt() {
        var sent = Sent.to(sms("zh", "+8613800138000"));
        try (var forbidden = link("pw", "");
                var lines = new LogLines(EgressDial.class.getName())) {
            assertThat(sent.on(channel(forbidden))).isEqualTo(Fault.ofServer(new Outcome.Unanswered(Trouble.BLOCKED)));
            var to = sent.delivery().to();
            assertThat(lines.all())
                    .singleElement()
                    .asString()
                    .contains(
                            "accountId=" + to.account().value(),
                            "targetId=" + to.target().value(),
                            "host=localhost")
                    .doesNotContain("13800138000");
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
