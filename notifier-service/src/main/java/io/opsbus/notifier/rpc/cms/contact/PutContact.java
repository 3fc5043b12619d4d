package io.opsbus.notifier.rpc.cms.contact;

import io.opsbus.notifier.contact.Contact;
import io.opsbus.notifier.contact.Pending;
import io.opsbus.notifier.contact.Times;
import io.opsbus.notifier.rpc.cms.Book;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Confirmation;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.notifier.targets.Mail;
import io.opsbus.notifier.targets.Sms;
import io.opsbus.notifier.targets.Target;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Struct;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code PutContact} (API facts 2.2): where it is required, a code is sent to each new address, which waits until it has come back. */
final class PutContact implements Action {

    private static final Parameter<String> NAME = Cms.name("ContactName").required();
    private static final Parameter<String> DESCRIPTION = Take.text("Describe")
            .only("at most 256 characters", text -> text.length() <= 256)
            .required();
    private static final Parameter<String> LANGUAGE =
            Take.word("Lang", "zh-cn", "en").or("zh-cn");
    private static final Parameter<String> MAIL =
            Take.text("Mail").only("an e-mail address", Mail::isAddress).or("");
    private static final Parameter<String> SMS = Take.text("SMS")
            .only("a number such as 86-13800138000 or +8613800138000", text -> Sms.isNumber(text.replace("-", "")))
            .or("");
    private static final Parameter<String> ALI_IM = Take.text("AliIM")
            .only("at most 128 characters", text -> text.length() <= 128)
            .or("");
    private static final Parameter<String> DING = Take.text("DingWebHook")
            .only("an address", PutContact::isAddress)
            .meaning("All but its host is hidden in answers; putting what is shown keeps it.")
            .or("");
    private static final Parameter<Contact.Reach> CHANNELS = Take.struct(
            "Channels",
            Struct.of(
                    values -> new Contact.Reach(
                            values.get(ALI_IM),
                            Contact.Reach.robot(values.get(DING)),
                            values.get(MAIL),
                            values.get(SMS)),
                    ALI_IM,
                    DING,
                    MAIL,
                    SMS));

    private static final Declaration DECLARATION = Cms.writing(
                    "PutContact", "Makes a contact, or changes the one of that name.")
            .takes(NAME, DESCRIPTION, LANGUAGE, CHANNELS)
            .fails(CmsErrors.INVALID, CmsErrors.TOO_MANY, CmsErrors.TOO_MANY_CODES)
            .end();

    private final Desk desk;

    PutContact(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var reach = call.get(CHANNELS);
        if (reach.isNowhere()) {
            return new Answer.Refused(CmsErrors.invalid("A contact needs at least one of its Channels."));
        }
        var forbidden = robot(reach.dingWebHook().reveal())
                .flatMap(robot -> desk.egress(call).complaint("", robot));
        if (forbidden.isPresent()) {
            return new Answer.Refused(CmsErrors.invalid(
                    "Channels.DingWebHook cannot be used: " + forbidden.get().message() + "."));
        }
        return desk.confirmation()
                .map(confirmation -> confirmed(call, reach, confirmation))
                .orElseGet(() -> put(call, reach, List.of()));
    }

    private Answer confirmed(Call call, Contact.Reach reach, Confirmation confirmation) {
        var key = Desk.key(call, call.get(NAME));
        var asked = confirmation.ask(key.account(), desk.contacts().shelf().find(key), reach, call.now());
        if (asked.isEmpty()) {
            return new Answer.Refused(CmsErrors.TOO_MANY_CODES);
        }
        var pending = asked.get().pending(key.account());
        var answer = put(call, reach, pending);
        // what is kept has the codes: a code that comes before that confirms nothing
        desk.contacts()
                .shelf()
                .find(key)
                .filter(kept -> kept.pending().equals(pending))
                .ifPresent(kept -> confirmation.send(kept, asked.get()));
        return answer;
    }

    private Answer put(Call call, Contact.Reach reach, List<Pending> pending) {
        var name = call.get(NAME);
        var now = call.now().toEpochMilli();
        var no = desk.contacts()
                .put(
                        call,
                        Desk.key(call, name),
                        before -> Book.Step.becomes(new Contact(
                                Desk.key(call, name),
                                call.get(DESCRIPTION),
                                call.get(LANGUAGE),
                                before == null ? reach : reach.keepingRobotOf(before.reach()),
                                pending,
                                before == null ? Times.at(now) : before.times().changed(now))));
        desk.committed().run();
        return no.<Answer>map(Answer.Refused::new)
                .orElseGet(() -> new Answer.Reply(Cms.ok().end(), List.of(name)));
    }

    private static boolean isAddress(String url) {
        return robot(url).isPresent();
    }

    private static Optional<Target> robot(String url) {
        var form = Map.of("type", "robot", "family", "dingtalk", "url", url);
        return Target.read(form, new ArrayList<>());
    }
}
