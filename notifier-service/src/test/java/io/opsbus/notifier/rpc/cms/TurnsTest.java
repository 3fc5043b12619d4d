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
import org.junit.jupiter.api.Test;

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
