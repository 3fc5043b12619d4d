package io.opsbus.notifier.channel.text;

/** What a text is for; each has its template and its own way of making what comes from an event harmless. */
public enum Form {
    /** A line, such as a mail's subject. */
    TITLE("title"),
    /** A message in a group chat. */
    CHAT("chat"),
    /** A mail's text. */
    MAIL("mail"),
    /** A mail's HTML. */
    MAIL_HTML("mail-html"),
    /** A short message. */
    SMS("sms");

    private final String file;

    Form(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    /** A text from an event as it may stand in this form. */
    String harmless(String text) {
        return switch (this) {
            case MAIL_HTML -> html(oneLine(text));
            case TITLE, MAIL -> oneLine(text);
            case CHAT, SMS -> unlinked(oneLine(text));
        };
    }

    /** Control characters, line ends among them, and marks that turn the direction of text become blanks. */
    private static String oneLine(String text) {
        var line = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)
                        ? ' '
                        : c)
                .forEach(line::appendCodePoint);
        return line.toString();
    }

    /** Nobody is mentioned, nothing becomes a link or a tag: names of instances are what their owners typed. */
    private static String unlinked(String text) {
        return text.replace("@", "@\u200B")
                .replace("://", ":\u200B//")
                .replace('<', '＜')
                .replace('>', '＞')
                .replace("](", "]\u200B(");
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
