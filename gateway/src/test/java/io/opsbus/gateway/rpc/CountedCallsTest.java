package io.opsbus.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.gateway.route.ActionKey;
import io.opsbus.gateway.route.RoutedAction;
import io.opsbus.gateway.rpc.backend.Backends;
import io.opsbus.gateway.rpc.backend.FakeBackends;
import io.opsbus.rpc.http.HttpCall;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Under which action a call is counted, and as what. */
class CountedCallsTest {
    private final Door door = new Door();

    private Door.Counted counted(HttpCall call) {
        int before = door.counted.size();
        int status = door.answer(call).status();
        assertThat(door.counted).as("once").hasSize(before + 1);
        Door.Counted last = door.counted.getLast();
        assertThat(last.status()).isEqualTo(status);
        return last;
    }

    private HttpCall start() {
        return door.version1("StartInstance").with("InstanceId", "i-1").sign().call();
    }

    private static Optional<String> action(Door.Counted one) {
        return one.action().map(RoutedAction::key).map(ActionKey::action);
    }

    @Test
    void aCallIsCountedByItsActionAndAnswer() {
        Door.Counted done = counted(start());
        assertThat(action(done)).contains("StartInstance");
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.taken()).isEqualTo(Duration.ZERO);

        door.backends.answer(FakeBackends.answered(404, Map.of(), "{}"));
        assertThat(counted(start()).status()).isEqualTo(404);
        door.backends.answer(new Backends.Answer.Lost("it ended"));
        Door.Counted lost = counted(start());
        assertThat(action(lost)).contains("StartInstance");
        assertThat(lost.status()).isEqualTo(503);
    }

    @Test
    void whatIsNotSignedChoosesNotUnderWhichActionItIsCounted() {
        HttpCall wrong = Signed.version1(Door.KEY, "another secret", "StartInstance", door.clock.instant())
                .with("InstanceId", "i-1")
                .sign()
                .call();
        HttpCall unknown = Signed.version1("OBnobody", Door.SECRET, "StartInstance", door.clock.instant())
                .sign()
                .call();
        assertThat(action(counted(wrong))).isEmpty();
        assertThat(action(counted(unknown))).isEmpty();
    }

    @Test
    void whatNobodyHasAnnouncedIsNotCountedByItsName() {
        Door.Counted none = counted(door.version1("MakeCoffee").sign().call());
        assertThat(action(none)).isEmpty();
        assertThat(none.status()).isEqualTo(404);
    }

    @Test
    void aRefusalOfTheGatewayIsCountedByTheActionThatWasSigned() {
        HttpCall forbidden = Signed.version1(Door.READ_ONLY, Door.SECRET, "StartInstance", door.clock.instant())
                .sign()
                .call();
        Door.Counted refused = counted(forbidden);
        assertThat(action(refused)).contains("StartInstance");
        assertThat(refused.status()).isEqualTo(403);
    }

    @Test
    void aBugIsCountedAsAFailure() {
        door.backends.fail(new IllegalStateException("a bug"));
        assertThatThrownBy(() -> door.answer(start())).hasMessage("a bug");
        assertThat(door.counted.getLast().status()).isEqualTo(500);
        assertThat(action(door.counted.getLast())).contains("StartInstance");
    }
}
