package io.opsbus.event.decide;

import static io.opsbus.event.decide.Sample.ACCOUNT;
import static io.opsbus.event.decide.Sample.MACHINE;
import static io.opsbus.event.decide.Sample.NOT_BEFORE;
import static io.opsbus.event.decide.Sample.OTHER_MACHINE;
import static io.opsbus.event.decide.Sample.PUBLISHED;
import static io.opsbus.event.decide.Sample.STRANGER;

import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.CycleRules;
import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.EventCycle.Executing;
import io.opsbus.event.cycle.EventCycle.Inquiring;
import io.opsbus.event.cycle.EventCycle.Scheduled;
import io.opsbus.event.cycle.Plan;
import io.opsbus.event.cycle.Subject;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.cycle.SystemEvent.Draft;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.decide.EventInput.Acted;
import io.opsbus.event.decide.EventInput.Outcome;
import io.opsbus.event.decide.EventInput.Reported;
import io.opsbus.event.kind.Deed;
import io.opsbus.event.kind.Deed.Channel;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.kind.Levels;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The states and inputs of the decision table, by their names there. */
final class Rows {
    private static final Instant NOW = PUBLISHED.plus(Duration.ofHours(10));
    private static final Instant LATE = NOT_BEFORE.plus(Duration.ofHours(7));
    private static final Instant TWO_MONTHS_LATER = Instant.parse("2019-06-09T14:18:26Z");
    private static final Plan PLAN = Plan.at(NOT_BEFORE);

    private Rows() {}

    record State(@Nullable SystemEvent event) {}

    record Input(EventInput input, Instant now) {}

    /** The states an event of this type and origin can be in. */
    static Map<String, State> states(EventType type, Origin origin) {
        Subject subject = Sample.subject(type, origin);
        boolean planned = type.beginsIn(EventStatus.SCHEDULED) || origin == Origin.SIMULATION;
        var states = new LinkedHashMap<String, State>();
        states.put("-", new State(null));
        if (type.beginsIn(EventStatus.SCHEDULED) && origin == Origin.OPERATOR) {
            states.put("Draft", new State(new Draft(subject, PLAN, NOT_BEFORE.minus(Duration.ofHours(20)))));
        }
        var scheduled = new Scheduled(PLAN, false);
        var executing = new Executing(PUBLISHED, null);
        for (EventCycle cycle : new EventCycle[] {
            new Inquiring(),
            scheduled,
            executing,
            executing.complete(NOW),
            scheduled.avoid(NOW),
            scheduled.cancel(NOW),
            executing.fail(NOW, "why")
        }) {
            if (isPossible(type, cycle.status())) {
                states.put(cycle.status().word(), new State(published(subject, cycle)));
            }
        }
        if (planned) {
            states.put("Exec., planned", new State(published(subject, scheduled.begin(PUBLISHED))));
        }
        return states;
    }

    /** Whatever an event is, it can fail, and a simulated one can be canceled: ASSUMED where API facts 3.6 list it not. */
    private static boolean isPossible(EventType type, EventStatus status) {
        return Levels.stated(type).contains(status)
                || status == EventStatus.FAILED
                || (status == EventStatus.CANCELED && type.has(EventType.Trait.SIMULATABLE));
    }

    private static Published published(Subject subject, EventCycle cycle) {
        // a planned event was published as such
        EventCycle first = cycle.planned().isPresent() ? new Scheduled(PLAN, false) : cycle;
        return new Published(subject, PUBLISHED, first.status(), cycle, 3);
    }

