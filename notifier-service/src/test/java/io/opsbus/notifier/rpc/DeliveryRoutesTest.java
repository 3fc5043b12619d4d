package io.opsbus.notifier.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.journal.Entry;
import io.opsbus.notifier.journal.Place;
import io.opsbus.notifier.journal.Status;
import io.opsbus.notifier.store.InMemoryParking;
import io.opsbus.notifier.store.journal.InMemoryJournal;
import io.opsbus.notifier.store.redrive.InMemoryRedrives;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryRoutesTest {
    private static final AccountId ALICE = new AccountId("alice");

    private final InMemoryJournal journal = new InMemoryJournal();
    private final InMemoryRedrives redrives = new InMemoryRedrives(new InMemoryParking());
    private final Map<SubscriptionId, Long> versions = new HashMap<>();
    private final DeliveryRoutes routes = new DeliveryRoutes(
            journal,
            one -> Optional.ofNullable(versions.get(one)),
            new RedriveRoutes(redrives, redrives, 10, () -> "1", () -> Given.NOON));

    private ApiAnswer ask(String method, String query, AccountId account, String... path) {
        return routes.answer(new ApiRequest(method, "/", query, Map.of(), Optional.empty()), account, List.of(path));
    }

    private static String text(ApiAnswer answer) {
        return new String(answer.body(), UTF_8);
    }

    private static Entry entry(int number) {
        var subscription = new SubscriptionId("sub-s");
        return new Entry(
                new Place(Given.NOON.plusSeconds(number), new DeliveryId(new UUID(7, number)), 1),
                new Entry.Subject(ALICE, subscription, "r&d", subscription.target(), "e" + number, "Instance:A"),
                new Entry.Result(
                        Status.DEAD, "4xx", OptionalInt.of(404), Duration.ofNanos(1_500_000), "no \"such\" hook"));
    }

    @Test
    void anAttemptIsToldWholeAndOnlyToItsAccount() {
        journal.keep(List.of(entry(1)), Given.NOON);
        assertThat(text(ask("GET", "rule=r%26d&status=dead&event=e1&since=2026-11-23T12:00:00Z", ALICE)))
                .isEqualTo("{\"attempts\":[{\"deliveryId\":\"00000000-0000-0007-0000-000000000001\",\"attempt\":1,"
                        + "\"startedAt\":\"2026-11-23T12:00:01Z\",\"status\":\"dead\",\"outcome\":\"4xx\","
                        + "\"httpStatus\":404,\"millis\":1.5,\"said\":\"no \\\"such\\\" hook\",\"rule\":\"r&d\","
                        + "\"subscription\":\"sub-s\",\"target\":\"tgt-s\",\"eventId\":\"e1\","
                        + "\"eventName\":\"Instance:A\"}]}");
        assertThat(text(ask("GET", "", new AccountId("mallory")))).isEqualTo("{\"attempts\":[]}");
    }

    private String changed(long version, long madeWith) {
        var plain = entry(7);
        var about = plain.subject();
        var subject = new Entry.Subject(
                ALICE, about.subscription(), "r", about.target(), "e" + version, "Instance:A", "", version);
        var how = plain.result();
        var result = new Entry.Result(how.status(), how.outcome(), how.httpStatus(), how.took(), how.said(), madeWith);
        var place = new Place(Given.NOON, new DeliveryId(new UUID(version, madeWith)), 1);
        journal.keep(List.of(new Entry(place, subject, result)), Given.NOON);
        var answer = text(ask("GET", "event=e" + version, ALICE));
        return answer.replaceAll(".*\"eventName\":\"Instance:A\"(.*)}]}", "$1");
    }

    @Test
    void whatAnAttemptUsedIsToldAndWhetherThatHasChangedSince() {
        var id = new SubscriptionId("sub-s");
        versions.put(id, 4L);
        assertThat(changed(3, 4)).isEqualTo(",\"version\":3,\"madeWith\":4,\"changed\":false");
        assertThat(changed(1, 3)).isEqualTo(",\"version\":1,\"madeWith\":3,\"changed\":true");
        assertThat(changed(4, 0)).as("no attempt was made").isEqualTo(",\"version\":4,\"changed\":false");
        assertThat(changed(0, 0)).as("it was not told then").isEmpty();
        versions.remove(id);
        assertThat(changed(5, 5)).as("deleted").isEqualTo(",\"version\":5,\"madeWith\":5,\"changed\":true");
    }

    @Test
    void whatASilenceKeptBackIsToldWithIt() {
        var kept = entry(1);
        var subject = new Entry.Subject(
                ALICE, kept.subject().subscription(), "r", kept.subject().target(), "e1", "Instance:A", "sil-1", 0);
        var result = new Entry.Result(Status.SILENCED, "silenced", OptionalInt.empty(), Duration.ZERO, "");
        journal.keep(List.of(new Entry(kept.place(), subject, result), entry(2)), Given.NOON);
        assertThat(text(ask("GET", "silence=sil-1", ALICE)))
                .contains("\"status\":\"silenced\"", "\"eventName\":\"Instance:A\",\"silence\":\"sil-1\"")
                .doesNotContain("\"e2\"");
        assertThat(text(ask("GET", "status=silenced", ALICE)))
                .contains("\"e1\"")
                .doesNotContain("\"e2\"");
    }

    @Test
    void aPageTellsWhereTheNextOneBegins() {
        journal.keep(IntStream.range(0, 3).mapToObj(DeliveryRoutesTest::entry).toList(), Given.NOON);
        var first = text(ask("GET", "limit=2", ALICE));
        assertThat(first).contains("\"e2\"", "\"e1\"").doesNotContain("\"e0\"");
        var next = first.replaceAll(".*\"next\":\"([^\"]+)\".*", "$1");
        assertThat(text(ask("GET", "limit=2&after=" + next, ALICE)))
                .contains("\"e0\"")
                .doesNotContain("\"e1\"", "next");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status=lost | status",
                "status= | status",
                "status=dead&status=dead | status",
                "limit=0 | limit",
                "limit=1001 | limit",
                "limit=-1 | limit",
                "limit=99999999999 | limit",
                "after=zzz | after",
                "after=1.00000000-0000-0000-0000-000000000000.9999999999 | after",
                "since=yesterday | since",
                "until=%2B999999999-12-31T23:59:59Z | until",
                "since=-0001-01-01T00:00:00Z | since",
                "since=2026-11-23T12:00:00Z&until=2026-11-23T12:00:00Z | until",
                "event=%00 | event",
                "event= | event",
                "event=%ff | event",
                "rule=%zz | rule",
                "target=a%0Ab | target",
                "account=mallory | account",
                "evnet=e1 | evnet",
                "%20=1 | ?",
            })
    void whatCannotBeMeantIsRefusedByItsName(String query, String field) {
        var answer = ask("GET", query, ALICE);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer)).contains("\"field\":\"" + field + "\"");
    }

    @Test
    void aTextTooLongIsRefused() {
        assertThat(text(ask("GET", "event=" + "e".repeat(513), ALICE))).contains("\"field\":\"event\"");
        assertThat(ask("GET", "event=" + "e".repeat(512), ALICE).status()).isEqualTo(200);
    }

    @Test
    void othersPathsAndMethodsAreNone() {
        assertThat(ask("PUT", "", ALICE).status()).isEqualTo(405);
        assertThat(ask("GET", "", ALICE, "x").status()).isEqualTo(404);
    }
}
