package io.opsbus.gateway.rpc;

import static io.opsbus.gateway.rpc.Denials.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.opsbus.gateway.rpc.backend.Backends;
import io.opsbus.gateway.rpc.backend.FakeBackends;
import io.opsbus.rpc.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a call that is passed on: the service, the places it takes, its record. */
class PassedOnCallsTest {
    private final Door door = new Door();

    @Test
    void aBugInABackendIsRecordedAndHoldsNoPlace() {
        door.backends.fail(new IllegalStateException("bug"));
        assertThatIllegalStateException()
                .isThrownBy(() -> door.answer(door.version1("StartInstance").sign()));
        assertThat(door.audit.made().getLast().outcome().code()).isEqualTo("ServiceUnavailable");
        assertThat(door.audit.room()).isEqualTo(Integer.MAX_VALUE);
        assertThat(door.inFlight.now("instance-service")).isZero();
    }

    @Test
    void theAnswerOfTheServicePassesThroughByteForByte() {
        door.backends.answer(FakeBackends.answered(
                409,
                Map.of(
                        "x-opsbus-code", "OperationConflict",
                        "x-opsbus-made", "i-9,d-9",
                        "set-cookie", "a=b",
                        "x-acs-retry-after", "70",
                        "content-type", "text/xml;charset=utf-8"),
                "<Error>é</Error>"));

        HttpReply reply = door.answer(door.version1("StopInstances")
                .with("InstanceId.1", "i-1")
                .with("InstanceId.2", "i-2")
                .with("InstanceId.x", "i-3")
                .with("Password", "hunter2")
                .sign());

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.contentType()).isEqualTo("text/xml;charset=utf-8");
        assertThat(reply.body()).isEqualTo("<Error>é</Error>".getBytes(StandardCharsets.UTF_8));
        assertThat(reply.headers()).containsOnlyKeys("x-acs-request-id", "x-acs-retry-after");
        var audited = door.audit.made().getLast();
        assertThat(audited.outcome().code()).isEqualTo("OperationConflict");
        assertThat(audited.outcome().httpStatus()).isEqualTo(409);
        assertThat(audited.asked().resourceIds()).containsExactly("i-1", "i-2", "i-9", "d-9");
        assertThat(audited.toString()).doesNotContain("hunter2", Door.SECRET);
        assertThat(audited.traceId()).isEqualTo(Door.TRACE.traceId());
    }

    @Test
    void aServiceThatIsAwaySlowOrFullIsUnavailableAndAudited() {
        door.backends.answer(new Backends.Answer.Unreachable());
        assertUnavailable(door.answer(door.version1("StartInstance").sign()));
        door.backends.answer(new Backends.Answer.Lost("no answer in time"));
        assertUnavailable(door.answer(door.version1("StartInstance").sign()));
        assertThat(door.audit.made())
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.outcome().code()).isEqualTo("ServiceUnavailable"));

        door.inFlight.enter("instance-service");
        door.inFlight.enter("instance-service");
        assertUnavailable(door.answer(door.version1("StartInstance").sign()));
        assertThat(door.backends.calls()).hasSize(2);
        assertThat(door.audit.room()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void placesAreGivenBackWhateverHappens() {
        for (Backends.Answer answer : List.of(
                new Backends.Answer.Unreachable(),
                new Backends.Answer.Lost("x"),
                FakeBackends.answered(200, Map.of(), "{}"))) {
            door.backends.answer(answer);
            door.answer(door.version1("StartInstance").sign());
            Signed replay = door.version1("StartInstance").sign();
            door.answer(replay);
            door.answer(replay);
            assertThat(door.inFlight.now("instance-service")).isZero();
        }
    }

    @Test
    void aServiceThatStoppedIsAwayAndNotUnknown() {
        door.clock.advance(Duration.ofSeconds(1));
        door.routes.accept(door.notice(Door.SERVICE, true), door.clock.instant());

        assertUnavailable(door.answer(door.version1("StartInstance").sign()));
        assertThat(door.backends.calls()).isEmpty();
    }

    @Test
    void withoutRoomInTheAuditACallIsNotMade() {
        door.audit.room(0);
        assertUnavailable(door.answer(door.version1("DescribeInstances").sign()));
        assertThat(door.backends.calls()).isEmpty();
    }
}
