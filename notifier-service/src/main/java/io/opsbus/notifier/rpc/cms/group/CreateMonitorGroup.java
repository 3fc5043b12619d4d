package io.opsbus.notifier.rpc.cms.group;

import io.opsbus.notifier.contact.MonitorGroup;
import io.opsbus.notifier.contact.Times;
import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.reply.Answer;
import java.math.BigInteger;
import java.util.List;

/** {@code CreateMonitorGroup} (API facts 2.2). */
final class CreateMonitorGroup implements Action {

    private static final Parameter<String> NAME = Cms.name("GroupName").required();
    private static final Parameter<String> CONTACT_GROUPS =
            GroupTree.contactGroupNames().or("");
    private static final Declaration DECLARATION = Cms.writing("CreateMonitorGroup", "Makes a monitor group, empty.")
            .takes(NAME, CONTACT_GROUPS)
            .fails(CmsErrors.TOO_MANY)
            .end();

    private final Desk desk;

    CreateMonitorGroup(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        // from what is unguessable, so that no account learns how many groups there are
        var id = new BigInteger(call.fresh().factId("monitor-group").substring(0, 12), 16).toString();
        var no = desk.monitorGroups()
                .put(
                        call,
                        Desk.key(call, id),
                        _ -> Book.Step.becomes(new MonitorGroup(
                                Desk.key(call, id),
                                call.get(NAME),
                                GroupTree.names(call.get(CONTACT_GROUPS)),
                                List.of(),
                                Times.at(call.now().toEpochMilli()))));
        return no.<Answer>map(Answer.Refused::new)
                .orElseGet(() -> new Answer.Reply(
                        Cms.okInNumbers().put("GroupId", Long.parseLong(id)).end(), List.of(id)));
    }
}
