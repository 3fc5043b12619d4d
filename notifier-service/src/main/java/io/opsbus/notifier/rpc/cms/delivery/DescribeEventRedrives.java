package io.opsbus.notifier.rpc.cms.delivery;

import io.opsbus.notifier.redrive.Redrive;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.page.PageParameters;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import java.util.List;
import java.util.Optional;

/** {@code DescribeEventRedrives}: also those the operator began for the account. */
final class DescribeEventRedrives implements Action {
    private static final int MOST = 100;

    private static final Parameter<Optional<Redrive.Id>> REDRIVE =
            RedriveDesk.id().meaning("Only this one.").optional();
    private static final Parameter<Integer> SIZE =
            Take.whole("MaxResults", 1, MOST).or(20);
    private static final Parameter<Optional<String>> NEXT =
            PageParameters.upTo(MOST, MOST).next();
    private static final RpcError NO_TOKEN = CmsErrors.invalid("NextToken is none this API returned.");
    private static final Declaration DECLARATION = Cms.reading(
                    "DescribeEventRedrives",
                    "Lists redrives of the account's deliveries, the newest first, and how far each is. Only here.")
            .takes(REDRIVE, SIZE, NEXT)
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
        var token = call.get(NEXT);
        var after = token.flatMap(Redrive.Place::parse);
        if (token.isPresent() && after.isEmpty()) {
            return new Answer.Refused(NO_TOKEN);
        }
        if (call.get(REDRIVE).isPresent()) {
            return desk.redrives()
                    .find(account, call.get(REDRIVE).get())
                    .map(one -> told(List.of(one), ""))
                    .orElseGet(() -> new Answer.Refused(RedriveDesk.NO_REDRIVE));
        }
        var size = call.get(SIZE);
        var found = desk.redrives().of(account, after, size);
        return told(
                found,
                found.size() == size
                        ? PageParameters.token(found.getLast().place().text())
                        : "");
    }

    private static Answer told(List<Redrive> redrives, String next) {
        return new Answer.Reply(Cms.ok()
                .put(
                        "Redrives",
                        "Redrive",
                        redrives.stream().map(RedriveTree::of).toList())
                .put("NextToken", next)
                .end());
    }
}
