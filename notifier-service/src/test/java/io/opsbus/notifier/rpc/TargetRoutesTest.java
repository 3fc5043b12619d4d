package io.opsbus.notifier.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Rules;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.channel.consent.Asking;
import io.opsbus.notifier.channel.trial.Trials;
import io.opsbus.notifier.consent.Consent;
import io.opsbus.notifier.consent.Gate;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.dispatch.Holds;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.dispatch.Targets;
import io.opsbus.notifier.dispatch.lane.Look;
import io.opsbus.notifier.hold.Ending;
import io.opsbus.notifier.hold.Streak;
import io.opsbus.notifier.pace.Pacing;
import io.opsbus.notifier.rpc.consent.ConsentDesk;
import io.opsbus.notifier.rule.AccountTargets;
import io.opsbus.notifier.store.InMemoryParking;
import io.opsbus.notifier.store.consent.InMemoryConsents;
import io.opsbus.notifier.store.consent.LiveConsents;
import io.opsbus.notifier.store.hold.InMemoryHeldTargets;
import io.opsbus.notifier.store.hold.LiveHolds;
import io.opsbus.notifier.store.pace.InMemoryWindows;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TargetRoutesTest {
    private static final AccountId MALLORY = new AccountId("mallory");
    private static final Subscription OWNER = Given.subscription("s", Given.everything());

    private final InMemoryParking parking = new InMemoryParking();
    private final InMemoryHeldTargets held = new InMemoryHeldTargets(parking);
    private final LiveHolds holds = new LiveHolds(held, held.stops(), parking, _ -> "");
    private final Trials trials = new Trials(
            posts -> posts.forEach(post -> post.ended(new Outcome.Answered(204, Optional.empty(), "so be it"))),
            Duration.ofSeconds(5),
            () -> Given.NOON,
            () -> new UUID(0, 7));
    private Optional<Look> look = Optional.empty();
    private Optional<String> origin = Optional.empty();
    private Consent.Answer answer = new Consent.Answer(false, "4xx");
    private final InMemoryConsents given = new InMemoryConsents();
    private LiveConsents live = new LiveConsents(given, held, origin, () -> Given.NOON);
    private Instant now = Given.NOON;
    private final ConsentDesk consents = new ConsentDesk(
            new Gate() {
                @Override
                public Optional<String> origin() {
                    return live.origin();
                }

                @Override
                public boolean isOpen(AccountId account, URI url) {
                    return live.isOpen(account, url);
                }
            },
            new Asking(given, () -> live.waiting(), (_, _, heard) -> heard.accept(answer), this::refresh, () -> now),
            Duration.ofSeconds(1));
    private final One one = new One(holds, new Pacing(new InMemoryWindows()));
    private final TargetRoutes routes = new TargetRoutes(
            held,
            new TargetRoutes.Owners(one, one),
            new TargetRoutes.Asks(trials, consents),
            _ -> look,
            this::refresh,
            () -> Given.NOON);

    private void refresh() {
        holds.refresh();
        holds.know(Rules.NONE.with(List.of(OWNER), List.of()), live.take(List.of(OWNER), List.of()));
        if (live.settle(holds.all())) {
            holds.refresh();
        }
    }

    @Test
    void aReceiverThatHasNotConsentedIsToldAndCanBeAskedAgain() {
        assertThat(ask(409, "POST", Given.ACCOUNT, "tgt-s:ask")).contains("NothingToAsk");
        live = new LiveConsents(given, held, Optional.of("ops.example"), () -> Given.NOON);
        refresh();
        assertThat(ask(200, "GET", Given.ACCOUNT, "tgt-s"))
                .contains("\"state\":\"unconsented\"", "\"consent\":{\"given\":false,\"asked\":0,\"said\":\"\"}");
        assertThat(ask(409, "POST", Given.ACCOUNT, "tgt-s:test")).contains("NotConsented");
        assertThat(ask(409, "POST", Given.ACCOUNT, "tgt-s:resume")).contains("NotConsented");
        ask(404, "POST", MALLORY, "tgt-s:ask");
        ask(405, "GET", Given.ACCOUNT, "tgt-s:ask");

        assertThat(ask(200, "POST", Given.ACCOUNT, "tgt-s:ask"))
                .isEqualTo("{\"target\":\"tgt-s\",\"given\":false,\"asked\":1,\"at\":\"2026-11-23T12:00:00Z\","
                        + "\"nextAsked\":\"2026-11-23T12:01:00Z\",\"said\":\"4xx\"}");
        assertThat(ask(429, "POST", Given.ACCOUNT, "tgt-s:ask")).contains("TooManyRequests");
        assertThat(ask(200, "GET", Given.ACCOUNT))
                .isEqualTo(
                        "{\"targets\":[{\"target\":\"tgt-s\",\"reason\":\"unconsented\","
                                + "\"since\":\"2026-11-23T12:00:00Z\",\"by\":\"system\",\"waiting\":0,\"consent\":{\"given\":false,\"asked\":1,"
                                + "\"at\":\"2026-11-23T12:00:00Z\",\"nextAsked\":\"2026-11-23T12:01:00Z\",\"said\":\"4xx\"}}]}");

        now = now.plusSeconds(5);
        answer = new Consent.Answer(true, "");
        assertThat(ask(200, "POST", Given.ACCOUNT, "tgt-s:ask")).contains("\"given\":true");
        assertThat(ask(200, "GET", Given.ACCOUNT)).isEqualTo("{\"targets\":[]}");
        assertThat(ask(200, "GET", Given.ACCOUNT, "tgt-s"))
                .contains("\"state\":\"idle\"")
                .doesNotContain("consent");
        ask(200, "POST", Given.ACCOUNT, "tgt-s:test");
    }

    @Test
    void whatIsPausedStaysSoWhenItsReceiverConsents() {
        live = new LiveConsents(given, held, Optional.of("ops.example"), () -> Given.NOON);
        refresh();
        ask(204, "POST", Given.ACCOUNT, "tgt-s:pause");
        answer = new Consent.Answer(true, "");
        ask(200, "POST", Given.ACCOUNT, "tgt-s:ask");
        assertThat(ask(200, "GET", Given.ACCOUNT, "tgt-s")).contains("\"state\":\"paused\"");
        ask(204, "POST", Given.ACCOUNT, "tgt-s:resume");
        assertThat(ask(200, "GET", Given.ACCOUNT, "tgt-s")).contains("\"state\":\"idle\"");
    }

    @Test
    void whoIsResumedWithoutConsentWaitsForIt() {
        live = new LiveConsents(given, held, Optional.of("ops.example"), () -> Given.NOON);
        refresh();
        ask(204, "POST", Given.ACCOUNT, "tgt-s:pause");
        ask(204, "POST", Given.ACCOUNT, "tgt-s:resume");
        assertThat(holds.isHeld(OWNER.id().target())).isTrue();
        assertThat(ask(200, "GET", Given.ACCOUNT, "tgt-s")).contains("\"state\":\"unconsented\"");
    }

    /** One target there is. */
    private record One(Holds holds, Pacing pacing) implements Targets, AccountTargets {
        @Override
        public Optional<Subscription> owner(TargetId target) {
            return Optional.of(OWNER).filter(one -> one.id().target().equals(target));
        }

        @Override
        public List<Subscription> of(AccountId account) {
            return account.equals(OWNER.account()) ? List.of(OWNER) : List.of();
        }

        @Override
        public Optional<Subscription> known(TargetId target) {
            return owner(target);
        }

        @Override
        public Optional<String> ruleOf(SubscriptionId subscription) {
            return Optional.empty();
        }

        @Override
        public Optional<Long> version(SubscriptionId subscription) {
            return Optional.empty();
        }

        @Override
        public void refresh() {}
    }

    /** Routes of nothing held, for tests of other routes. */
    static TargetRoutes none() {
        return new TargetRoutesTest().routes;
    }

    private String ask(int status, String method, AccountId account, String... path) {
        return ask(status, new ApiRequest(method, "/", "", Map.of(), Optional.empty()), account, path);
    }

    /** The account's targets, by this query. */
    private String listed(int status, String query, AccountId account) {
        return ask(status, new ApiRequest("GET", "/", query, Map.of(), Optional.empty()), account);
    }

    private String ask(int status, ApiRequest request, AccountId account, String... path) {
        var answer = routes.answer(request, account, List.of(path));
        var text = new String(answer.body(), UTF_8);
        assertThat(answer.status()).as(text).isEqualTo(status);
        return text;
    }

    @Test
    void whatATargetsLaneDoesIsToldAndNothingOfItsAddress() {
        assertThat(ask(200, "GET", Given.ACCOUNT, "tgt-s"))
                .isEqualTo("{\"target\":\"tgt-s\",\"type\":\"webhook\",\"state\":\"idle\",\"underWay\":0,"
                        + "\"inMemory\":0,\"parked\":0}");
        var state = new DeliveryState.Parked(Given.NOON, 3, Given.NOON.plusSeconds(40));
        parking.park(List.of(new Parking.Row(Given.delivery(OWNER, 1, Given.NOON), state, 1)));
        look = Optional.of(new Look(Look.Manner.OPEN, 1, 2, 0, Duration.ofMillis(1500), Duration.ofSeconds(4)));
        assertThat(ask(200, "GET", Given.ACCOUNT, "tgt-s"))
                .isEqualTo("{\"target\":\"tgt-s\",\"type\":\"webhook\",\"state\":\"open\",\"underWay\":1,"
                        + "\"inMemory\":2,\"parked\":1,\"nextTry\":\"2026-11-23T12:00:40Z\",\"window\":0,"
                        + "\"shutForMillis\":1500,\"backoffMillis\":4000}");
        ask(204, "POST", Given.ACCOUNT, "tgt-s:pause");
        assertThat(ask(200, "GET", Given.ACCOUNT, "tgt-s")).contains("\"state\":\"paused\"");
        ask(404, "GET", MALLORY, "tgt-s");
        ask(404, "GET", Given.ACCOUNT, "tgt-nobody");
        ask(405, "DELETE", Given.ACCOUNT, "tgt-s");
    }

    @Test
    void aPausedTargetIsHeldAtOnceAndToldToItsAccountAlone() {
        ask(204, "POST", Given.ACCOUNT, "tgt-s:pause");
        assertThat(holds.held()).containsExactly(new TargetId("tgt-s"));
        assertThat(ask(200, "GET", Given.ACCOUNT))
                .isEqualTo("{\"targets\":[{\"target\":\"tgt-s\",\"reason\":\"paused\","
                        + "\"since\":\"2026-11-23T12:00:00Z\",\"by\":\"operator\",\"waiting\":0}]}");
        assertThat(ask(200, "GET", MALLORY)).isEqualTo("{\"targets\":[]}");
        ask(404, "POST", MALLORY, "tgt-s:resume");
        ask(204, "POST", Given.ACCOUNT, "tgt-s:resume");
        assertThat(holds.held()).isEmpty();
    }

    /** Who has just made a subscription has to learn its target's id before anything was delivered there. */
    @Test
    void everyTargetIsToldWithItsStateWhoAsksForAll() {
        assertThat(listed(200, "all=true", Given.ACCOUNT))
                .isEqualTo("{\"targets\":[{\"target\":\"tgt-s\",\"type\":\"webhook\",\"subscription\":\"sub-s\","
                        + "\"state\":\"idle\",\"waiting\":0}]}");
        ask(204, "POST", Given.ACCOUNT, "tgt-s:pause");
        assertThat(listed(200, "all=true", Given.ACCOUNT))
                .isEqualTo("{\"targets\":[{\"target\":\"tgt-s\",\"type\":\"webhook\",\"subscription\":\"sub-s\","
                        + "\"state\":\"paused\",\"reason\":\"paused\",\"since\":\"2026-11-23T12:00:00Z\","
                        + "\"by\":\"operator\",\"waiting\":0}]}");
        assertThat(listed(200, "all=true", MALLORY)).isEqualTo("{\"targets\":[]}");
        assertThat(listed(400, "all=yes", Given.ACCOUNT)).contains("\"field\":\"all\"");
        assertThat(listed(400, "every=true", Given.ACCOUNT)).contains("\"field\":\"every\"");
    }

    @Test
    void whatFailedOfATargetThatIsNotHeldIsTriedAgainWhenItsOwnerAsks() {
        ask(404, "POST", MALLORY, "tgt-s:resume");
        ask(404, "POST", Given.ACCOUNT, "tgt-x:resume");
        ask(204, "POST", Given.ACCOUNT, "tgt-s:resume");
    }

    @Test
    void aTestTellsHowItEndedToItsAccountAloneAndNotTooOften() {
        ask(404, "POST", MALLORY, "tgt-s:test");
        ask(404, "POST", Given.ACCOUNT, "tgt-x:test");
        ask(404, "POST", Given.ACCOUNT, "fbk-s:test");
        assertThat(ask(200, "POST", Given.ACCOUNT, "tgt-s:test"))
                .matches("\\{\"target\":\"tgt-s\",\"type\":\"webhook\","
                        + "\"deliveryId\":\"00000000-0000-0000-0000-000000000007\",\"delivered\":true,"
                        + "\"outcome\":\"2xx\",\"httpStatus\":204,\"millis\":[0-9.E-]+,\"said\":\"so be it\"}");
        assertThat(ask(429, "POST", Given.ACCOUNT, "tgt-s:test")).contains("TooManyRequests");
        ask(405, "GET", Given.ACCOUNT, "tgt-s:test");
    }

    @Test
    void anothersTargetAndOneThatIsNoneAreNotFound() {
        ask(404, "POST", MALLORY, "tgt-s:pause");
        ask(404, "POST", Given.ACCOUNT, "tgt-x:pause");
        ask(404, "POST", Given.ACCOUNT, "tgt-s:drop");
        ask(405, "POST", Given.ACCOUNT, "tgt-s");
        ask(405, "GET", Given.ACCOUNT, "tgt-s:pause");
        ask(405, "POST", Given.ACCOUNT);
        assertThat(held.all()).isEmpty();
    }

    @Test
    void ofADisabledTargetIsToldSinceWhenItFailsAndTheLastAnswer() {
        for (var day = 0; day < 4; day++) {
            var at = Given.NOON.minus(Duration.ofDays(4L - day));
            var answer = new Streak.Answer(at, "5xx", OptionalInt.of(503), "no room");
            held.take(List.of(new Ending(OWNER.id().target(), Given.ACCOUNT, false, answer)));
        }
        held.disable(new Streak.Patience(Duration.ofDays(3), 4), Given.NOON);
        holds.refresh();
        assertThat(ask(200, "GET", Given.ACCOUNT))
                .isEqualTo("{\"targets\":[{\"target\":\"tgt-s\",\"reason\":\"failing\","
                        + "\"since\":\"2026-11-23T12:00:00Z\",\"by\":\"system\",\"failingSince\":\"2026-11-19T12:00:00Z\",\"failures\":4,"
                        + "\"lastAnswer\":{\"at\":\"2026-11-22T12:00:00Z\",\"outcome\":\"5xx\",\"httpStatus\":503,"
                        + "\"said\":\"no room\"},\"waiting\":0}]}");
        ask(204, "POST", Given.ACCOUNT, "tgt-s:resume");
        assertThat(holds.held()).isEmpty();
    }
}
