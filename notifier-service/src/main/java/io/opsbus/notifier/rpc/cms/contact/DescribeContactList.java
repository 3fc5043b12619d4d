package io.opsbus.notifier.rpc.cms.contact;

import io.opsbus.notifier.contact.Contact;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.shelf.Shelf;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code DescribeContactList} (API facts 2.2). */
final class DescribeContactList implements Action {

    private static final Parameter<Optional<String>> NAME =
            Cms.name("ContactName").optional();
    private static final Parameter<Optional<String>> CHANNEL =
            Take.word("ChanelType", "Mail").optional();
    private static final Parameter<Optional<String>> VALUE = Take.text("ChanelValue")
            .meaning("Spelled as the contract has it; needs ChanelType.")
            .optional();
    private static final Parameter<Integer> PAGE = Cms.pageNumber();
    private static final Parameter<Integer> SIZE = Cms.pageSize(100, 100);
    private static final Declaration DECLARATION = Cms.reading("DescribeContactList", "Lists contacts by name.")
            .takes(NAME, CHANNEL, VALUE, PAGE, SIZE)
            .end();

    private final Desk desk;

    DescribeContactList(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var labels = new ArrayList<String>();
        call.get(VALUE).ifPresent(value -> labels.add("Mail:" + value));
        var name = call.get(NAME);
        var query = new Shelf.Query(Desk.account(call), "", labels);
        var page = name.isPresent()
                ? only(desk.contacts().shelf().find(Desk.key(call, name.get())), labels)
                : desk.contacts().shelf().list(query, (call.get(PAGE) - 1L) * call.get(SIZE), call.get(SIZE));
        var contacts = page.entries().stream()
                .map(contact -> ContactTree.of(contact, ContactTree.groupsOf(desk, contact.key())))
                .toList();
        return new Answer.Reply(Cms.ok()
                .put("Contacts", "Contact", contacts)
                .put("Total", page.total())
                .end());
    }

    private static Shelf.Page<Contact> only(Optional<Contact> found, List<String> labels) {
        var fitting = found.filter(contact -> contact.labels().containsAll(labels)).stream()
                .toList();
        return new Shelf.Page<>(fitting, fitting.size());
    }
}
