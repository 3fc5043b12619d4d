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
import io.opsbus.rpc.reply.RpcError;
import java.util.Optional;

/** {@code DescribeContactList} (API facts 2.2). */
final class DescribeContactList implements Action {

    private static final String MAIL = "Mail";
    private static final RpcError NO_TYPE = RpcError.missingParameter("ChanelType");
    private static final Parameter<Optional<String>> NAME =
            Cms.name("ContactName").optional();
    private static final Parameter<Optional<String>> CHANNEL = Take.word("ChanelType", MAIL, "DingWebHook")
            .meaning("Only contacts that have such a channel.")
            .optional();
    private static final Parameter<Optional<String>> VALUE = Take.text("ChanelValue")
            .meaning("Spelled as the contract has it; the whole address; needs ChanelType.")
            .optional();
    private static final Parameter<Integer> PAGE = Cms.pageNumber();
    private static final Parameter<Integer> SIZE = Cms.pageSize(100, 100);
    private static final Declaration DECLARATION = Cms.reading("DescribeContactList", "Lists contacts by name.")
            .takes(NAME, CHANNEL, VALUE, PAGE, SIZE)
            .fails(NO_TYPE)
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
        var channel = call.get(CHANNEL);
        if (channel.isEmpty() && call.get(VALUE).isPresent()) {
            return new Answer.Refused(NO_TYPE);
        }
        var name = call.get(NAME);
        var skipped = (call.get(PAGE) - 1L) * call.get(SIZE);
        var all = Shelf.Query.all(Desk.account(call));
        var shelf = desk.contacts().shelf();
        if (name.isEmpty() && channel.isEmpty()) {
            return told(shelf.list(all, skipped, call.get(SIZE)));
        }
        // how many there can be says the cap on contacts; the address of a robot is sealed, so no store can look for it
        var labels =
                call
                        .get(VALUE)
                        .filter(_ -> channel.filter(MAIL::equals).isPresent())
                        .map(mail -> "Mail:" + mail)
                        .stream()
                        .toList();
        var found = name
                .map(one -> shelf.find(Desk.key(call, one)).stream().toList())
                .orElseGet(() -> shelf.list(new Shelf.Query(all.account(), "", labels), 0, Integer.MAX_VALUE)
                        .entries())
                .stream()
                .filter(contact -> channel.map(type -> has(contact.reach(), type, call.get(VALUE)))
                        .orElse(true))
                .toList();
        return told(new Shelf.Page<>(
                found.stream().skip(skipped).limit(call.get(SIZE)).toList(), found.size()));
    }

    private static boolean has(Contact.Reach reach, String type, Optional<String> value) {
        var address = type.equals(MAIL) ? reach.mail() : reach.dingWebHook().reveal();
        return value.map(address::equals).orElse(!address.isEmpty());
    }

    private Answer told(Shelf.Page<Contact> page) {
        var contacts = page.entries().stream()
                .map(contact -> ContactTree.of(contact, ContactTree.groupsOf(desk, contact.key())))
                .toList();
        return new Answer.Reply(Cms.ok()
                .put("Contacts", "Contact", contacts)
                .put("Total", page.total())
                .end());
    }
}
