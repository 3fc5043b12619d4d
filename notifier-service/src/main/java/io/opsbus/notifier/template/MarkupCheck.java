package io.opsbus.notifier.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a mail's own HTML may hold: elements that lay out text, links, and nothing that runs or is loaded. Fields stand between elements only,
 * where escaping is enough.
 */
final class MarkupCheck {
    /** Stands for each tag of the template. */
    static final String MARK = "\0";

    private static final int LONGEST = 1000;
    private static final String VALUE = "\"[^\"<>]*\"|'[^'<>]*'";
    private static final Pattern ELEMENT = Pattern.compile("<([^<>]*)>");
    private static final Pattern SOUND =
            Pattern.compile("/?([A-Za-z][A-Za-z0-9]*)((?:\\s+[A-Za-z-]+\\s*=\\s*(?:" + VALUE + "))*)\\s*/?");
    private static final Pattern ATTRIBUTE = Pattern.compile("([A-Za-z-]+)\\s*=\\s*(" + VALUE + ")");
    private static final Pattern LINK =
            Pattern.compile("(https?://|mailto:).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern STYLE = Pattern.compile("[A-Za-z0-9 #%.,:;'!-]*");
    private static final Set<String> ELEMENTS = Set.of(
            "html",
            "head",
            "meta",
            "title",
            "body",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "p",
            "br",
            "hr",
            "div",
            "span",
            "b",
            "strong",
            "i",
            "em",
            "u",
            "small",
            "code",
            "pre",
            "blockquote",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "table",
            "caption",
            "thead",
            "tbody",
            "tfoot",
            "tr",
            "th",
            "td",
            "a");
    private static final Set<String> ATTRIBUTES = Set.of(
            "lang",
            "dir",
            "charset",
            "href",
            "style",
            "align",
            "valign",
            "width",
            "border",
            "cellpadding",
            "cellspacing",
            "colspan",
            "rowspan",
            "bgcolor",
            "color");

    private final List<String> complaints = new ArrayList<>();

    private MarkupCheck() {}

    static List<String> complaints(String markup) {
        var check = new MarkupCheck();
        check.whole(markup);
        return check.complaints.stream().distinct().toList();
    }

    private void whole(String markup) {
        var element = ELEMENT.matcher(markup);
        var between = new StringBuilder();
        while (element.find()) {
            element.appendReplacement(between, "");
            element(element.group(1));
        }
        element.appendTail(between);
        if (between.indexOf("<") >= 0 || between.indexOf(">") >= 0) {
            complaints.add("a < or > that is no part of an element is written &lt; or &gt;");
        }
    }

    private void element(String text) {
        if (text.contains(MARK)) {
            complaints.add("no {{…}} stands within < and >: there, escaping does not make it harmless");
            return;
        }
        if (text.equalsIgnoreCase("!doctype html")) {
            return;
        }
        var sound = SOUND.matcher(text);
        if (text.length() > LONGEST || !sound.matches()) {
            complaints.add("<" + shown(text) + "> is no element with attributes in quotes");
            return;
        }
        if (!ELEMENTS.contains(sound.group(1).toLowerCase(Locale.ROOT))) {
            complaints.add("no element " + shown(sound.group(1)) + "; there are "
                    + String.join(", ", new TreeSet<>(ELEMENTS)));
        }
        var attribute = ATTRIBUTE.matcher(sound.group(2));
        while (attribute.find()) {
            var value = attribute.group(2);
            attribute(
                    attribute.group(1).toLowerCase(Locale.ROOT),
                    value.substring(1, value.length() - 1).strip());
        }
    }

    private void attribute(String name, String value) {
        if (!ATTRIBUTES.contains(name)) {
            complaints.add(
                    "no attribute " + shown(name) + "; there are " + String.join(", ", new TreeSet<>(ATTRIBUTES)));
        }
        if (name.equals("href") && !LINK.matcher(value).matches()) {
            complaints.add("a link begins with https://, http:// or mailto:");
        }
        if (name.equals("style") && !STYLE.matcher(value).matches()) {
            complaints.add("a style holds letters, digits and # % . , : ; ' ! - only: nothing is loaded by it");
        }
    }

    private static String shown(String text) {
        return text.length() > 32 ? text.substring(0, 32) + "…" : text;
    }
}
