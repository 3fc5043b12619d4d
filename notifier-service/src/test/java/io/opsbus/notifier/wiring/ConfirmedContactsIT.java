package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import io.opsbus.testkit.bus.Samples;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Where addresses must be confirmed: a mail with a code, and nothing else before the code has come back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfirmedContactsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern CODE = Pattern.compile("code: ([A-Z2-9-]{14})");
    private static final String ACCOUNT = "confirmed";

    private final FakeRegistry registry = new FakeRegistry();
    private final Backbone.Database database = Backbone.get().postgres().newDatabase();
    private final GreenMail server = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
    private RunningNotifier notifier;
    private Bus bus;

    @BeforeAll
    void start() {
        server.start();
        var settings = new HashMap<>(RunningNotifier.settings(registry.url(), database));
        settings.put("opsbus.notifier.contacts.confirmation", "required");
        settings.put("opsbus.notifier.mail.host", "127.0.0.1");
        settings.put("opsbus.notifier.mail.port", server.getSmtp().getPort());
        settings.put("opsbus.notifier.mail.security", "none");
        notifier = RunningNotifier.startReady(settings);
        bus = new Bus(registry.schemas());
    }

    @AfterAll
    void stop() {
        bus.close();
        notifier.close();
        server.stop();
        registry.close();
    }

    private List<String> letters() {
        return Stream.of(server.getReceivedMessages())
                .map(GreenMailUtil::getWholeMessage)
                .toList();
    }

    private String state() {
        return notifier.ask(ACCOUNT, "DescribeContactList")
                .at("/Contacts/Contact/0/ChannelsState/Mail")
                .asText();
    }

    private void happens() {
        bus.publish(Samples.REBOOT_SCHEDULED.fresh().replace("169070*****30", ACCOUNT));
    }

    private int confirm(String code) {
        return notifier.send("/accounts/" + ACCOUNT + "/contacts:confirm", Map.of("code", code))
                .statusCode();
    }

    private long keeping(String text) {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.prepareStatement(
                        "select count(*) from shelves k where k::text ilike '%' || ? || '%'")) {
            statement.setString(1, text);
            try (var found = statement.executeQuery()) {
                return found.next() ? found.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nothingButTheCodeGoesToAnAddressBeforeItHasComeBack() {
        notifier.ask(
                ACCOUNT,
                "PutContact",
                "ContactName",
                "a",
                "Describe",
                "x",
                "Lang",
                "en",
                "Channels.Mail",
                "a@b.example");
        await().atMost(SOON).untilAsserted(() -> assertThat(letters()).hasSize(1));
        var found = CODE.matcher(letters().getFirst());
        assertThat(found.find()).as(letters().getFirst()).isTrue();
        var code = found.group(1);
        assertThat(keeping(code)).as("at rest there is a hash").isZero();
        assertThat(keeping(code.replace("-", ""))).isZero();
        assertThat(state()).isEqualTo("PENDING");

        notifier.ask(ACCOUNT, "PutContactGroup", "ContactGroupName", "g", "ContactNames.1", "a");
        notifier.ask(
                ACCOUNT,
                "PutEventRule",
                "RuleName",
                "r",
                "EventPattern.1.Product",
                "ECS",
                "EventPattern.1.LevelList.1",
                "CRITICAL");
        notifier.ask(
                ACCOUNT,
                "PutEventRuleTargets",
                "RuleName",
                "r",
                "ContactParameters.1.Id",
                "1",
                "ContactParameters.1.ContactGroupName",
                "g",
                "ContactParameters.1.Level",
                "3");
        happens();
        // it has passed the router when it is among the past events
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(notifier.ask(ACCOUNT, "DescribeSystemEventAttribute")
                                .at("/SystemEvents/SystemEvent"))
                        .hasSize(1));

        assertThat(confirm("AAAA-AAAA-AAAB")).isEqualTo(404);
        assertThat(confirm(code)).isEqualTo(204);
        assertThat(confirm(code)).isEqualTo(404);
        assertThat(state()).isEqualTo("OK");
        happens();
        await().atMost(SOON).untilAsserted(() -> assertThat(letters()).hasSize(2));
        assertThat(letters().getLast()).contains("SystemMaintenance.Reboot");
    }
}
