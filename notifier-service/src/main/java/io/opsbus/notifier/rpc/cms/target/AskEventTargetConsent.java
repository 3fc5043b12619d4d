package io.opsbus.notifier.rpc.cms.target;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.channel.consent.Asking;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;

/** {@code AskEventTargetConsent}: one question, at most every five seconds. */
final class AskEventTargetConsent implements Action {
    private static final Declaration DECLARATION = Cms.writing(
                    "AskEventTargetConsent",
                    "Asks the receiver of a webhook of the account's rules for its consent, where the operator requires one. Only here.")
            .takes(TargetDesk.TARGET)
            .fails(
                    TargetErrors.NO_TARGET,
                    TargetErrors.OPERATORS_TARGET,
                    TargetErrors.STOPPED,
                    TargetErrors.HELD_BY_OPERATOR,
                    TargetErrors.NOTHING_TO_ASK,
                    TargetErrors.TOO_OFTEN)
            .end();

    private final TargetDesk desk;

    AskEventTargetConsent(TargetDesk desk) {
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
        var no = desk.refusal(call, target);
        if (no.isPresent() || owner.isEmpty()) {
            return new Answer.Refused(no.orElse(TargetErrors.NO_TARGET));
        }
        if (desk.states().isStopped(target)) {
            return new Answer.Refused(TargetErrors.STOPPED);
        }
        if (desk.held(call, target).filter(HeldTarget::byOperator).isPresent()) {
            return new Answer.Refused(TargetErrors.HELD_BY_OPERATOR);
        }
        var heard = desk.consents().heard(target, owner.get());
        if (heard.isEmpty()) {
            return new Answer.Refused(TargetErrors.NOTHING_TO_ASK);
        }
        return switch (heard.get()) {
            case Asking.Asked.TooSoon() -> new Answer.Refused(TargetErrors.TOO_OFTEN);
            case Asking.Asked.Known(var consent) ->
                new Answer.Reply(Cms.ok()
                        .put("TargetId", target.value())
                        .put("Consent", TargetTree.consent(consent))
                        .end());
        };
    }
}
