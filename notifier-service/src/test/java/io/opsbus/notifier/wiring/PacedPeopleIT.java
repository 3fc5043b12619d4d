package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import io.opsbus.testkit.bus.Samples;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Merge windows and thresholds in the running service, which is started anew in the middle. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PacedPeopleIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Pattern MANY = Pattern.compile("(\\d+) events");

    private final FakeRegistry registry = new FakeRegistry();
    private final Sink sink = new Sink();
    private final Backbone.Database database = Backbone.get().postgres().newDatabase();
    private final Map<String, Object> settings = RunningNotifier.settings(registry.url(), database);
    private final Bus bus = new Bus(registry.schemas());
    private RunningNotifier notifier = RunningNotifier.startReady(settings);

    @BeforeAll
    void people() {
        notifier.ask("counting", "PutContact", "ContactName", "c", "Describe", "x", "Channels.Mail", "c@example.com");
        notifier.ask("counting", "PutContactGroup", "ContactGroupName", "g", "ContactNames.1", "c");
    }

    @AfterAll
    void stop() {
        bus.close();
        notifier.close();
        sink.close();
        registry.close();
    }

    private void restart() {
        notifier.close();
        notifier = RunningNotifier.startReady(settings);
    }

    /** How many events each message told of. */
    private List<Integer> told() {
        return sink.got("/robot/merged").stream()
                .map(got -> MANY.matcher(got.body()))
                .map(many -> many.find() ? Integer.parseInt(many.group(1)) : 1)
                .toList();
    }

    @Test
    void theFirstIsToldAtOnceAndTheRestInOneMessageAfterARestart() {
        var made = notifier.post(
                "/accounts/merging/subscriptions",
                "{\"levels\":[\"CRITICAL\"],\"names\":[\"*\"],\"product\":\"ECS\",\"resources\":[\"*\"],\"mergeSeconds\":20,"
                        + "\"target\":{\"type\":\"robot\",\"family\":\"slack\",\"language\":\"en\",\"url\":\""
                        + sink.url("/robot/merged") + "\"}}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        for (var i = 0; i < 20; i++) {
            bus.publish(Samples.REBOOT_SCHEDULED.withId("merged-" + i).replace("169070*****30", "merging"));
        }
        bus.flush();
        await().atMost(SOON).until(() -> parked() == 19);
        assertThat(told()).containsExactly(1);
        restart();
        await().atMost(SOON).until(() -> told().size() > 1);
        assertThat(told()).containsExactly(1, 19);
        await().atMost(SOON).until(() -> parked() == 0);
    }

    private long parked() {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement();
                var found = statement.executeQuery("select count(*) from parked where account = 'merging'")) {
            return found.next() ? found.getLong(1) : 0;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void hostDown(int times) {
        for (var i = 0; i < times; i++) {
            notifier.ask(
                    "counting",
                    "PutCustomEvent",
                    "EventInfo.1.EventName",
                    "HostDown",
                    "EventInfo.1.Content",
                    "host " + i,
                    "EventInfo.1.GroupId",
                    "7");
        }
    }

    @Test
    void aThresholdThatIsReachedIsToldOnceAPeriodWhateverIsStartedAnew() {
        notifier.ask(
                "counting",
                "PutCustomEventRule",
                "RuleId",
                "own",
                "RuleName",
                "down",
                "EventName",
                "HostDown",
                "GroupId",
                "7",
                "Level",
                "CRITICAL",
                "Threshold",
                "5",
                "Period",
                "3600",
                "ContactGroups",
                "g",
                "Webhook",
                sink.url("/ok/alarm"));
        hostDown(4);
        assertThat(sink.got("/ok/alarm")).isEmpty();
        hostDown(1);
        await().atMost(SOON).until(() -> !sink.got("/ok/alarm").isEmpty());
        restart();
        hostDown(10);
        bus.flush();
        assertThat(sink.got("/ok/alarm"))
                .singleElement()
                .satisfies(got -> assertThat(got.body()).contains("\"count\":5", "\"level\":\"CRITICAL\""));
    }
}
