package io.opsbus.notifier.channel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.channel.Blocking;
import io.opsbus.notifier.channel.Read;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.channel.egress.AddressResolver;
import io.opsbus.notifier.channel.egress.EgressDial;
import io.opsbus.notifier.channel.egress.EgressPolicy;
import io.opsbus.notifier.channel.text.Wording;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.delivery.Progress;
import io.opsbus.notifier.targets.Target;
import io.opsbus.testkit.SettableClock;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several addresses, each with an answer of its own. */
class MailRecipientsTest {
    private static final String OPS_AT = "ops@example.com";
    private static final String DUTY = "duty@example.com";

    private static final Target OPS =
            Read.target(Map.of("type", "mail", "to", List.of(OPS_AT, DUTY), "language", "zh"));

    private final Blocking blocking = new Blocking(8, Duration.ZERO, Duration.ofSeconds(20));

    @AfterEach
    void close() {
        blocking.close();
    }

    private MailChannel channel(SmtpStub stub) throws NoSuchAlgorithmException {
        var server = new MailServer(
                "localhost",
                stub.port(),
                MailServer.Security.NONE,
                Optional.empty(),
                "opsbus@example.com",
                Duration.ofSeconds(10),
                SSLContext.getDefault());
        var dial = new EgressDial(AddressResolver.SYSTEM, EgressPolicy.allowing("127.0.0.0/8,::1"));
        return new MailChannel(server, dial, new Letters(new Wording(), SettableClock.at(Given.NOON)), blocking);
    }

    @Test
    void anAddressThatIsPutOffGetsItLaterAndTheOthersOnce() throws Exception {
        try (var stub = new SmtpStub(Optional.empty()).recipient(DUTY, "450 greylisted")) {
            var channel = channel(stub);
            var first = Sent.to(OPS).on(channel);
            assertThat(first.verdict()).isEqualTo(Verdict.RETRY);
            assertThat(first.label()).isEqualTo("smtp-4xx");
            assertThat(first.said()).startsWith("1 of 2 have it; duty@example.com: 450 ");
            assertThat(first.progress()).isEqualTo(new Progress(Set.of(OPS_AT), Set.of()));
            stub.recipient(DUTY, "250 ok");
            var second = Sent.to(OPS).after(first.progress()).on(channel);
            assertThat(second).isEqualTo(Outcome.Told.delivered("smtp-250"));
            assertThat(stub.served()).containsExactly(OPS_AT, DUTY);
        }
    }

    @Test
    void anAddressRefusedForGoodIsNotAskedAgainAndKeepsNobodyWaiting() throws Exception {
        try (var stub =
                new SmtpStub(Optional.empty()).recipient(OPS_AT, "550 unknown").recipient(DUTY, "451 later")) {
            var channel = channel(stub);
            var first = Sent.to(OPS).on(channel);
            assertThat(first.verdict()).isEqualTo(Verdict.RETRY);
            assertThat(first.progress()).isEqualTo(new Progress(Set.of(), Set.of(OPS_AT)));
            stub.recipient(DUTY, "250 ok");
            var second = Sent.to(OPS).after(first.progress()).on(channel);
            assertThat(second.verdict()).isEqualTo(Verdict.DELIVERED);
            assertThat(second.label()).isEqualTo("smtp-partly");
            assertThat(stub.asked(OPS_AT)).isEqualTo(1);
            assertThat(stub.served()).containsExactly(DUTY);
        }
    }

    @Test
    void aMessageRefusedAfterItsAddressesWereTakenServesNobody() throws Exception {
        try (var stub =
                new SmtpStub(Optional.empty()).recipient(OPS_AT, "550 unknown").data("452 full")) {
            var outcome = Sent.to(OPS).on(channel(stub));
            assertThat(outcome.verdict()).isEqualTo(Verdict.RETRY);
            assertThat(outcome.progress()).isEqualTo(new Progress(Set.of(), Set.of(OPS_AT)));
        }
    }
}
