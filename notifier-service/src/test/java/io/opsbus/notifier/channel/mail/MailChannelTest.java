package io.opsbus.notifier.channel.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.LogLines;
import io.opsbus.notifier.channel.Blocking;
import io.opsbus.notifier.channel.Read;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.channel.egress.AddressResolver;
import io.opsbus.notifier.channel.egress.EgressDial;
import io.opsbus.notifier.channel.egress.EgressPolicy;
import io.opsbus.notifier.channel.text.Preview;
import io.opsbus.notifier.channel.text.Wording;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.delivery.Fault;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Trouble;
import io.opsbus.notifier.delivery.Outcome.Verdict;
import io.opsbus.notifier.targets.Secret;
import io.opsbus.notifier.targets.Target;
import io.opsbus.notifier.targets.Target.Login;
import io.opsbus.notifier.template.Medium;
import io.opsbus.notifier.template.Sheets;
import io.opsbus.testkit.SettableClock;
import io.opsbus.testkit.tls.OwnCertificate;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against GreenMail, a real server, and a stub for the replies and the STARTTLS that one does not give. */
class MailChannelTest {
    private static final Optional<Login> LOGIN = Optional.of(new Login("opsbus", Secret.of("s3cret")));
    private static final Target OPS =
            Read.target(Map.of("type", "mail", "to", List.of("ops@example.com", "duty@example.com"), "language", "zh"));

    private static OwnCertificate certificate;
    private static GreenMail server;

    private final Blocking blocking = new Blocking(8, Duration.ZERO, Duration.ofSeconds(20));

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        certificate = OwnCertificate.make(folder, "mail");
        System.setProperty("greenmail.tls.keystore.file", certificate.store().toString());
        System.setProperty("greenmail.tls.keystore.password", OwnCertificate.PASSWORD);
        System.setProperty("greenmail.tls.key.password", OwnCertificate.PASSWORD);
        server = new GreenMail(
                new ServerSetup[] {ServerSetupTest.SMTP.dynamicPort(), ServerSetupTest.SMTPS.dynamicPort()});
        server.setUser("opsbus@example.com", "opsbus", "s3cret");
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @AfterEach
    void close() throws Exception {
        blocking.close();
        server.purgeEmailFromAllMailboxes();
    }

    private Outcome send(int port, MailServer.Security security, Optional<Login> login, SSLContext trust) {
        var to =
                new MailServer("localhost", port, security, login, "opsbus@example.com", Duration.ofSeconds(10), trust);
        return Sent.to(OPS).on(channel(to, "127.0.0.0/8,::1"));
    }

    private MailChannel channel(MailServer to, String allowed) {
        return channel(to, allowed, new Wording());
    }

    private MailChannel channel(MailServer to, String allowed, Wording wording) {
        var dial = new EgressDial(AddressResolver.SYSTEM, EgressPolicy.allowing(allowed));
        return new MailChannel(to, dial, new Letters(wording, SettableClock.at(Given.NOON)), blocking);
    }

    private static Wording own(Map<String, String> parts) {
        var sheets = Sheets.read(Medium.MAIL, parts, new ArrayList<>());
        assertThat(sheets).isPresent();
        return new Wording((_, _) -> sheets);
    }

    private Map<String, String> previewed(Wording wording) {
        return new Preview(wording).of(Given.ACCOUNT, OPS, Body.of(Sent.REBOOT.getBytes(UTF_8)));
    }

    @Test
    void mailInOwnWordsIsWhatWasPreviewed() throws Exception {
        var wording = own(
                Map.of(
                        "subject", "{{#single}}{{label}}{{/single}}{{^single}}{{count}}{{/single}}",
                        "text", "own {{count}}",
                        "html",
                                "<p style=\"color: red\">{{#single}}{{resource}}{{/single}}{{^single}}{{count}}{{/single}}</p>"));
        assertThat(Sent.to(OPS).on(channel(plain(server.getSmtp().getPort()), "127.0.0.0/8,::1", wording)))
                .isEqualTo(Outcome.Told.delivered("smtp-250"));
        var got = server.getReceivedMessages()[0];
        var preview = previewed(wording);
        assertThat(got.getSubject()).isEqualTo(preview.get("subject"));
        var parts = (MimeMultipart) got.getContent();
        assertThat(parts.getBodyPart(0).getContent()).isEqualTo(preview.get("text"));
        assertThat(parts.getBodyPart(1).getContent()).isEqualTo(preview.get("html"));
        assertThat(preview.get("html")).contains("<p style=\"color: red\">i-bp1ecr");
    }

    @Test
    void mailWithoutHtmlOfItsOwnIsItsTextAlone() throws Exception {
        var wording = own(Map.of("text", "own {{count}}"));
        assertThat(Sent.to(OPS).on(channel(plain(server.getSmtp().getPort()), "127.0.0.0/8,::1", wording)))
                .isEqualTo(Outcome.Told.delivered("smtp-250"));
        var got = server.getReceivedMessages()[0];
        assertThat(got.getContentType()).startsWith("text/plain");
        assertThat(got.getContent()).isEqualTo("own 1");
        assertThat(got.getSubject())
                .isEqualTo(previewed(wording).get("subject"))
                .startsWith("[严重]");
        assertThat(previewed(wording)).doesNotContainKey("html");
    }

