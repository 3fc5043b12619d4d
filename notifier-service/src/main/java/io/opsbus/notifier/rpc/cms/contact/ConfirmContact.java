package io.opsbus.notifier.rpc.cms.contact;

import io.opsbus.notifier.contact.Code;
import io.opsbus.notifier.contact.Contact;
import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.shelf.Shelf;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError.Reason;
import io.opsbus.rpc.reply.Answer;
import java.util.List;

/** {@code ConfirmContact}, an Action of our own: the original has a link in its message, which needs an address of ours that everybody reaches. */
final class ConfirmContact implements Action {

    private static final Parameter<Code> CODE = Take.text("Code")
            .as("12 letters and digits, in any case, with or without hyphens", ConfirmContact::code)
            .required();
    private static final Declaration DECLARATION = Cms.writing(
                    "ConfirmContact", "Confirms the address of a contact that a code was sent to.")
            .takes(CODE)
            .fails(CmsErrors.NO_CODE)
            .end();

    private final Desk desk;

    ConfirmContact(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var account = Desk.account(call);
        var hash = call.get(CODE).hash(account);
        var waiting = new Shelf.Query(account, "", List.of(Contact.waitingFor(hash)));
        var found = desk.contacts().shelf().list(waiting, 0, 1).entries();
        if (found.isEmpty()) {
            return new Answer.Refused(CmsErrors.NO_CODE);
        }
        var no = desk.contacts()
                .change(
                        call,
                        found.getFirst().key(),
                        CmsErrors.NO_CODE,
                        before -> before.confirmed(hash, call.now())
                                .<Book.Step<Contact>>map(Book.Step::becomes)
                                .orElseGet(() -> Book.Step.refused(CmsErrors.NO_CODE)));
        desk.committed().run();
        return Cms.done(no);
    }

    private static Got<Code> code(String name, String text) {
        return Code.read(text)
                .<Got<Code>>map(Got.Given::new)
                .orElseGet(() -> Got.wrong(name, Reason.MALFORMED, "is no code"));
    }
}
