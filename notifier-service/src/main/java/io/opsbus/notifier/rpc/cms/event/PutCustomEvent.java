package io.opsbus.notifier.rpc.cms.event;

import io.opsbus.notifier.Event;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.delivery.EventKey;
import io.opsbus.notifier.history.PastEvent;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.rule.EventPattern;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.Hops;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Struct;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError.Reason;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code PutCustomEvent} (API facts 2.2): each is kept for some days and told to the rules whose {@code EventType} is {@code CUSTOM}. */
final class PutCustomEvent implements Action {

    private static final int MOST = 50;
    private static final int LONGEST = 8192;

    /** A caller's clock may be fast, and may be of another time zone. */
    private static final Duration AHEAD = Duration.ofDays(1);

    /** One event as it was put. */
    private record OwnEvent(String name, String content, String group, Optional<Instant> time) {}

    private static final Parameter<String> NAME = Cms.name("EventName").required();
    private static final Parameter<String> CONTENT = Take.text("Content")
            .only("at most " + LONGEST + " characters", text -> text.length() <= LONGEST)
            .required();
    private static final Parameter<String> GROUP = Take.text("GroupId")
            .only("at most 64 characters", text -> text.length() <= 64)
            .or("0");
    private static final Parameter<Optional<Instant>> TIME = Take.text("Time")
            .as("milliseconds since 1970, or yyyyMMddTHHmmss.SSSZ as the event has it", PutCustomEvent::time)
            .meaning("From 1970 to a day after the call; not sent, the call's.")
            .optional();
    private static final Parameter<List<OwnEvent>> EVENTS = Take.structs(
            "EventInfo",
            MOST,
            Struct.of(
                    values -> new OwnEvent(values.get(NAME), values.get(CONTENT), values.get(GROUP), values.get(TIME)),
                    NAME,
                    CONTENT,
                    GROUP,
                    TIME));
    private static final Declaration DECLARATION = Cms.writing(
                    "PutCustomEvent",
                    "Tells events of the customer's own to the targets of the custom event rules that want them.")
            .takes(EVENTS)
            .fails(Hops.TOO_MANY)
            .end();

    private final EventDesk events;

    PutCustomEvent(EventDesk events) {
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
        var infos = call.get(EVENTS);
        if (infos.isEmpty()) {
            return new Answer.Refused(RpcError.missingParameter("EventInfo.1.EventName"));
        }
        var latest = call.now().plus(AHEAD);
        for (var i = 0; i < infos.size(); i++) {
            if (infos.get(i).time().filter(time -> isNever(time, latest)).isPresent()) {
                return new Answer.Refused(RpcError.invalidParameter(
                        "EventInfo." + (i + 1) + ".Time", "must be from 1970 to a day after now"));
            }
        }
        var made = new ArrayList<MadeEvent>();
        for (var i = 0; i < infos.size(); i++) {
            made.add(made(call, i, infos.get(i)));
        }
        events.past()
                .keep(
                        made.stream()
                                .map(one -> PastEvent.of(
                                        EventKey.of(one.event(), one.json()).id(), true, one.event(), "", one.text()))
                                .toList(),
                        call.now());
        var counting = events.thresholds().of(call);
        for (var i = 0; i < made.size(); i++) {
            var one = made.get(i);
            events.announcements().tell(one.event(), one.json(), call.hops().count());
            counting.count(one, infos.get(i).content());
        }
        // the contract has no Success here
        return new Answer.Reply(
                Tree.build().put("Code", "200").put("Message", "success").end());
    }

    private static boolean isNever(Instant time, Instant latest) {
        return time.isBefore(Instant.EPOCH) || time.isAfter(latest);
    }

    private static MadeEvent made(Call call, int at, OwnEvent info) {
        var bare = new Event(
                Desk.account(call),
                call.fresh().id("custom-", "event/" + at, 20),
                info.name,
                Level.INFO,
                EventPattern.CUSTOM_PRODUCT,
                "acs:cms::" + call.accountId() + ":group/" + info.group,
                info.time.orElse(call.now()).truncatedTo(ChronoUnit.MILLIS),
                Optional.empty());
        return MadeEvent.of(bare, "", info.content);
    }

    private static Got<Instant> time(String name, String text) {
        return MadeEvent.time(text)
                .<Got<Instant>>map(Got.Given::new)
                .orElseGet(() -> Got.wrong(name, Reason.MALFORMED, "is not a time"));
    }
}
