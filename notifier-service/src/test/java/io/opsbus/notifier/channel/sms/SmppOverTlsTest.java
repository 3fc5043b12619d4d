package io.opsbus.notifier.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.LogLines;
import io.opsbus.notifier.delivery.Fault;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Trouble;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.testkit.tls.OwnCertificate;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The centre behind TLS, with certificates made for the run: one of its host, and one of another. */
class SmppOverTlsTest extends SmppScene {
    private static final Outcome NO_TLS = Fault.ofServer(new Outcome.Unanswered(Trouble.TLS));

    private static OwnCertificate right;
    private static OwnCertificate ofAnotherHost;

    @BeforeAll
    static void make(@TempDir Path folder) throws Exception {
        right = OwnCertificate.make(folder, "right");
        ofAnotherHost = OwnCertificate.make(folder, "other", "DNS:smsc.example");
    }

    private static SmscSimulator showing(OwnCertificate certificate) {
        return new SmscSimulator("pw", certificate.showing().getServerSocketFactory());
    }

    private SmppLink link(SmscSimulator to, SSLContext trust) {
        var plain = centre("pw");
        var secure = new Smsc(
                plain.host(),
                to.port(),
                plain.login(),
                plain.systemType(),
                plain.source(),
                plain.aSecond(),
                plain.patience(),
                Optional.of(trust));
        return new SmppLink(secure, dial("127.0.0.0/8,::1"), receipts);
    }

    @Test
    void aMessageGoesToACentreThatIsKnown() throws Exception {
        try (var centre = showing(right);
                var link = link(centre, right.trusting())) {
            var outcome = send(link, sms("zh", "+8613800138000"));
            assertThat(outcome.verdict()).isEqualTo(Verdict.DELIVERED);
            assertThat(centre.numbers()).containsExactly("8613800138000");
        }
    }

    @Test
    void aCentreOfAnotherAuthorityIsToldNothingAndTheOperatorWhy() throws Exception {
        assertRefused(right, ofAnotherHost.trusting(), "certification path");
    }

    @Test
    void aCentreThePlatformDoesNotKnowIsToldNothing() throws Exception {
        assertRefused(right, SSLContext.getDefault(), "certification path");
    }

    @Test
    void aCentreWithTheCertificateOfAnotherHostIsToldNothingAndTheOperatorWhy() throws Exception {
        assertRefused(ofAnotherHost, ofAnotherHost.trusting(), "No subject alternative DNS name matching localhost");
    }

    private void assertRefused(OwnCertificate shown, SSLContext trust, String why) throws Exception {
        try (var centre = showing(shown);
                var link = link(centre, trust);
                var lines = new LogLines(SmppLink.class.getName())) {
            assertThat(send(link, sms("zh", "+8613800138000"))).isEqualTo(NO_TLS);
            assertThat(centre.binds()).isZero();
            assertThat(centre.submitted()).isEmpty();
            assertThat(lines.all())
                    .singleElement()
                    .asString()
                    .contains("host=localhost port=" + centre.port(), why, "nothing is sent");
        }
    }
}
