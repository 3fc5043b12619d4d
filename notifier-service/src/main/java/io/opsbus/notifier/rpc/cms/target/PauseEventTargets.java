package io.opsbus.notifier.rpc.cms.target;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;
import java.util.Optional;

/** {@code PauseEventTargets}: all of them are looked at before the first is paused. */
final class PauseEventTargets implements Action {
    private static final Declaration DECLARATION = Cms.writing(
                    "PauseEventTargets",
                    "Pauses targets of the account's rules: what is for them waits from now on; nothing is lost, nothing ages. Only here.")
            .takes(TargetDesk.TARGETS)
            .fails(TargetErrors.NO_TARGET, TargetErrors.OPERATORS_TARGET, TargetErrors.HELD_BY_OPERATOR)
            .end();

    private final TargetDesk desk;

    PauseEventTargets(TargetDesk desk) {
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
            var no = desk.refusal(call, target)
                    // else it would go on when he lets it go, though its account wants it paused
                    .or(() -> desk.held(call, target)
                            .filter(HeldTarget::byOperator)
                            .map(_ -> TargetErrors.HELD_BY_OPERATOR));
            if (no.isPresent()) {
                return new Answer.Refused(CmsErrors.about(
                        no.get(), "TargetIds", call.get(TargetDesk.TARGETS).indexOf(target.value())));
            }
        }
        targets.forEach(target -> desk.held().hold(HeldTarget.pausedByAccount(target, Desk.account(call), call.now())));
        desk.targets().refresh();
        return Cms.done(Optional.empty());
    }
}
