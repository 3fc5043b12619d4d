package io.opsbus.notifier.rpc.cms.event;

import io.opsbus.notifier.Event;
import io.opsbus.notifier.meta.EventCatalogue;
import io.opsbus.notifier.meta.EventMeta;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.Hops;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.json.JsonReader;
import io.opsbus.rpc.reply.Answer;
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
                    "Its instanceId, diskId, snapshotId or resourceId is the resource, its eventStatus, state or result the status.")
            .or("{}");
    private static final Declaration DECLARATION = Cms.writing(
                    "SendDryRunSystemEvent",
                    "Sends a made-up system event to the targets of the rules that want it; nothing else comes of it.")
            .takes(PRODUCT, NAME, CONTENT)
            .ignores("GroupId")
            .fails(Hops.TOO_MANY)
            .end();

    private final EventDesk events;

    SendDryRunSystemEvent(EventDesk events) {
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
        var meta = EventCatalogue.find(call.get(NAME)).orElseThrow();
        var content = JsonReader.textMap(call.get(CONTENT)).orElse(Map.of());
        var event = new Event(
                Desk.account(call),
                call.fresh().id("dry-run-", "event", 20),
                meta.name(),
                meta.level(),
                EventMeta.PRODUCT,
                "acs:ecs:" + REGION + ":" + call.accountId() + ":" + resource(content),
                call.now().truncatedTo(ChronoUnit.MILLIS),
                first(content, "eventStatus", "state", "result"));
        var made = MadeEvent.of(event, REGION, call.get(CONTENT));
        events.announcements().tell(made.event(), made.json(), call.hops().count());
        return new Answer.Reply(Cms.okInTexts().end());
    }

    private static String resource(Map<String, String> content) {
        return first(content, "diskId")
                .map(id -> "disk/" + id)
                .or(() -> first(content, "snapshotId").map(id -> "snapshot/" + id))
                .or(() -> first(content, "instanceId", "resourceId").map(id -> "instance/" + id))
                .orElse("instance/i-dry-run");
    }

    private static Optional<String> first(Map<String, String> content, String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.ofNullable(content.get(name)))
                .findFirst();
    }
}
