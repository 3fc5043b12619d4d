package io.opsbus.event.rpc.ecs;

import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.cycle.Target.Owner;
import io.opsbus.event.fleet.KnownDisk;
import io.opsbus.event.fleet.KnownFleet;
import io.opsbus.event.health.DiskHealth;
import io.opsbus.event.health.Health;
import io.opsbus.event.health.HealthStatus;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.query.EventFilter;
import io.opsbus.event.query.Paging;
import io.opsbus.event.query.TimeRange;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.page.PageParameters;
import io.opsbus.rpc.page.PageRequest;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code DescribeDisksFullStatus} (API facts 2.1): disks with their status, health and events, past ones too. With a
 * criterion of events only disks that have such an event are listed.
 */
final class DescribeDisksFullStatus implements Action {
    private static final PageParameters PAGE = PageParameters.upTo(100, 100);
    private static final int BATCH = 100;

    private static final Parameter<Optional<List<String>>> DISKS =
            EventParameters.ids("DiskId", "disk", EventErrors.TOO_MANY_DISKS).optional();
    private static final Parameter<Optional<String>> STATUS = Take.word(
                    "Status", "In_use", "Available", "Attaching", "Detaching", "Creating", "ReIniting")
            .refusing(403, "InvalidParameter")
            .optional();
    private static final Parameter<Optional<HealthStatus>> HEALTH =
            EventParameters.health().optional();
    private static final Parameter<Optional<EventType>> TYPE =
            EventParameters.type("EventType", true).optional();
    private static final Parameter<TimeRange> TIME = EventParameters.range("EventTime");
    private static final Declaration DECLARATION = Declaration.reading(
                    EventParameters.VERSION,
                    "DescribeDisksFullStatus",
                    "Lists disks with their status, their health and their events.")
            .takes(EventParameters.REGION, DISKS, STATUS, HEALTH, EventParameters.EVENT_IDS, TYPE, TIME)
            .takes(PAGE.byNumber())
            .takes(EventParameters.unsupported("ResourceGroupId"), EventParameters.unsupported("Tag.1.Key"))
            .fails(EventErrors.TOO_MANY_EVENTS, EventErrors.TOO_MANY_DISKS, EventErrors.END_BEFORE_START)
            .end();

    private final EventDesk desk;

    DescribeDisksFullStatus(EventDesk desk) {
        this.desk = desk;
    }

    /** One disk. */
    private record Row(KnownDisk disk, Health health, List<Published> events) {
        Tree.Fields tree() {
            var place = disk.place();
            return Tree.build()
                    .put("DiskId", disk.id().text())
                    .put("InstanceId", place == null ? "" : place.instance().text())
                    .put("Device", place == null ? "" : EventTree.text(place.device()))
                    .put("Status", EventTree.named(code(), disk.status()))
                    .put("HealthStatus", EventTree.health(health))
                    .put(
                            "DiskEventSet",
                            "DiskEventType",
                            events.stream().map(EventTree::ofDisk).toList())
                    .end();
        }

        /** 129 is known from a sample, the others are ASSUMED. */
        private int code() {
            return switch (disk.status()) {
                case "In_use" -> 128;
                case "Available" -> 129;
                case "Attaching" -> 130;
                case "Detaching" -> 131;
                case "Creating" -> 132;
                default -> 133;
            };
        }
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        if (call.get(TIME).isReversed()) {
            return new Answer.Refused(EventErrors.END_BEFORE_START);
        }
        var owner = new Owner(EventDesk.account(call), call.get(EventParameters.REGION));
        PageRequest.ByNumber asked = PAGE.ofNumber(call);
        EventFilter filter = filter(call, owner);
        boolean isWhole = call.get(DISKS).isEmpty() && call.get(HEALTH).isEmpty() && !namesEvents(call);
        if (isWhole) {
            var slice = desk.fleet()
                    .disks(new KnownFleet.Query(owner, call.get(STATUS).orElse(null), asked.offset(), asked.size()));
            return reply(asked, slice.total(), rows(filter, slice.items()));
        }
        List<Row> rows = matching(call, owner, filter);
        return reply(asked, rows.size(), Pages.cut(rows, asked));
    }

    private static Answer reply(PageRequest.ByNumber asked, long total, List<Row> rows) {
        return Pages.reply(
                asked,
                total,
                "DiskFullStatusSet",
                "DiskFullStatusType",
                rows.stream().map(Row::tree).toList());
    }