    private MailServer plain(int port) throws Exception {
        return new MailServer(
                "localhost",
                port,
                MailServer.Security.NONE,
                Optional.empty(),
                "opsbus@example.com",
                Duration.ofSeconds(10),
                SSLContext.getDefault());
    }

    @Test
    void overTlsWithALoginMailArrivesInTextAndHtmlForEverybody() throws Exception {
        var outcome = send(server.getSmtps().getPort(), MailServer.Security.TLS, LOGIN, certificate.trusting());
        assertThat(outcome).isEqualTo(Outcome.Told.delivered("smtp-250"));
        var got = server.getReceivedMessages();
        assertThat(got).hasSize(2);
        assertThat(got[0].getSubject()).startsWith("[严重] ").endsWith("i-bp1ecr*****5go2go");
        assertThat(got[0].getMessageID()).isEqualTo("<00000000-0000-8000-8000-000000000001.1@opsbus>");
        assertThat(got[0].getHeader("Auto-Submitted")).containsExactly("auto-generated");
        var parts = (MimeMultipart) got[0].getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContent().toString()).contains("资源：i-bp1ecr*****5go2go");
        assertThat(parts.getBodyPart(1).getContent().toString()).contains("<td>资源</td>");
        assertThat(GreenMailUtil.getHeaders(got[0])).doesNotContain("s3cret");
    }

    @Test
    void aWrongPasswordIsToldAndTriedAgain() {
        var wrong = Optional.of(new Login("opsbus", Secret.of("wrong")));
        var outcome = send(server.getSmtps().getPort(), MailServer.Security.TLS, wrong, certificate.trusting());
        assertThat(outcome.verdict()).isEqualTo(Verdict.RETRY);
        assertThat(outcome.label()).isEqualTo("smtp-auth");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aCertificateNobodyVouchesForIsNotTalkedTo() throws Exception {
        var outcome = send(server.getSmtps().getPort(), MailServer.Security.TLS, LOGIN, SSLContext.getDefault());
        assertThat(outcome).isEqualTo(Fault.ofServer(new Outcome.Unanswered(Trouble.TLS)));
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerWithoutStartTlsGetsNeitherPasswordNorMail() {
        try (var stub = new SmtpStub(Optional.empty())) {
            var outcome = send(stub.port(), MailServer.Security.STARTTLS, LOGIN, certificate.trusting());
            assertThat(outcome.verdict()).isEqualTo(Verdict.RETRY);
            assertThat(stub.heard()).doesNotContain("AUTH", "MAIL", "DATA");
        }
    }

    @Test
    void withStartTlsEverythingIsSaidAfterIt() {
        try (var stub = new SmtpStub(Optional.of(certificate.showing()))) {
            var outcome = send(stub.port(), MailServer.Security.STARTTLS, LOGIN, certificate.trusting());
            assertThat(outcome).isEqualTo(Outcome.Told.delivered("smtp-250"));
            assertThat(stub.heard())
                    .contains("EHLO", "STARTTLS", "+EHLO", "+AUTH", "+MAIL", "+DATA")
                    .doesNotContain("AUTH");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "250 ok, 451 later, RETRY, server-4xx",
        "250 ok, 554 no, RETRY_REFUSED, server-5xx",
        "450 busy, 250 ok, RETRY, smtp-4xx",
        "550 unknown, 250 ok, RETRY_REFUSED, smtp-5xx",
    })
    void aReplyIsTheVerdict(String recipient, String data, Verdict verdict, String label) throws Exception {
        try (var stub = new SmtpStub(Optional.empty()).recipient(recipient).data(data)) {
            var outcome = Sent.to(OPS).on(channel(plain(stub.port()), "127.0.0.0/8,::1"));
            assertThat(outcome.verdict()).isEqualTo(verdict);
            assertThat(outcome.label()).isEqualTo(label);
        }
    }

    @Test
    void whatIsDueAtOnceIsOneMail() throws Exception {
        var posts = List.of(Sent.to(OPS, 1, Sent.REBOOT), Sent.to(OPS, 2, Sent.REBOOT), Sent.to(OPS, 3, Sent.REBOOT));
        channel(plain(server.getSmtp().getPort()), "127.0.0.0/8,::1").send(posts);
        posts.forEach(post -> assertThat(post.outcome().verdict()).isEqualTo(Verdict.DELIVERED));
        assertThat(server.getReceivedMessages()).hasSize(2);
        assertThat(server.getReceivedMessages()[0].getSubject()).isEqualTo("3 条事件通知");
    }

    @Test
    void aForbiddenServerIsNotDialled() throws Exception {
        var sent = Sent.to(OPS);
        var to = sent.delivery().to();
        try (var stub = new SmtpStub(Optional.empty());
                var lines = new LogLines(EgressDial.class.getName())) {
            assertThat(sent.on(channel(plain(stub.port()), "")))
                    .isEqualTo(Fault.ofServer(new Outcome.Unanswered(Trouble.BLOCKED)));
            assertThat(stub.heard()).isEmpty();
            assertThat(String.join("\n", lines.all()))
                    .contains("accountId=" + to.account().value() + " targetId="
                            + to.target().value());
        }
    }

    @Test
    void aPasswordNeedsTls() {
        assertThatThrownBy(() -> new MailServer(
                        "h", 25, MailServer.Security.NONE, LOGIN, "a@b", Duration.ofSeconds(1), certificate.trusting()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
