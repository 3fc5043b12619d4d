package io.opsbus.notifier.rpc.cms.delivery;

import io.opsbus.notifier.redrive.Redrive;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import java.util.List;
import java.util.Optional;

/** {@code DescribeEventRedrives}: also those the operator began for the account. */
final class DescribeEventRedrives implements Action {
    private static final int MOST = 100;

    private static final Parameter<Optional<Redrive.Id>> REDRIVE =
            RedriveDesk.id().meaning("Only this one.").optional();
    private static final Parameter<Integer> SIZE = Take.whole("MaxResults", 1, MOST)
            .meaning("The newest; there is no further page.")
            .or(20);
    private static final Declaration DECLARATION = Cms.reading(
                    "DescribeEventRedrives",
                    "Lists redrives of the account's deliveries, the newest first, and how far each is. Only here.")
            .takes(REDRIVE, SIZE)
            .fails(RedriveDesk.NO_REDRIVE)
            .end();

    private final RedriveDesk desk;

    DescribeEventRedrives(RedriveDesk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var account = Desk.account(call);
        var one = call.get(REDRIVE);
        var found = one.map(id -> desk.redrives().find(account, id).stream().toList())
                .orElseGet(() -> desk.redrives().of(account, call.get(SIZE)));
        return one.isPresent() && found.isEmpty() ? new Answer.Refused(RedriveDesk.NO_REDRIVE) : told(found);
    }

    private static Answer told(List<Redrive> redrives) {
        return new Answer.Reply(Cms.ok()
                .put(
                        "Redrives",
                        "Redrive",
                        redrives.stream().map(RedriveTree::of).toList())
                .end());
    }
}
