package io.opsbus.notifier.store.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Rules;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.consent.Consent.Answer;
import io.opsbus.notifier.consent.Receiver;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.store.InMemoryParking;
import io.opsbus.notifier.store.hold.InMemoryHeldTargets;
import io.opsbus.notifier.store.hold.LiveHolds;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two processes on one store; what is held, and until when. */
class LiveConsentsTest {
    private static final URI OLD = URI.create("https://hooks.example.com/old");
    private static final URI NEW = URI.create("https://hooks.example.com/new");
    private static final Answer YES = new Answer(true, "");

    private final InMemoryConsents store = new InMemoryConsents();
    private final InMemoryParking parking = new InMemoryParking();
    private final InMemoryHeldTargets held = new InMemoryHeldTargets(parking);

    /** One process: what it knows, refreshed as {@code LiveRules} does. */
    private final class OneProcess {
        private final LiveConsents consents;
        private final LiveHolds holds = new LiveHolds(held, held.stops(), parking, _ -> "");
        private Rules rules = Rules.NONE;

        OneProcess(Optional<String> origin) {
            this.consents = new LiveConsents(store, held, origin, () -> Given.NOON);
        }

        void refresh(Subscription... changed) {
            holds.refresh();
            rules = rules.with(List.of(changed), List.of());
            holds.know(rules, consents.take(List.of(changed), List.of()));
            if (consents.settle(holds.all())) {
                holds.refresh();
            }
        }

        boolean isHeld(Subscription one) {
            return holds.isHeld(one.id().target());
        }
    }

    private final OneProcess one = new OneProcess(Optional.of("ops.example"));
    private final OneProcess other = new OneProcess(Optional.of("ops.example"));

    private static Subscription to(URI url) {
        return Given.subscription("a", Given.everything(), url);
    }

    private void consents(URI url) {
        store.heard(Receiver.of(Given.ACCOUNT, url), YES, Given.NOON);
    }

    @Test
    void aNewWebhookIsHeldUntilItsReceiverConsentsWhoeverAskedIt() {
        one.refresh(to(OLD));
        assertThat(one.isHeld(to(OLD))).isTrue();
        assertThat(held.all()).extracting(HeldTarget::reason).containsExactly(HeldTarget.Reason.UNCONSENTED);
        assertThat(one.consents.isOpen(Given.ACCOUNT, OLD)).isFalse();
        other.refresh(to(OLD));
        consents(OLD);
        other.refresh();
        assertThat(other.isHeld(to(OLD))).isFalse();
        one.refresh();
        assertThat(one.isHeld(to(OLD))).isFalse();
        assertThat(one.consents.isOpen(Given.ACCOUNT, OLD)).isTrue();
        assertThat(one.consents.isOpen(new AccountId("bob"), OLD)).isFalse();
        assertThat(held.all()).isEmpty();
    }

    @Test
    void aChangedAddressIsAskedAndTheFormerIsRemembered() {
        consents(OLD);
        one.refresh(to(OLD));
        assertThat(one.isHeld(to(OLD))).isFalse();
        one.refresh(to(NEW));
        assertThat(one.isHeld(to(NEW))).isTrue();
        one.refresh(to(OLD));
        assertThat(one.isHeld(to(OLD))).isFalse();
        assertThat(held.all()).isEmpty();
    }

    @Test
    void whoHasNotHeardOfTheNewAddressDoesNotLetGo() {
        consents(OLD);
        one.refresh(to(OLD));
        other.refresh(to(OLD));
        // the other's view of what is held is never newer than its view of the rules
        other.holds.refresh();
        one.refresh(to(NEW));
        assertThat(other.consents.settle(other.holds.all())).isFalse();
        assertThat(held.all()).hasSize(1);
        other.refresh(to(NEW));
        assertThat(other.isHeld(to(NEW))).isTrue();
        assertThat(held.all()).hasSize(1);
    }

    @Test
    void whatWaitedIsLetGoWhereNobodyIsAskedAnyMore() {
        one.refresh(to(OLD));
        var lenient = new OneProcess(Optional.empty());
        lenient.refresh(to(OLD));
        assertThat(lenient.isHeld(to(OLD))).isFalse();
        assertThat(held.all()).isEmpty();
        assertThat(lenient.consents.waiting()).isEmpty();
    }

    @Test
    void whoseRuleIsGoneIsNotAsked() {
        one.refresh(to(OLD));
        assertThat(one.consents.waiting()).hasSize(1);
        one.consents.take(List.of(), List.of(to(OLD).id()));
        assertThat(one.consents.waiting()).isEmpty();
    }
}
