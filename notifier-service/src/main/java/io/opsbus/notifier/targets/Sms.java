package io.opsbus.notifier.targets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Numbers short messages go to (guide 4.1, 短信); through which gateway is the operator's setting.
 *
 * @param to 1 to 20 numbers in the form of E.164, with or without the plus sign
 */
public record Sms(List<String> to, Language language) implements Target {
    private static final int MOST = 20;
    private static final int MESSAGES_A_MINUTE = 10;
    private static final Pattern NUMBER = Pattern.compile("\\+?[1-9][0-9]{5,14}");

    public Sms {
        to = List.copyOf(to);
    }

    /** Whether a message can be sent to this text. */
    public static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    static Sms read(Fields fields) {
        var to = fields.texts("to", MOST, Sms::isNumber, "1 to " + MOST + " numbers such as +8613800138000");
        return new Sms(to, fields.word("language", Language.ZH));
    }

    @Override
    public Kind kind() {
        return Kind.SMS;
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
