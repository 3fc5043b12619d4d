package io.opsbus.notifier.channel.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.channel.EventDocument;
import io.opsbus.notifier.delivery.Body;
import io.opsbus.notifier.targets.Mail;
import io.opsbus.notifier.targets.Robot;
import io.opsbus.notifier.targets.Sms;
import io.opsbus.notifier.targets.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a target would be told of an event, without telling it. */
public final class Preview {
    private final Wording wording;

    /** Previews in these words. */
    public Preview(Wording wording) {
        this.wording = wording;
    }

    /** Subject, text and HTML as far as the target gets them; the JSON for programs. */
    public Map<String, String> of(Target target, Body event) {
        var events = List.of(EventDocument.of(event));
        var told = new LinkedHashMap<String, String>();
        switch (target) {
            case Mail mail -> {
                told.put("subject", wording.of(Form.TITLE, mail.language(), events));
                told.put("text", wording.of(Form.MAIL, mail.language(), events));
                told.put("html", wording.of(Form.MAIL_HTML, mail.language(), events));
            }
            case Robot robot -> told.put("text", wording.of(Form.CHAT, robot.language(), events));
            case Sms sms -> told.put("text", wording.of(Form.SMS, sms.language(), events));
            default -> told.put("json", new String(event.bytes(), UTF_8));
        }
        return told;
    }
}