    static Map<String, Input> inputs(EventType type, Origin origin) {
        Subject subject = Sample.subject(type, origin);
        var inputs = new LinkedHashMap<String, Input>();
        beginnings(inputs, subject);
        choices(inputs);
        for (Deed deed : Deed.values()) {
            inputs.put("user: " + deed, now(acted(deed, Channel.API, NOW)));
        }
        inputs.put("user: REBOOT late", new Input(acted(Deed.REBOOT, Channel.API, LATE), LATE));
        inputs.put("user: REBOOT before", now(acted(Deed.REBOOT, Channel.API, PUBLISHED.minusMillis(1))));
        inputs.put("in guest: REBOOT", now(acted(Deed.REBOOT, Channel.GUEST, NOW)));
        inputs.put("other inst.: REBOOT", now(new Acted(ACCOUNT, OTHER_MACHINE, Deed.REBOOT, Channel.API, NOW)));
        inputs.put("stranger: RELEASE", now(new Acted(STRANGER, MACHINE, Deed.RELEASE, Channel.API, NOW)));
        inputs.put("report: done", now(new Reported(subject.target().resource(), new Outcome.Done(NOW))));
        inputs.put("report: failed", now(new Reported(subject.target().resource(), new Outcome.Failed(NOW, "why"))));
        inputs.put("report: user first", now(new Reported(subject.target().resource(), new Outcome.UserWasFirst(NOW))));
        inputs.put("other inst.: done", now(new Reported(new ResourceId("x-other"), new Outcome.Done(NOW))));
        inputs.put("timer: early", new Input(new EventInput.Due(), PUBLISHED.plusMillis(1)));
        inputs.put("timer: reminder", new Input(new EventInput.Due(), NOT_BEFORE.minus(CycleRules.GUIDE.reminder())));
        inputs.put("timer: notBefore", new Input(new EventInput.Due(), NOT_BEFORE));
        inputs.put("timer: 7 h late", new Input(new EventInput.Due(), LATE));
        inputs.put("timer: two months", new Input(new EventInput.Due(), TWO_MONTHS_LATER));
        return inputs;
    }

    /** Only those an event of this origin can begin with. */
    private static void beginnings(Map<String, Input> inputs, Subject subject) {
        switch (subject.origin()) {
            case OPERATOR, PROVIDER, BILLING -> real(inputs, subject);
            case SIMULATION -> {
                inputs.put("simulate", now(new EventInput.Simulate(subject, NOT_BEFORE)));
                inputs.put("simulate in the past", now(new EventInput.Simulate(subject, NOW)));
            }
            case ELSEWHERE -> {
                inputs.put("told: Executing", told(subject, new Executing(PUBLISHED, null)));
                inputs.put("told: Executed", told(subject, new EventCycle.Executed(PUBLISHED, NOW, null)));
            }
        }
    }

    private static void real(Map<String, Input> inputs, Subject subject) {
        var other = new Subject(subject.id(), subject.type(), subject.target(), subject.origin(), "another reason");
        inputs.put("schedule", now(new EventInput.Schedule(subject, NOT_BEFORE)));
        inputs.put("schedule in 30 days", now(new EventInput.Schedule(subject, NOW.plus(Duration.ofDays(30)))));
        inputs.put("schedule in the past", now(new EventInput.Schedule(subject, NOW)));
        inputs.put("schedule, id taken", now(new EventInput.Schedule(other, NOT_BEFORE)));
        inputs.put("inquire", now(new EventInput.Inquire(subject)));
        inputs.put("occur", now(new EventInput.Occur(subject, NOW, false)));
        inputs.put("occur, under way", now(new EventInput.Occur(subject, NOW, true)));
        var ours = new Subject(subject.id(), subject.type(), subject.target(), Origin.ELSEWHERE, subject.reason());
        inputs.put("told: ours Executed", told(ours, new EventCycle.Executed(PUBLISHED, NOW, null)));
    }

    private static Input told(Subject subject, EventCycle cycle) {
        return now(new EventInput.Mirror(subject, PUBLISHED, cycle));
    }

    private static void choices(Map<String, Input> inputs) {
        inputs.put("reschedule", now(reschedule(NOT_BEFORE.minus(Duration.ofMinutes(30)))));
        inputs.put("reschedule to now", now(reschedule(NOW)));
        inputs.put("reschedule too late", now(reschedule(NOT_BEFORE.minus(Duration.ofMinutes(29)))));
        inputs.put(
                "reschedule, other",
                now(new EventInput.Reschedule(ACCOUNT, OTHER_MACHINE, NOT_BEFORE.minus(Duration.ofHours(1)))));
        inputs.put("accept", now(new EventInput.Accept(ACCOUNT)));
        inputs.put("accept by stranger", now(new EventInput.Accept(STRANGER)));
        inputs.put("cancel simulated", now(new EventInput.CancelSimulated(ACCOUNT)));
        inputs.put("withdraw", now(new EventInput.Withdraw()));
    }

    private static EventInput reschedule(Instant to) {
        return new EventInput.Reschedule(ACCOUNT, MACHINE, to);
    }

    private static EventInput acted(Deed deed, Channel channel, Instant at) {
        return new Acted(ACCOUNT, MACHINE, deed, channel, at);
    }

    private static Input now(EventInput input) {
        return new Input(input, NOW);
    }
}
