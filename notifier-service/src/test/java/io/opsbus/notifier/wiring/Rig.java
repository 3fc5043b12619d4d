package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.notifier.wiring.kafka.KafkaBeans;
import io.opsbus.schemas.notifier.DeadLetter;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaException;

/**
 * What a test that kills things stands on: the broker, the database server and the registry of its JVM, which other tests have used before it,
 * and of its own an account, a database, a receiver, an end of the bus, and notifiers in processes of their own.
 */
final class Rig implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Longer than Kafka waits for a consumer that does not come back for more (max.poll.interval.ms): late is not lost. */
    static final Duration LONG_PATIENCE = Duration.ofMinutes(6);

    /** The most places a target has. */
    static final int PLACES = 64;

    private static final FakeRegistry REGISTRY = new FakeRegistry();
    private static final List<String> GROUPS = List.of(
            KafkaBeans.DELIVERERS,
            "notifier-service.router",
            "notifier-service.history",
            "notifier-service.journal",
            "notifier-service.letters");

    private static boolean isTrained;

    private final Path folder;
    private final String account;
    private final Backbone.Database database = Backbone.get().postgres().newDatabase();
    private final Sink sink = new Sink();
    private final Bus bus = new Bus(REGISTRY.schemas());
    private final List<KillableNotifier> notifiers = new ArrayList<>();
    private final AtomicInteger published = new AtomicInteger();

    /**
     * Everything but the notifiers.
     *
     * @param folder takes their logs
     * @param name letters that begin the account's id
     */
    Rig(Path folder, String name) {
        this.folder = folder;
        this.account = name + Long.toString(System.nanoTime(), Character.MAX_RADIX);
        train();
    }

    private void train() {
        if (!isTrained) {
            isTrained = true;
            try (var first = new KillableNotifier(settings(), folder.resolve("training.log"))) {
                first.train();
            }
        }
    }

    String account() {
        return account;
    }

    Sink sink() {
        return sink;
    }

    Bus bus() {
        return bus;
    }

    Backbone.Database database() {
        return database;
    }

    /** The registry of this JVM; who takes it away brings it back. */
    FakeRegistry registry() {
        return REGISTRY;
    }

    /** What every notifier here is told. */
    Map<String, Object> settings() {
        return RunningNotifier.settings(REGISTRY.url(), database);
    }

    /** A notifier that is not started yet. */
    KillableNotifier notifier() {
        return notifier(Map.of(), List.of());
    }

    /** The same, one of several. */
    KillableNotifier notifier(int instance) {
        return notifier(Map.of("opsbus.notifier.instance", instance), List.of());
    }

    /**
     * The same.
     *
     * @param more settings, which count more than the others
     * @param jvm options of its JVM
     */
    KillableNotifier notifier(Map<String, Object> more, List<String> jvm) {
        var all = new HashMap<>(settings());
        all.putAll(more);
        var notifier = new KillableNotifier(all, jvm, folder.resolve("notifier-" + notifiers.size() + ".log"));
        notifiers.add(notifier);
        return notifier;
    }

    /** A notifier that runs and tells that many targets of the account's events. */
    KillableNotifier telling(int targets) {
        var notifier = notifier();
        notifier.start();
        for (var target = 0; target < targets; target++) {
            notifier.subscribe(account, sink.url("/count/" + target));
        }
        return notifier;
    }

    /** That many events of the account, on the bus; their ids. */
    List<String> publish(int events) {
        published.addAndGet(events);
        return bus.publish(account, events);
    }

    /** These events of the account, given as the guide's JSON, on the bus. */
    void publish(List<String> events) {
        published.addAndGet(events.size());
        events.forEach(bus::publish);
        bus.flush();
    }

    /** How many events the account has had. */
    int published() {
        return published.get();
    }

    /** Lets time pass, where something must last longer than somebody waits for it. */
    static void pass(Duration time) {
        await().pollDelay(time).atMost(time.multipliedBy(2)).until(() -> true);
    }

    /** Until so many requests have been taken, of whatever id. */
    void awaitArrivals(long atLeast) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(LONG_PATIENCE)
                .untilAsserted(() -> assertThat(sink.arrivals()).as(this::told).isGreaterThanOrEqualTo(atLeast));
    }

    /** Until every event has arrived at each of so many targets. */
    void awaitAll(int targets) {
        await().atMost(LONG_PATIENCE)
                .untilAsserted(
                        () -> assertThat(sink.ids().size()).as(this::told).isEqualTo(published() * targets));
    }

    /** Until nothing is parked: rows a dead process had in hand come again when their leases have run out. */
    void awaitNothingParked() {
        await().atMost(LONG_PATIENCE)
                .untilAsserted(() -> assertThat(parked()).as(this::told).isZero());
    }

    long parked() {
        return count("select count(*) from parked");
    }

    /** What a query of the database counts. */
    long count(String sql) {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            return found.next() ? found.getLong(1) : 0;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Held against what is written down of the account. */
    Tally tally() {
        return Tally.of(sink.settled(), bus.timesDelivered(account));
    }

    /** The account's, and what nobody could read. */
    List<DeadLetter> deadLetters() {
        return bus.deadLetters().stream()
                .filter(letter -> letter.getAccountId() == null || account.equals(letter.getAccountId()))
                .toList();
    }

    /** What those say who live: their counts and the ends of their logs. */
    private String told() {
        return notifiers.stream()
                .filter(KillableNotifier::isAlive)
                .map(KillableNotifier::told)
                .collect(Collectors.joining("\n"));
    }

    /** Whoever comes next need not wait until the broker has missed the dead. */
    static void forget(String group) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", Backbone.get().bootstrap()))) {
            admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get();
        } catch (KafkaException | ExecutionException _) {
            // there is no such group, or nobody in it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        notifiers.forEach(KillableNotifier::close);
        bus.close();
        sink.close();
        GROUPS.forEach(Rig::forget);
    }
}
