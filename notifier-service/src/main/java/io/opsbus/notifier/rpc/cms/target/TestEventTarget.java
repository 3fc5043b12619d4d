package io.opsbus.notifier.rpc.cms.target;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.channel.trial.Trial;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.math.BigDecimal;
import java.util.Optional;

/** {@code TestEventTarget}: on the way of every attempt and beside the life of deliveries, as operators' tests are. */
final class TestEventTarget implements Action {
    private static final Declaration DECLARATION = Cms.writing(
                    "TestEventTarget",
                    "Sends one message that says it is a test to a target of the account's rules, paused or not, and tells how that ended."
                            + " Only here.")
            .takes(TargetDesk.TARGET)
            .idempotent()
            .fails(
                    TargetErrors.NO_TARGET,
                    TargetErrors.OPERATORS_TARGET,
                    TargetErrors.STOPPED,
                    TargetErrors.HELD_BY_OPERATOR,
                    TargetErrors.NOT_CONSENTED,
                    TargetErrors.TOO_OFTEN)
            .end();

    private final TargetDesk desk;

    TestEventTarget(TargetDesk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var target = new TargetId(call.get(TargetDesk.TARGET));
        var owner = desk.owner(call, target);
        var no = desk.refusal(call, target).or(() -> held(call, target));
        if (no.isPresent() || owner.isEmpty()) {
            return new Answer.Refused(no.orElse(TargetErrors.NO_TARGET));
        }
        return switch (desk.trials().of(target, owner.get())) {
            case Trial.TooMany() -> new Answer.Refused(TargetErrors.TOO_OFTEN);
            case Trial.Made made -> new Answer.Reply(tree(call, target, made));
        };
    }

    private Optional<RpcError> held(Call call, TargetId target) {
        if (desk.states().isStopped(target)) {
            return Optional.of(TargetErrors.STOPPED);
        }
        if (desk.held(call, target).filter(HeldTarget::byOperator).isPresent()) {
            return Optional.of(TargetErrors.HELD_BY_OPERATOR);
        }
        return desk.owner(call, target)
                .filter(owner -> desk.consents().isMissing(target, owner))
                .map(_ -> TargetErrors.NOT_CONSENTED);
    }

    private Tree.Fields tree(Call call, TargetId target, Trial.Made made) {
        var outcome = made.outcome();
        var tree = Cms.ok()
                .put("TargetId", target.value())
                .put("DeliveryId", made.delivery().toString())
                .put("Delivered", outcome.verdict() == Outcome.Verdict.DELIVERED)
                .put("Outcome", outcome.label())
                .put("Millis", new Tree.Decimal(BigDecimal.valueOf(made.took().toNanos() / 1_000, 3)));
        if (outcome instanceof Outcome.Answered answered) {
            tree.put("HttpStatus", answered.status());
        }
        if (desk.heads().areTold(Desk.account(call), target)) {
            tree.put("Answer", outcome.said());
        }
        return tree.end();
    }
}
