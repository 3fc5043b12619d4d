package io.opsbus.invocation.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.GuestEvents;
import io.opsbus.invocation.link.Guest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a store of open system events does, be it real or fake. */
abstract class GuestEventsContract {
    private static final InstanceId ONE = new InstanceId("i-1");
    private static final InstanceId OTHER = new InstanceId("i-2");
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    abstract GuestEvents empty();

    private static Guest.Event event(String id, InstanceId instance, String status, @Nullable Instant notBefore) {
        return new Guest.Event(id, instance, "SystemMaintenance.Reboot", status, NOON, notBefore);
    }

    @Test
    void anInstanceHasItsOwnOpenEventsAsTheyAreNow() {
        var events = empty();
        assertThat(events.of(ONE)).isEmpty();
        var asked = event("e-1", ONE, "Inquiring", null);
        events.take(List.of(asked, event("e-2", OTHER, "Scheduled", NOON)));
        assertThat(events.of(ONE)).containsExactly(asked);
        var planned = event("e-1", ONE, "Scheduled", NOON.plusSeconds(99));
        events.take(List.of(planned));
        assertThat(events.of(ONE)).containsExactly(planned);
        assertThat(events.of(OTHER)).extracting(Guest.Event::id).containsExactly("e-2");
    }

    @Test
    void whatIsOverIsForgottenAlsoWhenTheBatchIsReadAgain() {
        var events = empty();
        for (String end : List.of("Executed", "Avoided", "Canceled", "Failed")) {
            var batch = List.of(event("e-1", ONE, "Executing", NOON), event("e-1", ONE, end, NOON));
            events.take(batch);
            events.take(batch);
            assertThat(events.of(ONE)).as(end).isEmpty();
        }
    }
}
