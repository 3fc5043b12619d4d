package io.opsbus.notifier.rpc.cms.target;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import java.util.Optional;

/**
 * {@code ResumeEventTargets}: all of them are looked at before the first goes on. Of one that is not held what failed is tried again soon. A stop of all
 * sending stays: that is another hold.
 */
final class ResumeEventTargets implements Action {
    private static final Declaration DECLARATION = Cms.writing(
                    "ResumeEventTargets",
                    "Lets targets go on that the account paused, or that were disabled because they only failed: what waited goes out. Only here.")
            .takes(TargetDesk.TARGETS)
            .fails(
                    TargetErrors.NO_TARGET,
                    TargetErrors.OPERATORS_TARGET,
                    TargetErrors.HELD_BY_OPERATOR,
                    TargetErrors.NOT_CONSENTED)
            .end();

    private final TargetDesk desk;

    ResumeEventTargets(TargetDesk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var targets = call.get(TargetDesk.TARGETS).stream()
                .distinct()
                .map(TargetId::new)
                .toList();
        for (var target : targets) {
            var no = desk.refusal(call, target).or(() -> desk.held(call, target).flatMap(ResumeEventTargets::stays));
            if (no.isPresent()) {
                return new Answer.Refused(CmsErrors.about(
                        no.get(), "TargetIds", call.get(TargetDesk.TARGETS).indexOf(target.value())));
            }
        }
        // an operator may have come in between
        var held = targets.stream()
                .filter(target -> !desk.held().releaseForAccount(target, call.now()))
                .count();
        desk.targets().refresh();
        return Cms.done(held == 0 ? Optional.empty() : Optional.of(TargetErrors.HELD_BY_OPERATOR));
    }

    private static Optional<RpcError> stays(HeldTarget held) {
        if (held.byOperator()) {
            return Optional.of(TargetErrors.HELD_BY_OPERATOR);
        }
        return held.reason() == HeldTarget.Reason.UNCONSENTED
                ? Optional.of(TargetErrors.NOT_CONSENTED)
                : Optional.empty();
    }
}
