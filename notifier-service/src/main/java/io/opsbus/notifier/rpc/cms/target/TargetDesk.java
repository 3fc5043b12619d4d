package io.opsbus.notifier.rpc.cms.target;

import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.channel.trial.Trials;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.hold.HeldTargets;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.rpc.consent.ConsentDesk;
import io.opsbus.notifier.rpc.target.AnswerHeads;
import io.opsbus.notifier.rpc.target.TargetStates;
import io.opsbus.notifier.rule.AccountTargets;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.RpcError;
import java.util.List;
import java.util.Optional;

/**
 * What Actions on targets work with.
 *
 * @param heads whether the caller is told what receivers said
 */
public record TargetDesk(
        HeldTargets held,
        AccountTargets targets,
        TargetStates states,
        Trials trials,
        ConsentDesk consents,
        AnswerHeads heads) {
    /** The resource kind of targets. */
    public static final String KIND = "event-target";

    static final Parameter<String> TARGET = Take.id("TargetId").names(KIND).required();
    static final Parameter<List<String>> TARGETS =
            Take.texts("TargetIds", 20).names(KIND).required();

    /** A target of who asks. */
    Optional<Subscription> owner(Call call, TargetId target) {
        return targets.known(target).filter(one -> one.account().equals(Desk.account(call)));
    }

    /** Why who asks may change nothing about a target; empty when he may, but for what an operator holds. */
    Optional<RpcError> refusal(Call call, TargetId target) {
        var owner = owner(call, target);
        if (owner.isEmpty()) {
            return Optional.of(TargetErrors.NO_TARGET);
        }
        return targets.ruleOf(owner.get().id()).isPresent()
                ? Optional.empty()
                : Optional.of(TargetErrors.OPERATORS_TARGET);
    }

    /** How a target of who asks is held, as it is stored now; empty when it is not. */
    Optional<HeldTarget> held(Call call, TargetId target) {
        return held.of(Desk.account(call)).stream()
                .filter(one -> one.target().equals(target))
                .findFirst();
    }
}
