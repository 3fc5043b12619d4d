package io.opsbus.event.rpc.ecs;

import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.cycle.Target.Owner;
import io.opsbus.event.fleet.KnownFleet;
import io.opsbus.event.fleet.KnownInstance;
import io.opsbus.event.health.HealthStatus;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code DescribeInstancesFullStatus} (guide 3.1 查看系统事件, 5.2; API facts 2.1): instances with their status, their health
 * and the events planned for them. With a criterion of events only instances that have such an event are listed.
 */
final class DescribeInstancesFullStatus implements Action {
    private static final PageParameters PAGE = PageParameters.upTo(100, 100);
    private static final int BATCH = 100;
    private static final Set<EventStatus> PLANNED = EnumSet.of(EventStatus.SCHEDULED, EventStatus.INQUIRING);

    private static final Parameter<Optional<List<String>>> INSTANCES = EventParameters.ids(
                    "InstanceId", "instance", EventErrors.TOO_MANY_INSTANCES)
            .optional();
    private static final Parameter<Optional<String>> STATUS = Take.word(
                    "Status", "Pending", "Starting", "Running", "Stopping", "Stopped")
            .refusing(403, "InvalidParameter")
            .optional();
    private static final Parameter<Optional<HealthStatus>> HEALTH =
            EventParameters.health().optional();
    private static final Parameter<Optional<EventType>> TYPE =
            EventParameters.type("EventType", false).optional();
    private static final Parameter<Optional<Set<EventType>>> TYPES =
            EventParameters.types("InstanceEventType", 30).optional();
    private static final Declaration DECLARATION = Declaration.reading(
                    EventParameters.VERSION,
                    "DescribeInstancesFullStatus",
                    "Lists instances with their status, their health and the events planned for them.")
            .takes(EventParameters.REGION, INSTANCES, STATUS, HEALTH, EventParameters.EVENT_IDS, TYPE, TYPES)
            .takes(EventParameters.PUBLISHED, EventParameters.NOT_BEFORE)
            .takes(PAGE.byNumber())
            .fails(EventErrors.TOO_MANY_EVENTS, EventErrors.TOO_MANY_INSTANCES, EventErrors.END_BEFORE_START)
            .end();

    private final EventDesk desk;

    DescribeInstancesFullStatus(EventDesk desk) {
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
        var owner = new Owner(EventDesk.account(call), call.get(EventParameters.REGION));
        PageRequest.ByNumber asked = PAGE.ofNumber(call);
        var status = new FullStatus(desk, call.now());
        boolean isWhole = call.get(INSTANCES).isEmpty() && call.get(HEALTH).isEmpty() && !namesEvents(call);
        if (isWhole) {
            // the usual question costs one page, however large the fleet
            var slice = desk.fleet()
                    .instances(
                            new KnownFleet.Query(owner, call.get(STATUS).orElse(null), asked.offset(), asked.size()));
            return reply(asked, slice.total(), status.rows(owner, slice.items()));
        }
        List<FullStatus.Row> rows = matching(call, owner, status, filter);
        return reply(asked, rows.size(), Pages.cut(rows, asked));
    }

    private static Answer reply(PageRequest.ByNumber asked, long total, List<FullStatus.Row> rows) {
        return Pages.reply(
                asked,
                total,
                "InstanceFullStatusSet",
                "InstanceFullStatusType",
                rows.stream().map(FullStatus.Row::tree).toList());
    }

    private List<FullStatus.Row> matching(Call call, Owner owner, FullStatus status, EventFilter filter) {
        var rows = new ArrayList<FullStatus.Row>();
        Optional<Set<ResourceId>> named = namesEvents(call)
                ? Optional.of(withEvents(filter))
                : call.get(INSTANCES).map(EventParameters::resources);
        if (named.isPresent()) {
            List<ResourceId> ids = List.copyOf(named.get());
            for (int from = 0; from < ids.size(); from += BATCH) {
                var batch = Set.copyOf(ids.subList(from, Math.min(from + BATCH, ids.size())));
                rows.addAll(status.rows(owner, desk.fleet().instances(owner, batch)));
            }
        } else {
            rows.addAll(all(call, owner, status));
        }
        rows.removeIf(row -> !fits(call, row));
        return rows;
    }

    private List<FullStatus.Row> all(Call call, Owner owner, FullStatus status) {
        var rows = new ArrayList<FullStatus.Row>();
        List<KnownInstance> batch;
        do {
            var query = new KnownFleet.Query(owner, call.get(STATUS).orElse(null), rows.size(), BATCH);
            batch = desk.fleet().instances(query).items();
            rows.addAll(status.rows(owner, batch));
        } while (batch.size() == BATCH);
        return rows;
    }

    private static boolean fits(Call call, FullStatus.Row row) {
        return call.get(STATUS).map(row.instance().condition().status()::equals).orElse(true)
                && call.get(HEALTH).map(row.health().status()::equals).orElse(true)
                && call.get(INSTANCES)
                        .map(ids -> ids.contains(row.instance().id().text()))
                        .orElse(true);
    }

    private static boolean namesEvents(Call call) {
        return call.get(EventParameters.EVENT_IDS).isPresent()
                || call.get(TYPE).isPresent()
                || call.get(TYPES).isPresent()
                || !call.get(EventParameters.PUBLISHED).isOpen()
                || !call.get(EventParameters.NOT_BEFORE).isOpen();
    }

    /** The instances that have such an event, those of the newest event first. */
    private Set<ResourceId> withEvents(EventFilter filter) {
        var instances = new LinkedHashSet<ResourceId>();
        Paging paging = new Paging.After(null, BATCH);
        Optional<Paging.Cursor> next;
        do {
            Paging.Page page = desk.events().list(filter, paging);
            page.events().stream()
                    .map((Published event) -> event.subject().target().resource())
                    .forEach(instances::add);
            next = page.next();
            paging = new Paging.After(next.orElse(null), BATCH);
        } while (next.isPresent());
        return instances;
    }

    private static EventFilter filter(Call call) {
        var scope = new EventFilter.Scope(EventDesk.account(call), call.get(EventParameters.REGION), false);
        var times = new EventFilter.Times(call.get(EventParameters.PUBLISHED), call.get(EventParameters.NOT_BEFORE));
        EventFilter filter = EventFilter.of(scope, PLANNED).within(times);
        var ids = call.get(EventParameters.EVENT_IDS);
        if (ids.isPresent()) {
            filter = filter.withIds(EventParameters.eventIds(ids.get()));
        }
        var types = call.get(TYPES).or(() -> call.get(TYPE).map(Set::of));
        if (types.isPresent()) {
            filter = filter.ofTypes(types.get());
        }
        var instances = call.get(INSTANCES);
        return instances.isPresent() ? filter.about(EventParameters.resources(instances.get())) : filter;
    }
}
