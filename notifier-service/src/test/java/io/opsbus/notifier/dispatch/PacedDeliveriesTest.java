package io.opsbus.notifier.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.pace.Pace;
import io.opsbus.notifier.pace.QuietHours;
import io.opsbus.notifier.targets.Target;
import io.opsbus.notifier.targets.Webhook;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Quiet hours and merge windows, with restarts in between. It is noon in UTC and eight in the evening in Shanghai. */
class PacedDeliveriesTest extends DeliveryScene {
    private static final Instant TEN = Given.NOON.plus(Duration.ofHours(2));
    private static final Instant SEVEN = Given.NOON.plus(Duration.ofHours(11));
    private static final String STATE = "Instance:StateChange";

    private static QuietHours night(boolean programsToo) {
        return new QuietHours(22 * 60, 7 * 60, "Asia/Shanghai", List.of(Level.CRITICAL), programsToo);
    }

    private static Pace quiet(boolean programsToo) {
        return new Pace(Duration.ZERO, Duration.ZERO, night(programsToo));
    }

    private static Pace merging(QuietHours quiet) {
        return new Pace(Duration.ZERO, Duration.ofMinutes(5), quiet);
    }

    private Subscription owner(String id, Target target, Pace pace) {
        var subscription = new Subscription(
                new SubscriptionId("sub-" + id), Given.ACCOUNT, 1, List.of(Given.everything()), target, true, pace);
        owners.put(subscription.id().target(), subscription);
        return subscription;
    }

    private Subscription people(Pace pace) {
        var mail = Target.read(Map.of("type", "mail", "to", List.of("ops@example.com")), new ArrayList<>());
        return owner("people", mail.orElseThrow(), pace);
    }

    private Subscription program(Pace pace) {
        return owner("program", Webhook.plain(URI.create("http://127.0.0.1:1/hook")), pace);
    }

    private Delivery event(Subscription to, int number, String name, Level level) {
        var plain = Given.delivery(to, number, clock.instant());
        var body = "{\"id\":\"" + number + "\",\"level\":\"" + level + "\",\"name\":\"" + name + "\",\"content\":{}}";
        return new Delivery(
                plain.id(),
                plain.to(),
                new Delivery.Subject("event-" + number, name, Optional.empty()),
                clock.instant(),
                Body.of(body.getBytes(UTF_8)));
    }

