package io.opsbus.notifier.channel.mail;

import io.opsbus.notifier.channel.Bundle;
import io.opsbus.notifier.channel.text.Wording;
import io.opsbus.notifier.targets.Mail;
import io.opsbus.notifier.template.Medium;
import io.opsbus.notifier.template.Message;
import io.opsbus.notifier.template.TemplateName;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.InstantSource;
import java.util.Date;

/** Writes mail: subject, text and, unless an own template has none, HTML. */
public final class Letters {
    private static final String UTF_8 = "UTF-8";

    private final Wording wording;
    private final InstantSource clock;

    /** Letters in these words. */
    public Letters(Wording wording, InstantSource clock) {
        this.wording = wording;
        this.clock = clock;
    }

    MimeMessage write(Session session, Bundle bundle, String from) throws MessagingException {
        if (!(bundle.target() instanceof Mail mail)) {
            throw new IllegalArgumentException("not mail: " + bundle.target().kind());
        }
        var events = bundle.events();
        var first = bundle.posts().getFirst().delivery();
        var letter = new Letter(session, "<" + first.id() + "." + events.size() + "@opsbus>");
        letter.setFrom(new InternetAddress(from, true));
        for (var to : mail.to()) {
            letter.addRecipient(RecipientType.TO, new InternetAddress(to, true));
        }
        var words = wording.of(bundle.account(), new TemplateName(Medium.MAIL, mail.language()), events);
        letter.setSubject(words.subject().orElse(""), UTF_8);
        letter.setSentDate(Date.from(clock.instant()));
        letter.setHeader("Auto-Submitted", "auto-generated");
        write(words, letter);
        letter.saveChanges();
        return letter;
    }

    private static void write(Message words, MimeMessage letter) throws MessagingException {
        if (words.html().isEmpty()) {
            letter.setText(words.text(), UTF_8);
            return;
        }
        var text = new MimeBodyPart();
        text.setText(words.text(), UTF_8);
        var html = new MimeBodyPart();
        html.setContent(words.html().get(), "text/html; charset=UTF-8");
        letter.setContent(new MimeMultipart("alternative", text, html));
    }

    /** A message whose id is ours: the same on every attempt, so that mail programs show a repetition once. */
    private static final class Letter extends MimeMessage {
        private final String id;

        Letter(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
