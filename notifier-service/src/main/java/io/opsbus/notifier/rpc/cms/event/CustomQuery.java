package io.opsbus.notifier.rpc.cms.event;

import io.opsbus.notifier.history.PastEvents;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a query of the customer's own events takes. */
final class CustomQuery {
    private static final Parameter<Optional<String>> GROUP = Take.id("GroupId").optional();

    private static final Parameter<String> ID = Take.text("EventId")
            .only("at most 256 characters", text -> text.length() <= 256)
            .or("");

    /** All but the page. */
    static final List<Parameter<?>> FILTER = List.of(
            EventParameters.START, EventParameters.END, EventParameters.NAME, EventParameters.KEYWORD, ID, GROUP);

    private CustomQuery() {}

    static PastEvents.Query of(Call call) {
        return new PastEvents.Query(
                Desk.account(call),
                true,
                call.get(EventParameters.START),
                call.get(EventParameters.END),
                new PastEvents.Words(
                        "",
                        call.get(EventParameters.NAME),
                        "",
                        "",
                        "",
                        call.get(EventParameters.KEYWORD),
                        call.get(ID)),
                call.get(GROUP).map(Set::of));
    }
}
