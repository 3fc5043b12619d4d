package io.opsbus.notifier.template;

/** What a text is for; each has its template, its bounds, and its own way of making what comes from an event harmless. */
public enum Form {
    /** A line, such as a mail's subject. */
    TITLE(Medium.MAIL, "subject", "title", 500, 300),
    /** A message in a group chat. */
    CHAT(Medium.ROBOT, "text", "chat", 8_000, 6_000),
    /** A mail's text. */
    MAIL(Medium.MAIL, "text", "mail", 32_000, 128_000),
    /** A mail's HTML. */
    MAIL_HTML(Medium.MAIL, "html", "mail-html", 64_000, 256_000),
    /** A short message. */
    SMS(Medium.SMS, "text", "sms", 1_000, 670);

    private static final String UNSEEN = "\u200B";

    /** A short message with anything else in it would take twice the room. */
    private static final String BLANK = " ";

    private final Medium medium;
    private final String field;
    private final String file;
    private final int longest;
    private final int most;

    Form(Medium medium, String field, String file, int longest, int most) {
        this.medium = medium;
        this.field = field;
        this.file = file;
        this.longest = longest;
        this.most = most;
    }

    /** The medium it is part of. */
    public Medium medium() {
        return medium;
    }

    /** What it is called in a template of its medium. */
    public String field() {
        return field;
    }

    /** The name of the built-in template. */
    public String file() {
        return file;
    }

    /** Whether a template of its medium must have it. */
    public boolean isNeeded() {
        return switch (this) {
            case CHAT, MAIL, SMS -> true;
            case TITLE, MAIL_HTML -> false;
        };
    }

    /** The longest template, in characters. */
    int longest() {
        return longest;
    }

    /** The longest text an own template may make, in characters. */
    int most() {
        return most;
    }

    /** A text from an event as it may stand in this form. */
    String harmless(String text) {
        return switch (this) {
            case MAIL_HTML -> html(oneLine(text));
            case TITLE, MAIL -> oneLine(text);
            case CHAT -> unlinked(oneLine(text));
            case SMS -> Links.broken(oneLine(text), BLANK);
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
        return Links.broken(text, UNSEEN)
                .replace("@", "@" + UNSEEN)
                .replace('<', '＜')
                .replace('>', '＞')
                .replace("](", "]" + UNSEEN + "(");
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
