package io.opsbus.event.decide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.cycle.CycleRules;
import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.EventFact;
import io.opsbus.event.cycle.Moment;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.kind.EventType.Trait;
import io.opsbus.event.kind.Levels;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Accepted;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.ledger.Timer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * All states × inputs × types. The expected table lies beside this test ({@code decision-table.txt}), types that behave
 * alike share one; a cell is the next state and who is told: {@code N} the user, {@code A} the instance's owner is asked.
 */
class EventDecisionTableTest {
    private static final EventDecisions DECISIONS = new EventDecisions(CycleRules.GUIDE);

    @Test
    void everyStateAndInputOfEveryTypeIsDecidedAsTheTableSays() throws IOException {
        String expected;
        try (var in = EventDecisionTableTest.class.getResourceAsStream("decision-table.txt")) {
            expected =
                    new String(Objects.requireNonNull(in, "decision-table.txt").readAllBytes(), UTF_8);
        }
        assertThat(table()).isEqualTo(expected);
    }

    @Test
    void everyAcceptedChangeOfStatusIsAnnouncedOnceAndEveryOtherIsNot() {
        each((before, input, decision) -> {
            if (decision instanceof Accepted<SystemEvent, Done, EventFact>(var after, var _, var facts, var _)) {
                boolean elsewhere = after != null && after.subject().origin() == Origin.ELSEWHERE;
                boolean published = after instanceof Published now
                        && !(before instanceof Published old && old.status() == now.status())
                        && !elsewhere;
                long notices = facts.stream()
                        .filter(EventFact.Announced.class::isInstance)
                        .count();
                boolean repeated = before instanceof Published old
                        && after instanceof Published now
                        && old.status() == now.status()
                        && !old.equals(now)
                        && !elsewhere;
                assertThat(notices).isEqualTo(published || repeated ? 1 : 0);
            }
        });
    }

    @Test
    void whatIsClosedStaysAsItIsUntilItIsForgotten() {
        each((before, input, decision) -> {
            if (before instanceof Published old
                    && old.cycle() instanceof EventCycle.Closed
                    && decision instanceof Accepted<SystemEvent, Done, EventFact>(var after, var _, var facts, var _)) {
                assertThat(after).isIn(before, null);
                assertThat(facts).isEmpty();
                assertThat(after == null).isEqualTo(input instanceof EventInput.Due && after == null);
            }
        });
    }

    @Test
    void theTimerOfAChangedEventIsItsNextMoment() {
        each((before, input, decision) -> {
            if (decision instanceof Accepted<SystemEvent, Done, EventFact>(var after, var _, var _, var timers)
                    && !Objects.equals(before, after)) {
                assertThat(timers).hasSize(1);
                var moment = after == null ? java.util.Optional.<Moment>empty() : Moment.next(after, CycleRules.GUIDE);
                if (timers.getFirst() instanceof Timer.Set set) {
                    assertThat(set.dueAt()).isEqualTo(moment.orElseThrow().at());
                } else {
                    assertThat(moment).isEmpty();
                }
            }
        });
    }

    @Test
    void noEventReachesAStateItsTypeDoesNotHave() {
        each((before, input, decision) -> {
            if (decision instanceof Accepted<SystemEvent, Done, EventFact>(var after, var _, var _, var _)
                    && after instanceof Published now
                    && !now.equals(before)) {
                // ASSUMED: what API facts 3.6 do not list can fail, and a simulation can be canceled
                boolean assumed = now.cycle() instanceof EventCycle.Failed
                        || (now.cycle() instanceof EventCycle.Canceled
                                && now.subject().isSimulated());
                assertThat(assumed || Levels.stated(now.type()).contains(now.status()))
                        .as(now.type().word() + " " + now.status())
                        .isTrue();
            }
        });
    }

    @Test
    void factIdsOfOneEventNeverRepeat() {
        each((before, input, decision) -> {
            if (before instanceof Published old
                    && decision instanceof Accepted<SystemEvent, Done, EventFact>(var _, var _, var facts, var _)) {
                assertThat(facts)
                        .allSatisfy(fact -> assertThat(fact.event().changes()).isGreaterThan(old.changes()));
                assertThat(facts.stream().map(EventFact::factId)).doesNotHaveDuplicates();
            }
        });
    }

    private interface Check {
        void check(@Nullable SystemEvent before, EventInput input, Decision<SystemEvent, Done, EventFact> decision);
    }

    private static void each(Check check) {
        for (EventType type : EventType.values()) {
            for (Origin origin : origins(type)) {
                for (var state : Rows.states(type, origin).values()) {
                    for (var row : Rows.inputs(type, origin).values()) {
                        check.check(state.event(), row.input(), DECISIONS.on(state.event(), row.input(), row.now()));
                    }
                }
            }
        }
    }

    private static List<Origin> origins(EventType type) {
        var origins = new ArrayList<>(List.of(Origin.OPERATOR, Origin.ELSEWHERE));
        if (type.has(Trait.SIMULATABLE)) {
            origins.add(Origin.SIMULATION);
        }
        return origins;
    }

    /** The tables of all types, those of equal types under one heading. */
    private static String table() {
        Map<String, List<String>> byTable = new LinkedHashMap<>();
        for (EventType type : EventType.values()) {
            for (Origin origin : origins(type)) {
                String name = type.word()
                        + switch (origin) {
                            case SIMULATION -> " (simulated)";
                            case ELSEWHERE -> " (run elsewhere)";
                            default -> "";
                        };
                byTable.computeIfAbsent(table(type, origin), table -> new ArrayList<>())
                        .add(name);
            }
        }
        var text = new StringBuilder();
        byTable.forEach((table, types) -> text.append("# ")
                .append(String.join(", ", types))
                .append('\n')
                .append(table)
                .append('\n'));
        return text.toString();
    }

    private static String table(EventType type, Origin origin) {
        var states = Rows.states(type, origin);
        var text = new StringBuilder("%-20s".formatted(""));
        states.keySet().forEach(state -> text.append("| %-16s".formatted(state)));
        text.append('\n');
        var nothing = new ArrayList<String>();
        Rows.inputs(type, origin).forEach((name, row) -> {
            List<String> cells = states.values().stream()
                    .map(state -> cell(state.event(), DECISIONS.on(state.event(), row.input(), row.now())))
                    .toList();
            if (cells.stream().allMatch("="::equals)) {
                nothing.add(name);
            } else {
                text.append("%-20s".formatted(name));
                cells.forEach(cell -> text.append("| %-16s".formatted(cell)));
                text.append('\n');
            }
        });
        text.append("nothing changes: ").append(String.join("; ", nothing)).append('\n');
        return text.toString().replaceAll(" +\n", "\n");
    }

    private static String cell(@Nullable SystemEvent before, Decision<SystemEvent, Done, EventFact> decision) {
        return switch (decision) {
            case Decision.Refused<SystemEvent, Done, EventFact>(var refusal) ->
                "!" + refusal.getClass().getSimpleName();
            case Accepted<SystemEvent, Done, EventFact>(var after, var _, var facts, var _) ->
                Objects.equals(before, after) ? "=" : name(after) + told(facts);
        };
    }

    private static String name(@Nullable SystemEvent event) {
        return switch (event) {
            case null -> "gone";
            case SystemEvent.Draft _ -> "Draft";
            case Published published -> published.status().word();
        };
    }

    private static String told(List<EventFact> facts) {
        var told = new StringBuilder();
        for (EventFact fact : facts) {
            told.append(
                    switch (fact) {
                        case EventFact.Announced _ -> " N";
                        case EventFact.Asked _ -> " A";
                    });
        }
        return told.toString();
    }
}
