package io.opsbus.notifier.rpc.cms.event;

import io.opsbus.notifier.contact.MonitorGroup;
import io.opsbus.notifier.history.PastEvents;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a query of past events takes. */
final class EventParameters {
    static final Parameter<Optional<Instant>> START = Cms.time("StartTime").optional();
    static final Parameter<Optional<Instant>> END = Cms.time("EndTime").optional();
    private static final Parameter<String> PRODUCT = text("Product");
    static final Parameter<String> NAME = text("Name");
    private static final Parameter<String> LEVEL = text("Level");
    private static final Parameter<String> KIND = text("EventType");
    private static final Parameter<String> STATUS = text("Status");
    static final Parameter<String> KEYWORD = text("SearchKeywords");
    static final Parameter<Optional<String>> GROUP =
            Cms.name("GroupId").names("monitor-group").optional();
    static final Parameter<Integer> PAGE = Cms.pageNumber();
    static final Parameter<Integer> SIZE = Cms.pageSize(10, 100);

    /** All but the page. */
    static final List<Parameter<?>> FILTER = List.of(START, END, PRODUCT, NAME, LEVEL, KIND, STATUS, KEYWORD, GROUP);

    private EventParameters() {}

    private static Parameter<String> text(String name) {
        return Take.text(name)
                .only("at most 256 characters", text -> text.length() <= 256)
                .or("");
    }

    /** What the call asks for; a group that is not there has no resources. */
    static PastEvents.Query query(Call call, Desk desk) {
        Optional<Set<String>> resources = call.get(GROUP)
                .map(group -> desk.roster(call)
                        .resources(group)
                        .map(MonitorGroup::resources)
                        .orElse(Set.of()));
        return new PastEvents.Query(
                Desk.account(call),
                false,
                call.get(START),
                call.get(END),
                new PastEvents.Words(
                        call.get(PRODUCT),
                        call.get(NAME),
                        call.get(LEVEL),
                        call.get(KIND),
                        call.get(STATUS),
                        call.get(KEYWORD)),
                resources);
    }
}
