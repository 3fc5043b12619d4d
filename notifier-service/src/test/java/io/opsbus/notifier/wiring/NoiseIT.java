package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.notifier.dispatch.lane.Steady;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import io.opsbus.testkit.bus.Samples;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A storm of the same news through Kafka, the running service and PostgreSQL to one robot. The ticks its rate is counted by are in the test's hand:
 * a minute is over when the test says so, however long or short it was.
 */
class NoiseIT {
    private static final int STORM = 50_000;
    private static final int A_MINUTE = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern MANY = Pattern.compile("(\\d+) events");
    private static final AtomicLong TICKS = new AtomicLong();

    private final FakeRegistry registry = new FakeRegistry();
    private final Sink sink = new Sink();
    private final Bus bus = new Bus(registry.schemas());
    private final Backbone.Database database = Backbone.get().postgres().newDatabase();
    private final RunningNotifier notifier = start(registry.url(), database);

    /** In the place of the machine's own. */
    @Configuration(proxyBeanMethods = false)
    static class OwnTicks {
        @Bean
        Steady steady() {
            return Steady.of(TICKS::get);
        }
    }

    private static RunningNotifier start(String registry, Backbone.Database database) {
        var settings = RunningNotifier.settings(registry, database);
        settings.put("spring.main.sources", OwnTicks.class.getName());
        settings.put("spring.main.allow-bean-definition-overriding", true);
        return RunningNotifier.startReady(settings);
    }

    @AfterEach
    void stop() {
        bus.close();
        notifier.close();
        sink.close();
        registry.close();
    }

    private List<Sink.Got> messages() {
        return sink.got("/ding");
    }

    /** How many events the messages so far told of. */
    private int told() {
        return messages().stream()
                .map(got -> MANY.matcher(got.body()))
                .mapToInt(many -> many.find() ? Integer.parseInt(many.group(1)) : 1)
                .sum();
    }

    @Test
    void aStormOfOneKindIsToldInTwentyMessagesAMinuteWhoseCountsSumUp() {
        var made = notifier.post(
                "/accounts/noisy/subscriptions",
                "{\"levels\":[\"INFO\"],\"names\":[\"*\"],\"product\":\"ECS\",\"resources\":[\"*\"],"
                        + "\"target\":{\"type\":\"robot\",\"family\":\"dingtalk\",\"language\":\"en\",\"url\":\""
                        + sink.url("/ding?access_token=t0ken") + "\"}}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        for (var i = 0; i < STORM; i++) {
            bus.publish(Samples.INSTANCE_STOPPING.withId("storm-" + i).replace("169070*****30", "noisy"));
        }
        bus.flush();
        for (var most = A_MINUTE; told() < STORM; most += A_MINUTE) {
            var until = most;
            await().atMost(PATIENCE).until(() -> messages().size() >= until || told() >= STORM);
            assertThat(messages()).hasSizeLessThanOrEqualTo(most);
            TICKS.addAndGet(Duration.ofMinutes(1).toNanos());
        }
        assertThat(told()).isEqualTo(STORM);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(delivered("count(*)")).isEqualTo(STORM));
        assertThat(delivered("count(distinct delivery)")).isEqualTo(STORM);
    }

    /** Of what the log of attempts says of the account's successes. */
    private int delivered(String what) {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement();
                var found = statement.executeQuery(
                        "select " + what + " from attempts where account = 'noisy' and status = 'delivered'")) {
            return found.next() ? found.getInt(1) : 0;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
