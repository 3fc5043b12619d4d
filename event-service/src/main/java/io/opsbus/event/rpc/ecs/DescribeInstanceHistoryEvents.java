package io.opsbus.event.rpc.ecs;

import io.opsbus.event.ResourceId;
import io.opsbus.event.fleet.Choice;
import io.opsbus.event.fleet.InactiveDisks;
import io.opsbus.event.fleet.KnownInstance;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.query.EventFilter;
import io.opsbus.event.query.Paging;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.page.PageParameters;
import io.opsbus.rpc.page.PageRequest;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code DescribeInstanceHistoryEvents} (guide 3.1 查看历史系统事件, API facts 2.1): closed events unless a status is asked for.
 * Lists win over single values; the guide's {@code InstanceId.1} is taken as well.
 */
final class DescribeInstanceHistoryEvents implements Action {
    private static final PageParameters PAGE = PageParameters.upTo(100, 100);
    private static final Parameter<Optional<EventStatus>> STATUS =
            EventParameters.status("EventCycleStatus").optional();
    private static final Parameter<Optional<Set<EventStatus>>> STATUSES =
            EventParameters.statuses("InstanceEventCycleStatus", 7).optional();
    private static final Parameter<Optional<EventType>> TYPE =
            EventParameters.type("EventType", false).optional();
    private static final Parameter<Optional<Set<EventType>>> TYPES =
            EventParameters.types("InstanceEventType", 30).optional();
    private static final Parameter<Optional<List<String>>> RESOURCES =
            Take.texts("ResourceId", 100).names("instance").optional();
    private static final Parameter<Optional<String>> INSTANCE =
            Take.text("InstanceId").names("instance").optional();
    private static final Parameter<Optional<String>> GUIDES_INSTANCE = Take.text("InstanceId.1")
            .names("instance")
            .meaning("As the guide's samples have it.")
            .optional();
    private static final Parameter<String> RESOURCE_TYPE =
            Take.word("ResourceType", "instance", "ddh", "managedhost").or("instance");
    private static final Parameter<Optional<String>> RESOURCE_GROUP = EventParameters.unsupported("ResourceGroupId");
    private static final int MOST_TAGGED = 10_000;
    private static final RpcError TOO_MANY_TAGGED = RpcError.invalidParameter(
            "Tag", "fits more than " + MOST_TAGGED + " instances; name instances or more tags");
    private static final Declaration DECLARATION = Declaration.reading(
                    EventParameters.VERSION,
                    "DescribeInstanceHistoryEvents",
                    "Lists the system events of instances, the newest first; closed ones unless a status is asked for.")
            .takes(
                    EventParameters.REGION,
                    EventParameters.EVENT_IDS,
                    RESOURCES,
                    INSTANCE,
                    GUIDES_INSTANCE,
                    RESOURCE_TYPE)
            .takes(STATUS, STATUSES, TYPE, TYPES, EventParameters.PUBLISHED, EventParameters.NOT_BEFORE)
            .takes(RESOURCE_GROUP, EventParameters.TAGS)
            .takes(PAGE.all())
            .fails(EventErrors.TOO_MANY_EVENTS, EventErrors.END_BEFORE_START)
            .end();

    private final EventDesk desk;

    DescribeInstanceHistoryEvents(EventDesk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        EventFilter filter = filter(call);
        if (filter.times().published().isReversed()
                || filter.times().notBefore().isReversed()) {
            return new Answer.Refused(EventErrors.END_BEFORE_START);
        }
        if (!call.get(EventParameters.TAGS).isEmpty()) {
            Optional<Set<ResourceId>> tagged = tagged(call);
            if (tagged.isEmpty()) {
                return new Answer.Refused(TOO_MANY_TAGGED);
            }
            Set<ResourceId> named = filter.resources();
            filter = filter.about(
                    named == null
                            ? tagged.get()
                            : named.stream().filter(tagged.get()::contains).collect(Collectors.toSet()));
        }
        PageRequest asked = PAGE.of(call);
        Optional<Paging> paging = Pages.of(asked);
        if (paging.isEmpty()) {
            return new Answer.Refused(Pages.UNKNOWN_TOKEN);
        }
        // of other resources nothing happens here
        boolean isOfInstances = call.get(RESOURCE_TYPE).equals("instance");
        Paging.Page page = isOfInstances ? desk.events().list(filter, paging.get()) : Paging.Page.EMPTY;
        Tree.Builder reply = Tree.build();
        PageParameters.tell(reply, asked, page.total(), page.next().map(Paging.Cursor::text));
        var disks = InactiveDisks.of(desk.fleet(), EventDesk.account(call), page.events().stream());
        List<Tree.Fields> events = page.events().stream()
                .map(event -> EventTree.ofHistory(event, disks))
                .toList();
        return new Answer.Reply(reply.put("InstanceSystemEventSet", "InstanceSystemEventType", events)
                .end());
    }

    /** The instances there are with these tags; empty if they are too many. An instance that is gone has no tags any more. */
    private Optional<Set<ResourceId>> tagged(Call call) {
        List<EventParameters.Tag> tags = call.get(EventParameters.TAGS);
        Map<String, String> whole = new HashMap<>();
        tags.forEach(tag -> tag.value().ifPresent(value -> whole.put(tag.key(), value)));
        var choice = new Choice(EventDesk.account(call), call.get(EventParameters.REGION), whole, null);
        List<KnownInstance> found = desk.fleet().chosen(choice, MOST_TAGGED + 1);
        return found.size() > MOST_TAGGED
                ? Optional.empty()
                : Optional.of(found.stream()
                        .filter(one -> tags.stream()
                                .allMatch(tag -> one.labels().tags().containsKey(tag.key())))
                        .map(KnownInstance::id)
                        .collect(Collectors.toSet()));
    }

    private static EventFilter filter(Call call) {
        var scope = new EventFilter.Scope(EventDesk.account(call), call.get(EventParameters.REGION), false);
        Set<EventStatus> statuses =
                call.get(STATUSES).or(() -> call.get(STATUS).map(Set::of)).orElse(EventFilter.CLOSED);
        var times = new EventFilter.Times(call.get(EventParameters.PUBLISHED), call.get(EventParameters.NOT_BEFORE));
        EventFilter filter = EventFilter.of(scope, statuses).within(times);
        var ids = call.get(EventParameters.EVENT_IDS);
        if (ids.isPresent()) {
            filter = filter.withIds(EventParameters.eventIds(ids.get()));
        }
        var types = call.get(TYPES).or(() -> call.get(TYPE).map(Set::of));
        if (types.isPresent()) {
            filter = filter.ofTypes(types.get());
        }
        var instances = call.get(RESOURCES)
                .or(() -> call.get(INSTANCE).map(List::of))
                .or(() -> call.get(GUIDES_INSTANCE).map(List::of));
        return instances.isPresent() ? filter.about(EventParameters.resources(instances.get())) : filter;
    }
}
