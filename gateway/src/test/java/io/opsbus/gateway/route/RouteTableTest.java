package io.opsbus.gateway.route;

import static io.opsbus.gateway.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.gateway.Access;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTableTest {
    private static final URI ONE = URI.create("http://one:1");
    private static final URI TWO = URI.create("http://two:2");
    private static final ActionKey START = new ActionKey("2014-05-26", "StartInstance");
    private static final ActionKey STOP = new ActionKey("2014-05-26", "StopInstance");

    private final RouteTable table = new RouteTable();

    @Test
    void anAnnouncedActionIsRoutedAndOthersAreUnknown() {
        say("instances", ONE, NOON, START);
        assertThat(urls(START)).containsExactly(ONE);
        assertThat(table.find(STOP)).isInstanceOf(Routed.UnknownAction.class);
        assertThat(table.find(new ActionKey("1999-01-01", "StartInstance"))).isInstanceOf(Routed.UnknownVersion.class);
        assertThat(table.running()).isEqualTo(Map.of("instances", 1));
    }

    @Test
    void endpointsOfOneServiceAreAlternatives() {
        say("instances", ONE, NOON, START);
        say("instances", TWO, NOON, START, STOP);
        assertThat(urls(START)).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(urls(STOP)).containsExactly(TWO);
    }

    @Test
    void theLaterWordOfAnEndpointCountsInWhateverOrderTheyAreHeard() {
        say("instances", ONE, NOON.plusSeconds(5), STOP);
        assertThat(table.accept(notice("instances", ONE, NOON, false, START), NOON.plusSeconds(6)))
                .isFalse();
        assertThat(table.accept(notice("instances", ONE, NOON.plusSeconds(5), false, START), NOON.plusSeconds(6)))
                .isFalse();
        assertThat(urls(STOP)).containsExactly(ONE);
        assertThat(table.find(START)).isInstanceOf(Routed.UnknownAction.class);
    }

    @Test
    void aServiceThatEndsLeavesItsActionsKnownAndNobodyToCall() {
        say("instances", ONE, NOON, START);
        table.accept(notice("instances", ONE, NOON.plusSeconds(1), true, START), NOON.plusSeconds(1));
        assertThat(urls(START)).isEmpty();
        say("instances", ONE, NOON.plusSeconds(2), START);
        assertThat(urls(START)).containsExactly(ONE);
    }

    @Test
    void anActionANewReleaseNoLongerHasIsUnknown() {
        say("instances", ONE, NOON, START, STOP);
        table.accept(notice("instances", ONE, NOON.plusSeconds(1), true, START, STOP), NOON.plusSeconds(1));
        say("instances", TWO, NOON.plusSeconds(2), START);
        assertThat(table.find(STOP)).isInstanceOf(Routed.UnknownAction.class);
    }

    @Test
    void anEndpointThatIsSilentWhileOthersSpeakIsNotCalled() {
        say("instances", ONE, NOON, START);
        Instant now = NOON;
        while (now.isBefore(NOON.plus(RouteTable.LEASE).plusSeconds(30))) {
            now = now.plusSeconds(20);
            say("instances", TWO, now, START);
        }
        assertThat(urls(START)).containsExactly(TWO);
        assertThat(table.running()).isEqualTo(Map.of("instances", 1));
    }

    @Test
    void aServiceThatIsSilentWhileOthersSpeakIsAwayAndNotUnknown() {
        say("instances", ONE, NOON, START);
        for (int seconds = 20; seconds < 300; seconds += 20) {
            say("events", TWO, NOON.plusSeconds(seconds), STOP);
        }
        assertThat(urls(START)).isEmpty();
    }

    @Test
    void afterTheBusWasAwayEverybodyHasTimeToSpeakAgain() {
        say("instances", ONE, NOON, START);
        say("events", TWO, NOON, STOP);
        Instant back = NOON.plus(Duration.ofHours(1));

        say("events", TWO, back, STOP);
        assertThat(urls(START)).containsExactly(ONE);

        for (int seconds = 20; seconds < 300; seconds += 20) {
            say("events", TWO, back.plusSeconds(seconds), STOP);
        }
        assertThat(urls(START)).isEmpty();
    }

    @Test
    void aWordThatWasOldWhenItWasHeardTellsWhatWasAndNotWhomToCall() {
        table.accept(notice("instances", ONE, NOON.minus(Duration.ofHours(2)), false, START), NOON);
        assertThat(urls(START)).isEmpty();
        say("instances", TWO, NOON, START);
        assertThat(urls(START)).containsExactly(TWO);
    }

    @Test
    void twoServicesWithOneActionDoNotChangePlaces() {
        say("zebra", ONE, NOON, START);
        say("apple", TWO, NOON, START);
        assertThat(((Routed.Known) table.find(START)).service()).isEqualTo("apple");
        say("zebra", ONE, NOON.plusSeconds(1), START);
        assertThat(urls(START)).containsExactly(TWO);
    }

    private List<URI> urls(ActionKey key) {
        return ((Routed.Known) table.find(key)).urls();
    }

    private void say(String service, URI url, Instant now, ActionKey... actions) {
        assertThat(table.accept(notice(service, url, now, false, actions), now)).isTrue();
    }

    private static ServiceNotice notice(String service, URI url, Instant at, boolean withdrawn, ActionKey... actions) {
        return new ServiceNotice(
                service,
                url,
                at,
                withdrawn,
                List.of(actions).stream()
                        .map(key -> new RoutedAction(key, Access.WRITE, List.of()))
                        .toList());
    }
}
