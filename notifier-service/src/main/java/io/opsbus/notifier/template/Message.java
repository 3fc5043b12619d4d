package io.opsbus.notifier.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What people read.
 *
 * @param subject, html of mail only; without HTML a mail is its text alone
 */
public record Message(Optional<String> subject, String text, Optional<String> html) {
    /** Of these texts. */
    public static Message of(Map<Form, String> texts) {
        return new Message(
                Optional.ofNullable(texts.get(Form.TITLE)),
                texts.entrySet().stream()
                        .filter(one -> one.getKey().isNeeded())
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(""),
                Optional.ofNullable(texts.get(Form.MAIL_HTML)));
    }

    /** With this subject where it has none. */
    public Message titled(Optional<String> other) {
        return new Message(subject.or(() -> other), text, html);
    }

    /** By the names of the fields. */
    public Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        subject.ifPresent(line -> fields.put(Form.TITLE.field(), line));
        fields.put(Form.MAIL.field(), text);
        html.ifPresent(markup -> fields.put(Form.MAIL_HTML.field(), markup));
        return fields;
    }
}
