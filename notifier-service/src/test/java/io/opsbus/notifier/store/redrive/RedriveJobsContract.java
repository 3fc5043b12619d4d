package io.opsbus.notifier.store.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.journal.Filter;
import io.opsbus.notifier.redrive.DeadDelivery;
import io.opsbus.notifier.redrive.Order;
import io.opsbus.notifier.redrive.Redrive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What many jobs at once promise. */
abstract class RedriveJobsContract {
    private static final Instant NOON = Given.NOON;
    private static final AccountId MALLORY = new AccountId("mallory");

    private RedrivesContract.Stores stores;

    abstract RedrivesContract.Stores empty();

    @BeforeEach
    void start() {
        stores = empty();
    }

    private Redrive begin(AccountId account, String id, int rate, Instant at) {
        var all = new Order.Wanted(Filter.all(account), Optional.empty());
        return stores.redrives().begin(new Redrive.Id(id), new Order(all, rate), at);
    }

    private List<String> page(Optional<Redrive.Place> after) {
        return stores.redrives().of(Given.ACCOUNT, after, 3).stream()
                .map(one -> one.id().value())
                .toList();
    }

    @Test
    void pagesHoldEveryJobOnceTheNewestFirstWhateverIsBegunInBetween() {
        // two of them begin in the same microsecond each
        IntStream.range(0, 10)
                .forEach(number -> begin(Given.ACCOUNT, "rdr-" + number, 1, NOON.plusNanos(number / 2 * 1_000L)));
        begin(MALLORY, "rdr-hers", 1, NOON);
        var read = new ArrayList<Redrive>();
        var after = Optional.<Redrive.Place>empty();
        for (var page = stores.redrives().of(Given.ACCOUNT, after, 3);
                !page.isEmpty();
                page = stores.redrives().of(Given.ACCOUNT, after, 3)) {
            read.addAll(page);
            after = Redrive.Place.parse(page.getLast().place().text());
            begin(Given.ACCOUNT, "rdr-later-" + read.size(), 1, NOON.plusSeconds(read.size()));
        }
        assertThat(read)
                .extracting(one -> one.id().value())
                .containsExactly(
                        "rdr-9", "rdr-8", "rdr-7", "rdr-6", "rdr-5", "rdr-4", "rdr-3", "rdr-2", "rdr-1", "rdr-0");
        assertThat(page(Optional.of(new Redrive.Place(NOON, new Redrive.Id("rdr-0")))))
                .isEmpty();
    }

    @Test
    void manySlowJobsLeaveNobodyWaitingForTheirEnd() {
        stores.dead()
                .keep(
                        IntStream.range(0, 300)
                                .mapToObj(number -> new DeadDelivery(
                                        Given.delivery(Given.subscription("a", Given.everything()), number, NOON),
                                        "rule",
                                        DeadReason.EXPIRED,
                                        1,
                                        NOON))
                                .toList(),
                        NOON);
        IntStream.range(0, 80).forEach(number -> begin(Given.ACCOUNT, "rdr-" + (10 + number), 1, NOON));
        for (var tenths = 0; tenths < 3; tenths++) {
            stores.redrives().step(NOON.plusMillis(1_000 + 100 * tenths));
        }
        assertThat(stores.redrives().of(Given.ACCOUNT, 100))
                .hasSize(80)
                .allSatisfy(one -> assertThat(one.moved()).isEqualTo(1));
    }
}
