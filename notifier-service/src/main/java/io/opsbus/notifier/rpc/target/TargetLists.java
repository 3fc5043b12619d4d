package io.opsbus.notifier.rpc.target;

import com.fasterxml.jackson.core.JsonGenerator;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.hold.HeldTargets;
import io.opsbus.notifier.hold.Streak;
import io.opsbus.notifier.rpc.Answers;
import io.opsbus.notifier.rpc.ApiAnswer;
import io.opsbus.notifier.rpc.consent.ConsentDesk;
import io.opsbus.notifier.rule.AccountTargets;
import java.io.IOException;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lists of an account's targets, as operators are told them. Of addresses nothing is told: they may hold a token. */
public final class TargetLists {
    private final HeldTargets held;
    private final AccountTargets targets;
    private final TargetStates states;
    private final ConsentDesk consents;

    /** Over these. */
    public TargetLists(HeldTargets held, AccountTargets targets, TargetStates states, ConsentDesk consents) {
        this.held = held;
        this.targets = targets;
        this.states = states;
        this.consents = consents;
    }

    /** One of them, and whose it is. */
    private record Owned(TargetId target, Subscription owner) {}

    /** The held ones, why, since when, the last answer of a failing one, and how many deliveries wait for each; also of those deleted since. */
    public ApiAnswer held(AccountId account) {
        var own = held.of(account);
        return Answers.answer(200, out -> {
            out.writeArrayFieldStart("targets");
            for (var one : own) {
                out.writeStartObject();
                out.writeStringField("target", one.target().value());
                hold(out, one);
                out.writeNumberField("waiting", held.waiting(one.target()));
                var owner = targets.known(one.target())
                        .filter(known -> known.account().equals(account));
                if (owner.isPresent()) {
                    consents.tell(out, one.target(), owner.get());
                }
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    /** Every one there is, before its first delivery too, by id: whose it is, its state, and of a held one the same as above. */
    public ApiAnswer all(AccountId account) {
        var all = targets.of(account).stream()
                .flatMap(owner -> owner.targets().stream().map(target -> new Owned(target, owner)))
                .sorted(Comparator.comparing(one -> one.target().value()))
                .toList();
        var holds = held.of(account).stream()
                .collect(Collectors.toUnmodifiableMap(HeldTarget::target, Function.identity()));
        var waiting = held.waiting(all.stream().map(Owned::target).toList());
        return Answers.answer(200, out -> {
            out.writeArrayFieldStart("targets");
            for (var one : all) {
                out.writeStartObject();
                owned(out, one);
                var hold = holds.get(one.target());
                if (hold != null) {
                    hold(out, hold);
                }
                out.writeNumberField("waiting", waiting.getOrDefault(one.target(), 0L));
                consents.tell(out, one.target(), one.owner());
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    private void owned(JsonGenerator out, Owned one) throws IOException {
        var target = one.target();
        var owner = one.owner();
        out.writeStringField("target", target.value());
        out.writeStringField("type", owner.at(target).kind().word());
        out.writeStringField("subscription", owner.id().value());
        var rule = targets.ruleOf(owner.id());
        if (rule.isPresent()) {
            out.writeStringField("rule", rule.get());
        }
        out.writeStringField("state", states.of(target, owner, states.look(target)));
    }

    private static void hold(JsonGenerator out, HeldTarget held) throws IOException {
        out.writeStringField("reason", held.reason().word());
        out.writeStringField("since", held.since().toString());
        out.writeStringField("by", held.by());
        if (held.streak().isPresent()) {
            failing(out, held.streak().get());
        }
    }

    private static void failing(JsonGenerator out, Streak streak) throws IOException {
        out.writeStringField("failingSince", streak.since().toString());
        out.writeNumberField("failures", streak.failures());
        var last = streak.last();
        out.writeObjectFieldStart("lastAnswer");
        out.writeStringField("at", last.at().toString());
        out.writeStringField("outcome", last.outcome());
        if (last.httpStatus().isPresent()) {
            out.writeNumberField("httpStatus", last.httpStatus().getAsInt());
        }
        out.writeStringField("said", last.said());
        out.writeEndObject();
    }
}
