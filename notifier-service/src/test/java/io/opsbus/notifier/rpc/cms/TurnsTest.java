package io.opsbus.notifier.rpc.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.rpc.ActionName;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.Fresh;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.parameter.Parameters;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Format;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnsTest {
    private static final Answer DONE = Answer.Reply.done();
    private static final Answer REFUSED = new Answer.Refused(Turns.TOO_MANY);

    private final Turns turns = new Turns(2, Duration.ZERO);

    private static Call of(String account) {
        var name = new ActionName(Cms.VERSION, "Any");
        var who = new Identity(account, "key", name, "R", "host", Format.JSON, "127.0.0.1", Instant.EPOCH);
        return switch (Cms.reading("Any", "Does nothing.").end().read(Parameters.none())) {
            case Declaration.Reading.Good(var values) -> new Call(who, Instant.EPOCH, values, new Fresh("seed"));
            case Declaration.Reading.Bad(var error) -> throw new AssertionError(error);
        };
    }

    @Test
    void anAccountIsAnsweredOneAtATimeAndAllTogetherFew() {
        assertThat(turns.answer(of("a"), () -> {
                    assertThat(turns.answer(of("a"), () -> DONE))
                            .as("its second")
                            .isEqualTo(REFUSED);
                    return turns.answer(of("b"), () -> {
                        assertThat(turns.answer(of("c"), () -> DONE))
                                .as("the third of all")
                                .isEqualTo(REFUSED);
                        return DONE;
                    });
                }))
                .isEqualTo(DONE);
        assertThat(turns.answer(of("a"), () -> DONE)).isEqualTo(DONE);
        assertThat(turns.answer(of("c"), () -> DONE)).isEqualTo(DONE);
    }

    @Test
    void anAccountsSecondWaitsForItsFirst() throws Exception {
        var patient = new Turns(1, Duration.ofMinutes(1));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var isIn = new CountDownLatch(1);
            var mayGo = new CountDownLatch(1);
            var first = threads.submit(() -> patient.answer(of("a"), () -> {
                isIn.countDown();
                awaited(mayGo);
                return DONE;
            }));
            awaited(isIn);
            var second = threads.submit(() -> patient.answer(of("a"), () -> DONE));
            assertThat(second.isDone()).isFalse();
            mayGo.countDown();
            assertThat(first.get()).isEqualTo(DONE);
            assertThat(second.get()).isEqualTo(DONE);
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DescribeSystemEventAttribute",
                "DescribeSystemEventCount",
                "DescribeCustomEventAttribute",
                "DescribeCustomEventCount"
            })
    void whatLooksThroughEventsGoesInItsTurn(String action) {
        var cms = new CmsInMemory();
        cms.done(CmsInMemory.ALICE, action);
        cms.searches.answer(of(CmsInMemory.BOB), () -> {
            assertThat(cms.ask(CmsInMemory.ALICE, action).code()).isEqualTo("Throttling.User");
            return DONE;
        });
        cms.done(CmsInMemory.ALICE, action);
    }

    @Test
    void whoFailsLeavesItsPlace() {
        for (var i = 0; i < 3; i++) {
            assertThatThrownBy(() -> turns.answer(of("a"), () -> {
                        throw new IllegalStateException("the store is away");
                    }))
                    .hasMessage("the store is away");
        }
        assertThat(turns.answer(of("a"), () -> DONE)).isEqualTo(DONE);
    }
}
