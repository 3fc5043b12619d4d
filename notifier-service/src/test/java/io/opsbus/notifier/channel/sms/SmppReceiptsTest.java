package io.opsbus.notifier.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jsmpp.util.DeliveryReceiptState;
import org.junit.jupiter.api.Test;

/** What the centre tells of what it took. */
class SmppReceiptsTest extends SmppScene {
    @Test
    void receiptsAreCounted() {
        send(link, sms("zh", "+8613800138000"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(receipts.counts())
                        .containsEntry("DELIVRD", (long) smsc.submitted().size()));
    }

    @Test
    void aMessageThatDidNotArriveIsWrittenDownBesideItsAttempt() {
        smsc.receipts(DeliveryReceiptState.UNDELIV);
        var outcome = send(link, sms("zh", "+8613800138000"));
        assertThat(outcome.verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(outcome.said()).startsWith("+8613800138000: message 1");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(lost).hasSize(smsc.submitted().size()));
        assertThat(receipts.counts()).containsEntry("UNDELIV", (long) lost.size());
        assertThat(lost).allSatisfy(attempt -> {
            assertThat(attempt.outcome().label()).isEqualTo("receipt-undeliv");
            assertThat(attempt.outcome().said()).startsWith("+8613800138000: message ");
            assertThat(attempt.delivery().id())
                    .isEqualTo(Sent.to(sms("zh", "+8613800138000")).delivery().id());
            assertThat(attempt.terminal()).isFalse();
        });
    }

    @Test
    void aLinkThatIsClosedIsUnboundAndBindsNoMore() {
        send(link, sms("zh", "+8613800138000"));
        link.close();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> smsc.bound() == 0);
        assertThat(send(link, sms("zh", "+8613800138000")).verdict()).isEqualTo(Verdict.RETRY);
        assertThat(smsc.binds()).isEqualTo(1);
    }
}
