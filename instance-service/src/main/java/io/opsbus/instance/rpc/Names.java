package io.opsbus.instance.rpc;

import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.declare.Texts;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names and descriptions people give (contract 2.1): 2 to 128, 2 to 256 characters. */
public final class Names {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,62}[A-Za-z0-9])");

    private Names() {}

    /** A name: begins with a letter of any script, is no link. */
    public static Parameter<Optional<String>> name(String parameter, String code) {
        return Texts.text(parameter, 2, 128)
                .only("a name that begins with a letter and not with `http://` or `https://`", Names::isName)
                .refusing(400, code)
                .optional();
    }

    /** A description; an empty one clears it. */
    public static Parameter<Optional<String>> description(String parameter, String code) {
        return Take.anyText(parameter)
                .as(
                        "2 to 256 characters",
                        (name, text) -> text.isEmpty()
                                ? new io.opsbus.rpc.parameter.Got.Given<>(text)
                                : Texts.length(2, 256).apply(name, text))
                .only("a text that does not begin with `http://` or `https://`", text -> !isLink(text))
                .refusing(400, code)
                .optional();
    }

    /** A host name: letters, digits, hyphens and dots, none of these two in a row, at an end, or alone. */
    public static Take<String> hostName(String parameter) {
        return Take.text(parameter)
                .only(
                        "2 to 64 letters, digits, dots and hyphens, these two not at an end or in a row",
                        text -> HOST.matcher(text).matches()
                                && !Pattern.compile("[.-]{2}").matcher(text).find())
                .refusing(400, "InvalidHostName.Malformed");
    }

    private static boolean isName(String text) {
        return Character.isLetter(text.codePointAt(0)) && !isLink(text);
    }

    private static boolean isLink(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        return small.startsWith("http://") || small.startsWith("https://");
    }
}
