package io.opsbus.notifier.targets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Addresses mail goes to (guide 4.1, 邮箱), all in one message; through which server is the operator's setting.
 *
 * @param to 1 to 50 addresses
 */
public record Mail(List<String> to, Language language) implements Target {
    private static final int MOST = 50;
    private static final int MESSAGES_A_MINUTE = 20;
    /** The part of RFC 5321 that is in use; nothing in it can end a header or an SMTP command. */
    private static final Pattern ADDRESS = Pattern.compile(
            "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

    public Mail {
        to = List.copyOf(to);
    }

    /** Whether mail can be sent to this text. */
    public static boolean isAddress(String text) {
        return text.length() <= 254
                && text.indexOf('@') <= 64
                && ADDRESS.matcher(text).matches();
    }

    static Mail read(Fields fields) {
        var to = fields.texts("to", MOST, Mail::isAddress, "1 to " + MOST + " addresses of the form name@example.com");
        return new Mail(to, fields.word("language", Language.ZH));
    }

    @Override
    public Kind kind() {
        return Kind.MAIL;
    }

    @Override
    public Rate rate() {
        return Rate.digested(MESSAGES_A_MINUTE);
    }

    @Override
    public Map<String, Object> form() {
        var form = new LinkedHashMap<String, Object>();
        form.put("type", kind().word());
        form.put("to", to);
        form.put("language", Fields.word(language));
        return form;
    }
}
