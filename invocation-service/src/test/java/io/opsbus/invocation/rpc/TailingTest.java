package io.opsbus.invocation.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InvocationId;
import io.opsbus.invocation.tail.Place;
import io.opsbus.invocation.task.Output;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who reads along hears now and then that the connection is there. */
class TailingTest {
    private final Service service = new Service();

    private Tailing begin() {
        var id = new InvocationId(service.invoke("Parameters", "{\"who\":\"x\"}"));
        Tailing tailing = Tailing.of(
                        service.invocations, Given.ALICES, id, Place.parse(""), Output.USUAL_QUOTA, service.clock)
                .orElseThrow();
        assertThat(look(tailing)).contains("status");
        return tailing;
    }

    private static Optional<String> look(Tailing tailing) {
        return tailing.look().map(told -> told.text().name());
    }

    @Test
    void aPingComesAfterFifteenSecondsWithoutNewsAndNotBefore() {
        Tailing tailing = begin();
        service.clock.advance(Duration.ofMillis(14_999));
        assertThat(look(tailing)).isEmpty();
        service.clock.advance(Duration.ofMillis(1));
        assertThat(look(tailing)).contains("ping");
        assertThat(look(tailing)).as("one, not many").isEmpty();
        service.clock.advance(Duration.ofSeconds(15));
        assertThat(look(tailing)).contains("ping");
    }

    @Test
    void whatIsLetGoWhileItIsReadIsOver() {
        Tailing tailing = begin();
        service.pass(Duration.ofMinutes(2));
        service.pass(Duration.ofDays(31));
        assertThat(look(tailing)).isEmpty();
        assertThat(tailing.isOver()).isTrue();
    }

    @Test
    void aPingHasNoPlaceToGoOnFrom() {
        Tailing tailing = begin();
        service.clock.advance(Duration.ofSeconds(15));
        assertThat(tailing.look().orElseThrow().place()).isNull();
    }
}
