package io.opsbus.notifier.template;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How people are written to. */
public enum Medium {
    MAIL,
    SMS,
    ROBOT;

    /** In names. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The texts a message of this medium has. */
    public List<Form> forms() {
        return Stream.of(Form.values()).filter(form -> form.medium() == this).toList();
    }
}