    private List<Row> matching(Call call, Owner owner, EventFilter filter) {
        var rows = new ArrayList<Row>();
        Optional<Set<ResourceId>> named = namesEvents(call)
                ? Optional.of(events(filter).stream()
                        .map(event -> event.subject().target().resource())
                        .collect(Collectors.toCollection(LinkedHashSet::new)))
                : call.get(DISKS).map(EventParameters::resources);
        if (named.isPresent()) {
            List<ResourceId> ids = List.copyOf(named.get());
            for (int from = 0; from < ids.size(); from += BATCH) {
                var batch = Set.copyOf(ids.subList(from, Math.min(from + BATCH, ids.size())));
                rows.addAll(rows(filter, desk.fleet().disks(owner, batch)));
            }
        } else {
            List<KnownDisk> batch;
            do {
                var query = new KnownFleet.Query(owner, call.get(STATUS).orElse(null), rows.size(), BATCH);
                batch = desk.fleet().disks(query).items();
                rows.addAll(rows(filter, batch));
            } while (batch.size() == BATCH);
        }
        rows.removeIf(row -> !fits(call, row));
        return rows;
    }

    private static boolean fits(Call call, Row row) {
        return call.get(STATUS).map(row.disk().status()::equals).orElse(true)
                && call.get(HEALTH).map(row.health().status()::equals).orElse(true)
                && call.get(DISKS)
                        .map(ids -> ids.contains(row.disk().id().text()))
                        .orElse(true);
    }

    private List<Row> rows(EventFilter filter, List<KnownDisk> disks) {
        Set<ResourceId> ids = disks.stream().map(KnownDisk::id).collect(Collectors.toSet());
        Map<ResourceId, List<Published>> shown = byDisk(events(filter.about(ids)));
        var open = EventFilter.of(filter.scope(), EnumSet.of(EventStatus.EXECUTING))
                .about(ids);
        Map<ResourceId, List<Published>> going = byDisk(events(open));
        return disks.stream()
                .map(disk -> new Row(
                        disk,
                        DiskHealth.of(use(disk), Objects.requireNonNullElse(going.get(disk.id()), List.of())),
                        Objects.requireNonNullElse(shown.get(disk.id()), List.of())))
                .toList();
    }

    private static Map<ResourceId, List<Published>> byDisk(List<Published> events) {
        return events.stream()
                .collect(Collectors.groupingBy(event -> event.subject().target().resource()));
    }

    private static DiskHealth.Use use(KnownDisk disk) {
        return switch (disk.status()) {
            case "Creating", "ReIniting" -> DiskHealth.Use.COMING;
            case "In_use", "Attaching", "Detaching" -> DiskHealth.Use.ATTACHED;
            case "Available" -> DiskHealth.Use.IDLE;
            default -> DiskHealth.Use.UNKNOWN;
        };
    }

    private List<Published> events(EventFilter filter) {
        var events = new ArrayList<Published>();
        Paging paging = new Paging.After(null, BATCH);
        Optional<Paging.Cursor> next;
        do {
            Paging.Page page = desk.events().list(filter, paging);
            events.addAll(page.events());
            next = page.next();
            paging = new Paging.After(next.orElse(null), BATCH);
        } while (next.isPresent());
        return events;
    }

    private static boolean namesEvents(Call call) {
        return call.get(EventParameters.EVENT_IDS).isPresent()
                || call.get(TYPE).isPresent()
                || !call.get(TIME).isOpen();
    }

    private static EventFilter filter(Call call, Owner owner) {
        var scope = new EventFilter.Scope(owner.account(), owner.region(), true);
        EventFilter filter = EventFilter.of(scope, EnumSet.allOf(EventStatus.class))
                .within(new EventFilter.Times(call.get(TIME), TimeRange.ALWAYS));
        var ids = call.get(EventParameters.EVENT_IDS);
        if (ids.isPresent()) {
            filter = filter.withIds(EventParameters.eventIds(ids.get()));
        }
        var type = call.get(TYPE);
        if (type.isPresent()) {
            filter = filter.ofTypes(Set.of(type.get()));
        }
        var disks = call.get(DISKS);
        return disks.isPresent() ? filter.about(EventParameters.resources(disks.get())) : filter;
    }
}
