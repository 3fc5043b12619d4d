package io.opsbus.notifier.rpc.cms.delivery;

import io.opsbus.notifier.redrive.Redrive;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.reply.Answer;

/** {@code StopEventRedrive}: one that is over stays as it is. */
final class StopEventRedrive implements Action {
    private static final Parameter<Redrive.Id> REDRIVE = RedriveDesk.id().required();
    private static final Declaration DECLARATION = Cms.writing(
                    "StopEventRedrive",
                    "Stops a redrive the account began: what it has not brought back stays given up. Only here.")
            .takes(REDRIVE)
            .fails(RedriveDesk.NO_REDRIVE, RedriveDesk.OPERATORS_REDRIVE)
            .end();

    private final RedriveDesk desk;

    StopEventRedrive(RedriveDesk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var account = Desk.account(call);
        var found = desk.redrives().find(account, call.get(REDRIVE));
        if (found.filter(one -> one.order().wanted().byOperator()).isPresent()) {
            return new Answer.Refused(RedriveDesk.OPERATORS_REDRIVE);
        }
        return found.flatMap(one -> desk.redrives().stop(account, one.id(), call.now()))
                .<Answer>map(one -> new Answer.Reply(
                        Cms.ok().put("Redrive", RedriveTree.of(one)).end()))
                .orElseGet(() -> new Answer.Refused(RedriveDesk.NO_REDRIVE));
    }
}
