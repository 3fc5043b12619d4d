package io.opsbus.notifier.channel.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.channel.EventDocument;
import io.opsbus.notifier.channel.text.Wording;
import io.opsbus.notifier.contact.Code;
import io.opsbus.notifier.contact.Contact;
import io.opsbus.notifier.contact.Times;
import io.opsbus.notifier.contact.Way;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.dispatch.Channel;
import io.opsbus.notifier.shelf.Key;
import io.opsbus.notifier.targets.Mail;
import io.opsbus.notifier.targets.Sms;
import io.opsbus.notifier.targets.Target.Language;
import io.opsbus.notifier.template.Medium;
import io.opsbus.notifier.template.Sheets;
import io.opsbus.notifier.template.TemplateName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CodeMessagesTest {
    private static final AccountId ALICE = new AccountId("alice");
    private static final Instant EXPIRES = Given.NOON.plusSeconds(86_400);
    private static final Code CODE = Code.of(new byte[Code.BYTES]);
    private static final Contact CONTACT = new Contact(
            new Key(ALICE, "BUY http://spam.example"),
            "BUY http://spam.example",
            "en",
            new Contact.Reach("", Contact.Reach.NO_ROBOT, "a@example.com", "86-13800138000"),
            List.of(),
            Times.at(0));

    private final List<Channel.Post> posts = new ArrayList<>();
    private final CodeMessages messages = new CodeMessages(posts::addAll, () -> Given.NOON, () -> new UUID(0, 7));

    private String words(Wording wording, Medium medium, Language language) {
        var event = EventDocument.of(posts.getFirst().delivery().body());
        return wording.of(ALICE, new TemplateName(medium, language), List.of(event))
                .text();
    }

    @Test
    void aMailTellsTheCodeAndHowToConfirmAndNothingAnAccountHasWritten() {
        messages.send(CONTACT, Way.MAIL, CODE, EXPIRES);
        assertThat(posts.getFirst().target())
                .isInstanceOfSatisfying(
                        Mail.class, mail -> assertThat(mail.to()).containsExactly("a@example.com"));
        assertThat(words(new Wording(), Medium.MAIL, Language.EN))
                .contains(
                        "Code to confirm that this address is to get notifications",
                        "code: AAAA-AAAA-AAAA",
                        "confirm: opsbus contacts confirm AAAA-AAAA-AAAA --account alice",
                        "expires: 2026-11-24T12:00:00Z")
                .doesNotContain("BUY");
    }

    @Test
    void aShortMessageHasRoomForTheCode() {
        messages.send(CONTACT, Way.SMS, CODE, EXPIRES);
        assertThat(posts.getFirst().target())
                .isInstanceOfSatisfying(Sms.class, sms -> assertThat(sms.to()).containsExactly("8613800138000"));
        assertThat(words(new Wording(), Medium.SMS, Language.EN)).contains("AAAA-AAAA-AAAA");
        assertThat(words(new Wording(), Medium.SMS, Language.ZH)).contains("AAAA-AAAA-AAAA", "确认");
    }

    @Test
    void strangersAreNotToldWhatAnAccountLikesToWrite() {
        messages.send(CONTACT, Way.SMS, CODE, EXPIRES);
        var own = Sheets.read(Medium.SMS, Map.of("text", "BUY at once {{count}}"), new ArrayList<>());
        assertThat(own).isPresent();
        assertThat(words(new Wording((_, _) -> own), Medium.SMS, Language.EN))
                .contains("AAAA-AAAA-AAAA")
                .doesNotContain("BUY");
    }

    @Test
    void whatIsNotSentIsNoError() {
        messages.send(CONTACT, Way.MAIL, CODE, EXPIRES);
        posts.getFirst().ended(new Outcome.Unanswered(Outcome.Trouble.REFUSED));
        assertThat(posts.getFirst().delivery().about().traceparent()).isEqualTo(Optional.empty());
    }
}
