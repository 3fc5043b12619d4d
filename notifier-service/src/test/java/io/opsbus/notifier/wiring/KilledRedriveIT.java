package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.redrive.DeadDelivery;
import io.opsbus.notifier.store.redrive.PostgresDeadDeliveries;
import io.opsbus.testkit.Backbone;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** SIGKILL in the middle of a redrive: every dead letter is delivered after all, under its own id, and moved once. */
class KilledRedriveIT {
    private static final int LETTERS = 200;
    private static final int KILLS = 2;

    @TempDir
    private Path folder;

    @Test
    void aRedriveThatIsKilledNeitherLosesNorDoubles() {
        try (var rig = new Rig(folder, "redriven")) {
            var sink = rig.sink();
            var redrives = "/accounts/" + rig.account() + "/deliveries/redrives";
            var notifier = rig.notifier();
            notifier.start();
            var letters = letters(rig.account(), notifier.subscribe(rig.account(), sink.url("/flip")));
            new PostgresDeadDeliveries(source(rig.database())).keep(letters, Given.NOON);
            assertThat(notifier.post(redrives, "all=true&dryRun=true")).isEqualTo("{\"count\":" + LETTERS + "}");
            notifier.post(redrives, "status=gone&rate=40");
            for (var kill = 1; kill <= KILLS; kill++) {
                var enough = LETTERS * kill / (KILLS + 2);
                await().pollInterval(Duration.ofMillis(5)).atMost(Rig.PATIENCE).until(() -> taken(sink) >= enough);
                notifier.kill();
                notifier.start();
            }
            await().atMost(Rig.PATIENCE).untilAsserted(() -> {
                assertThat(sink.taken()).hasSize(LETTERS);
                assertThat(notifier.get(redrives)).contains("\"done\"", "\"moved\":" + LETTERS + ",");
            });
            assertThat(sink.taken().keySet()).as("the ids they died under").isEqualTo(ids());
            var duplicates = taken(sink) - LETTERS;
            System.out.printf(
                    "kill -9 of a redrive: %d kills, %d letters, %d duplicates%n", KILLS, LETTERS, duplicates);
            assertThat(duplicates).isLessThanOrEqualTo(Rig.PLACES * KILLS);
        }
    }

    private static long taken(Sink sink) {
        return sink.taken().values().stream().mapToLong(LongAdder::sum).sum();
    }

    private static DataSource source(Backbone.Database database) {
        var source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(database.user());
        source.setPassword(database.password());
        return source;
    }

    /** As many dead letters of one target, which cannot be waited for: a target that refuses is soon left alone. */
    private static List<DeadDelivery> letters(String account, String subscription) {
        var id = new SubscriptionId(subscription);
        var to = new Delivery.Addressee(id.target(), id, 1, new AccountId(account));
        return IntStream.range(0, LETTERS)
                .mapToObj(i -> Given.delivery(Given.subscription("s", Given.everything()), i, Given.NOON))
                .map(one -> new Delivery(one.id(), to, one.about(), one.routedAt(), one.body()))
                .map(one -> new DeadDelivery(one, "", DeadReason.GONE, 1, Given.NOON))
                .toList();
    }

    private static Set<String> ids() {
        return letters("any", "sub-any").stream()
                .map(one -> one.delivery().id().toString())
                .collect(Collectors.toSet());
    }
}
