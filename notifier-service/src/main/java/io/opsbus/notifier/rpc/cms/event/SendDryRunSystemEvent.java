package io.opsbus.notifier.rpc.cms.event;

import io.opsbus.notifier.Event;
import io.opsbus.notifier.meta.EventCatalogue;
import io.opsbus.notifier.meta.EventMeta;
import io.opsbus.notifier.meta.Occurrence;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.Hops;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.json.JsonReader;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code SendDryRunSystemEvent} (API facts 2.2): the event is told as any other, its id begins with {@code dry-run-}; it is not kept. */
final class SendDryRunSystemEvent implements Action {

    private static final String REGION = "cn-hangzhou";
    private static final Parameter<String> PRODUCT = Take.text("Product")
            .only("ECS", EventMeta.PRODUCT::equalsIgnoreCase)
            .required();
    private static final Parameter<String> NAME = Take.text("EventName")
            .only("the name of an event", name -> EventCatalogue.find(name).isPresent())
            .required();
    private static final Parameter<String> CONTENT = Take.text("EventContent")
            .only("a JSON object of texts", text -> JsonReader.textMap(text).isPresent())
            .meaning(
                    "Its instanceId, diskId, snapshotId or resourceId is the resource, its eventStatus, state or result the status, which is else the name's. A"
                            + " result that failed makes the event as grave as one that did.")
            .or("{}");
    private static final Parameter<Optional<String>> GROUP = Cms.name("GroupId")
            .meaning("The event is of a resource of this monitor group: the one in EventContent, or the group's first.")
            .names("monitor-group")
            .optional();
    private static final RpcError EMPTY_GROUP = CmsErrors.invalid("GroupId is of a monitor group without resources.");
    private static final RpcError ANOTHERS =
            CmsErrors.invalid("EventContent names a resource that is not of the monitor group in GroupId.");
    private static final Declaration DECLARATION = Cms.writing(
                    "SendDryRunSystemEvent",
                    "Sends a made-up system event to the targets of the rules that want it; nothing else comes of it.")
            .takes(PRODUCT, NAME, CONTENT, GROUP)
            .fails(Hops.TOO_MANY, CmsErrors.NO_MONITOR_GROUP, CmsErrors.INVALID)
            .end();

    private final Desk desk;
    private final EventDesk events;

    SendDryRunSystemEvent(Desk desk, EventDesk events) {
        this.desk = desk;
        this.events = events;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        if (call.hops().areTooMany()) {
            return new Answer.Refused(Hops.TOO_MANY);
        }
        var content = JsonReader.textMap(call.get(CONTENT)).orElse(Map.of());
        return switch (resource(call, content)) {
            case Resource.Of(var path) -> told(call, content, path);
            case Resource.None(var error) -> new Answer.Refused(error);
        };
    }

    private Answer told(Call call, Map<String, String> content, String path) {
        var meta = EventCatalogue.find(call.get(NAME)).orElseThrow();
        var status = first(content, "eventStatus", "state", "result")
                .or(() -> Optional.of(meta.status()).filter(word -> !word.isEmpty()));
        var event = new Event(
                Desk.account(call),
                call.fresh().id("dry-run-", "event", 20),
                meta.name(),
                Occurrence.level(meta, status),
                EventMeta.PRODUCT,
                "acs:ecs:" + REGION + ":" + call.accountId() + ":" + path,
                call.now().truncatedTo(ChronoUnit.MILLIS),
                status);
        var made = MadeEvent.of(event, REGION, call.get(CONTENT));
        events.announcements().tell(made.event(), made.json(), call.hops().count());
        return new Answer.Reply(Cms.okInTexts().end());
    }

    /** Of what resource it is. */
    private sealed interface Resource {
        /** Of this one. */
        record Of(String path) implements Resource {}

        /** Of none there is. */
        record None(RpcError error) implements Resource {}
    }

    private Resource resource(Call call, Map<String, String> content) {
        var said = path(content);
        if (call.get(GROUP).isEmpty()) {
            return new Resource.Of(said.orElse("instance/i-dry-run"));
        }
        var group =
                desk.monitorGroups().shelf().find(Desk.key(call, call.get(GROUP).get()));
        if (group.isEmpty()) {
            return new Resource.None(CmsErrors.NO_MONITOR_GROUP);
        }
        var members = group.get().members();
        if (said.isEmpty()) {
            return members.stream()
                    .findFirst()
                    .<Resource>map(member -> new Resource.Of("instance/" + member.id()))
                    .orElseGet(() -> new Resource.None(EMPTY_GROUP));
        }
        var id = said.get().substring(said.get().indexOf('/') + 1);
        return members.stream().anyMatch(member -> member.id().equals(id))
                ? new Resource.Of(said.get())
                : new Resource.None(ANOTHERS);
    }

    private static Optional<String> path(Map<String, String> content) {
        return first(content, "diskId")
                .map(id -> "disk/" + id)
                .or(() -> first(content, "snapshotId").map(id -> "snapshot/" + id))
                .or(() -> first(content, "instanceId", "resourceId").map(id -> "instance/" + id));
    }

    private static Optional<String> first(Map<String, String> content, String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.ofNullable(content.get(name)))
                .findFirst();
    }
}