    private List<Delivery> events(Subscription to, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> event(to, number, STATE, Level.WARN))
                .toList();
    }

    private static List<DeliveryId> ids(List<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::id).toList();
    }

    /** The process is gone, and another begins with what is in the stores. */
    private void restart() {
        start();
    }

    @Test
    void whatComesInQuietHoursIsToldPeopleInOneMessageAtTheirEnd() {
        var people = people(quiet(false));
        accept(events(people, 0, 1));
        assertThat(channel.messages()).as("it is not ten yet").hasSize(1);
        clock.set(TEN);
        var night = new ArrayList<Delivery>();
        for (var hour = 0; hour < 9; hour++) {
            var some = events(people, 100 + hour * 10, 10);
            night.addAll(some);
            accept(some);
            accept(some);
            restart();
            drain();
            clock.advance(Duration.ofHours(1).minusMillis(hour == 8 ? 1 : 0));
        }
        drain();
        assertThat(channel.messages()).as("a minute before seven").hasSize(1);
        clock.set(SEVEN);
        drain();
        assertThat(channel.messages()).hasSize(2);
        assertThat(channel.messages().getLast())
                .as("one message, with everything once")
                .containsExactlyInAnyOrderElementsOf(ids(night));
        assertThat(parking.count()).isZero();
        assertThat(letters).isEmpty();
    }

    @Test
    void chosenLevelsAndProgramsAreToldAtOnce() {
        clock.set(TEN);
        var people = people(quiet(false));
        var program = program(quiet(false));
        accept(List.of(event(people, 1, STATE, Level.CRITICAL), event(people, 2, STATE, Level.WARN)));
        assertThat(channel.sent()).hasSize(1);
        accept(events(program, 10, 5));
        assertThat(channel.sent()).hasSize(6);
        assertThat(parking.count()).isEqualTo(1);
    }

    @Test
    void programsRestTooWhenTheyAreToldToAndGetEachEventAfterwards() {
        clock.set(TEN);
        var program = program(quiet(true));
        accept(events(program, 0, 3));
        assertThat(channel.sent()).isEmpty();
        clock.set(SEVEN);
        drain();
        assertThat(channel.sent()).hasSize(3);
    }

    @Test
    void whatFailedBeforeQuietHoursIsNotTriedInThem() {
        clock.set(TEN.minusSeconds(1));
        answer(503);
        var people = people(quiet(false));
        accept(events(people, 0, 1));
        answer(204);
        clock.advance(Duration.ofMinutes(30));
        drain();
        assertThat(channel.sent()).hasSize(1);
        clock.set(SEVEN);
        drain();
        assertThat(channel.sent()).hasSize(2);
    }

    @Test
    void quietHoursDoNotCountForTheAgeOfWhatWaits() {
        var almostAlways = new QuietHours(20 * 60, 19 * 60, "Asia/Shanghai", List.of(), false);
        var people = people(new Pace(Duration.ZERO, Duration.ZERO, almostAlways));
        clock.set(Given.NOON.minus(Duration.ofMinutes(5)));
        answer(503);
        accept(events(people, 0, 1));
        for (var days = 0; days < 5; days++) {
            // longer than any wait between two tries
            clock.advance(Duration.ofMinutes(45));
            drain();
            clock.advance(Duration.ofMinutes(22 * 60 + 25));
            drain();
            clock.advance(Duration.ofMinutes(50));
            drain();
        }
        assertThat(letters)
                .as("five days, of which it could be told five hours")
                .isEmpty();
        answer(204);
        clock.advance(Duration.ofMinutes(45));
        drain();
        clock.advance(Duration.ofMinutes(22 * 60 + 25));
        drain();
        assertThat(parking.count()).isZero();
        assertThat(letters).isEmpty();
    }

    @Test
    void theFirstOfAKindIsToldAtOnceAndTheRestTogetherWhenTheWindowEnds() {
        var people = people(merging(QuietHours.NONE));
        accept(events(people, 0, 1));
        assertThat(channel.messages()).hasSize(1);
        var rest = new ArrayList<Delivery>();
        for (var minute = 0; minute < 4; minute++) {
            clock.advance(Duration.ofMinutes(1));
            var some = events(people, 100 + minute * 10, 10);
            rest.addAll(some);
            accept(some);
            accept(some);
            restart();
            drain();
        }
        assertThat(channel.messages()).hasSize(1);
        clock.advance(Duration.ofMinutes(1));
        drain();
        assertThat(channel.messages()).hasSize(2);
        assertThat(channel.messages().getLast()).containsExactlyInAnyOrderElementsOf(ids(rest));
    }

    @Test
    void aStormIsOneMessageAWindow() {
        var people = people(merging(QuietHours.NONE));
        var sent = new HashSet<DeliveryId>();
        for (var second = 0; second < 1800; second += 10) {
            var some = events(people, second, 3);
            sent.addAll(ids(some));
            accept(some);
            drain();
            clock.advance(Duration.ofSeconds(10));
        }
        drain();
        assertThat(channel.messages())
                .as("the first, and one for each five minutes")
                .hasSize(7);
        assertThat(channel.sent()).hasSize(540).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void anotherKindAWorseLevelAndProgramsDoNotWaitForAWindow() {
        var people = people(merging(QuietHours.NONE));
        accept(List.of(event(people, 1, STATE, Level.INFO)));
        accept(List.of(event(people, 2, STATE, Level.WARN)));
        accept(List.of(event(people, 3, "Disk:Stalled:Executing", Level.INFO)));
        accept(List.of(event(people, 4, STATE, Level.INFO)));
        assertThat(channel.sent()).hasSize(3);
        var program = program(merging(QuietHours.NONE));
        accept(events(program, 10, 20));
        drain();
        assertThat(channel.sent()).hasSize(23);
    }

    @Test
    void whatAWindowHeldIntoTheNightIsToldInTheMorning() {
        var people = people(merging(night(false)));
        clock.set(TEN.minusSeconds(60));
        accept(events(people, 0, 1));
        accept(events(people, 1, 2));
        clock.advance(Duration.ofMinutes(5));
        drain();
        accept(events(people, 3, 2));
        assertThat(channel.messages()).hasSize(1);
        clock.set(SEVEN);
        drain();
        assertThat(channel.messages()).hasSize(2);
        assertThat(channel.messages().getLast()).hasSize(4);
    }

    @Test
    void theLevelIsTheEnvelopesWhateverTheContentSays() {
        var levels = Stream.of(
                        "{\"name\":\"\\\"level\\\":\\\"INFO\\\"\",\"level\":\"WARN\",\"content\":{\"level\":\"CRITICAL\"}}",
                        "{\"content\":{}}",
                        "{\"level\":\"LOUD\"}",
                        "\"level\":\"INFO")
                .map(text -> Body.of(text.getBytes(UTF_8)).level())
                .toList();
        assertThat(levels)
                .containsExactly(Optional.of(Level.WARN), Optional.empty(), Optional.empty(), Optional.of(Level.INFO));
    }
}
