package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.opsbus.testkit.bus.FakeRegistry;
import io.opsbus.testkit.bus.Samples;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole service, its days made short: people hear of a disabled target by the way they hear of anything, in their language. */
class DisabledTargetIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String ACCOUNT = "a-disabled";

    private final FakeRegistry registry = new FakeRegistry();
    private final Sink sink = new Sink();
    private final GreenMail mail = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private RunningNotifier notifier;
    private Bus bus;

    @BeforeEach
    void start() {
        mail.start();
        notifier = RunningNotifier.startReady(
                registry.url(),
                Map.of(
                        "opsbus.notifier.disable.after", "2s",
                        "opsbus.notifier.disable.failures", 3,
                        "opsbus.notifier.mail.host", "127.0.0.1",
                        "opsbus.notifier.mail.port", mail.getSmtp().getPort(),
                        "opsbus.notifier.mail.security", "none"));
        bus = new Bus(registry.schemas());
    }

    @AfterEach
    void stop() {
        bus.close();
        notifier.close();
        sink.close();
        registry.close();
        mail.stop();
    }

    private void contact(String name, String language) {
        notifier.ask(
                ACCOUNT,
                "PutContact",
                "ContactName",
                name,
                "Describe",
                name,
                "Channels.Mail",
                name + "@example.com",
                "Lang",
                language);
    }

    private List<String> subjects() {
        return Stream.of(mail.getReceivedMessages())
                .map(DisabledTargetIT::subject)
                .toList();
    }

    private List<String> letters() {
        return Stream.of(mail.getReceivedMessages()).map(DisabledTargetIT::text).toList();
    }

    private static String text(Message message) {
        try {
            var parts = (MimeMultipart) message.getContent();
            var text = new StringBuilder();
            for (var i = 0; i < parts.getCount(); i++) {
                text.append(parts.getBodyPart(i).getContent());
            }
            return text.toString();
        } catch (MessagingException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String subject(Message message) {
        try {
            return message.getSubject();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theContactGroupIsToldInEachOnesLanguageAndTheQueueComesBack() {
        contact("li", "zh-cn");
        contact("ann", "en");
        notifier.ask(
                ACCOUNT, "PutContactGroup", "ContactGroupName", "ops", "ContactNames.1", "li", "ContactNames.2", "ann");
        notifier.ask(
                ACCOUNT,
                "PutEventRule",
                "RuleName",
                "r",
                "EventPattern.1.Product",
                "ECS",
                "EventPattern.1.NameList.1",
                "Instance:SystemMaintenance.Reboot:*");
        notifier.ask(
                ACCOUNT,
                "PutEventRuleTargets",
                "RuleName",
                "r",
                "WebhookParameters.1.Id",
                "1",
                "WebhookParameters.1.Url",
                sink.url("/flip/said/disabled"),
                "ContactParameters.1.Id",
                "2",
                "ContactParameters.1.ContactGroupName",
                "ops",
                "ContactParameters.1.Level",
                "3");
        var subscribed = """
            {"levels":["WARN"],"names":["Target:Delivery:*"],"product":"OpsBus","resources":["*"],\
            "target":{"type":"webhook","url":"%s"}}""".formatted(sink.url("/ok/own-events"));
        assertThat(notifier.post("/accounts/" + ACCOUNT + "/subscriptions", subscribed)
                        .statusCode())
                .isEqualTo(201);
        sink.flip(503);
        for (var i = 0; i < 3; i++) {
            bus.publish(Samples.REBOOT_SCHEDULED.fresh().replace("169070*****30", ACCOUNT));
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(subjects())
                        .anySatisfy(subject -> assertThat(subject).contains("[警告] 通知目标连续多日投递失败"))
                        .anySatisfy(subject -> assertThat(subject).contains("[Warning] Notification target disabled")));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sink.got("/ok/own-events")).hasSize(1));
        var own = RunningNotifier.json(sink.got("/ok/own-events").getFirst().body());
        assertThat(own.at("/content/lastAnswer").asText()).isEqualTo("5xx");
        assertThat(own.at("/content/lastHttpStatus").asText()).isEqualTo("503");
        assertThat(own.toString())
                .as("what an inner host said is not for the account")
                .doesNotContain(Sink.SAID);
        assertThat(letters())
                .as("nor for its people")
                .isNotEmpty()
                .allSatisfy(letter -> assertThat(letter).doesNotContain(Sink.SAID))
                .anySatisfy(letter -> assertThat(letter).contains("lastAnswer", "5xx"));
        assertThat(own.toString()).as("an address may hold a token").doesNotContain("/flip/");
        var listed = RunningNotifier.json(
                        notifier.get("/accounts/" + ACCOUNT + "/targets").body())
                .at("/targets/0");
        assertThat(listed.path("reason").asText()).isEqualTo("failing");
        assertThat(listed.path("waiting").asInt()).isEqualTo(3);
        assertThat(listed.path("target").asText())
                .isEqualTo(own.at("/content/targetId").asText());
        sink.flip(204);
        assertThat(notifier.post(
                                "/accounts/" + ACCOUNT + "/targets/"
                                        + listed.path("target").asText() + ":resume",
                                "")
                        .statusCode())
                .isEqualTo(204);
        await().atMost(SOON).untilAsserted(() -> assertThat(sink.taken()).hasSize(3));
        assertThat(subjects().stream()
                        .filter(subject -> subject.contains("Notification target disabled"))
                        .count())
                .as("told once")
                .isEqualTo(1);
    }
}
